import ClaimCore
import Synchronization

/// The ids of one block that lead nowhere, each once with its message.
struct UnknownReferences: ~Copyable {
  enum Kind: Int, CaseIterable {
    case newPatient, patientWithoutRecord, practitioner, businessUnit, location, `case`
    case caseOfAnother, authorization, authorizationOfAnother

    var isOfAnother: Bool { self == .caseOfAnother || self == .authorizationOfAnother }

    fileprivate var field: String {
      switch self {
      case .newPatient, .patientWithoutRecord: "patient_id"
      case .practitioner: "practitioner_id"
      case .businessUnit: "business_unit_id"
      case .location: "location_id"
      case .case, .caseOfAnother: "case_id"
      case .authorization, .authorizationOfAnother: "authorization_number"
      }
    }

    fileprivate var records: RecordKind {
      switch self {
      case .newPatient, .patientWithoutRecord: .patients
      case .practitioner: .practitioners
      case .businessUnit: .businessUnits
      case .location: .locations
      case .case, .caseOfAnother: .cases
      case .authorization, .authorizationOfAnother: .authorizations
      }
    }

    fileprivate func sentence(_ id: String) -> String {
      switch self {
      case .newPatient, .patientWithoutRecord:
        "\(field) \(id) is not among the patients; the session is grouped under it, without a "
          + "patient's record: add that record or mend the id"
      case .caseOfAnother, .authorizationOfAnother:
        "\(field) \(id) belongs to another patient; the session goes on as if it named none: mend "
          + "the patient_id or the \(field)"
      default:
        "\(field) \(id) is not among the \(records.rawValue); the session goes on as if it named "
          + "none: add that record or mend the id"
      }
    }
  }

  private let pool: TextPool
  private let sentences: UnknownSentences
  /// Keys of all kinds, by numbers in `entries`.
  private var table = KeyTable()
  private var entries: [(kind: Kind, number: Int, id: Text)] = []
  private var ids = [[Text]](repeating: [], count: Kind.allCases.count)
  private var messages = [[String]](repeating: [], count: Kind.allCases.count)

  init(pool: TextPool, sentences: UnknownSentences) {
    self.pool = pool
    self.sentences = sentences
  }

  /// The id's number among those of its kind.
  mutating func number(_ kind: Kind, _ key: Bytes, _ writer: inout TextWriter) -> Int {
    let hash = ByteHash.of(key) &+ UInt64(kind.rawValue) << 33
    let found = table.find(hash, orKeep: entries.count) { entry in
      entries[entry].kind == kind && pool.withBytes(entries[entry].id) { $0.equals(key) }
    }
    if found < entries.count { return entries[found].number }
    let number = ids[kind.rawValue].count
    let id = writer.keep(key)
    entries.append((kind, number, id))
    ids[kind.rawValue].append(id)
    messages[kind.rawValue].append(sentences.sentence(kind, key))
    return number
  }

  func message(_ kind: Kind, _ number: Int) -> String { messages[kind.rawValue][number] }

  func id(_ kind: Kind, _ number: Int) -> Text { ids[kind.rawValue][number] }

  var newPatients: [Text] { ids[Kind.newPatient.rawValue] }
}

/// One sentence for each id that leads nowhere, shared by all blocks: a million sessions of one
/// unknown patient hold one.
final class UnknownSentences: Sendable {
  private struct Key: Hashable {
    var kind: UnknownReferences.Kind
    var id: String
  }

  private let sentences = Mutex<[Key: String]>([:])

  func sentence(_ kind: UnknownReferences.Kind, _ id: Bytes) -> String {
    let key = Key(kind: kind, id: id.string)
    return sentences.withLock { sentences in
      if let known = sentences[key] { return known }
      let sentence = kind.sentence(String.shown(id))
      sentences[key] = sentence
      return sentence
    }
  }
}
