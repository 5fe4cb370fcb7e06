import ClaimCore
import Synchronization

/// The records of a run that a check found nothing wrong with: claims name the same ones again and
/// again, and nothing of theirs is looked at twice.
///
/// A byte for each record, which any thread may set; two that find out the same do no harm.
final class SoundRecords: @unchecked Sendable {
  // @unchecked: what it points to is written before it is shown, but for atomics.
  enum Kind: Int, CaseIterable {
    case patient, coverage, payer, businessUnit, practitioner, referringProvider, location

    fileprivate func count(in practice: Practice) -> Int {
      switch self {
      case .patient: practice.patients.count
      case .coverage: practice.coverages.count
      case .payer: practice.payers.count
      case .businessUnit: practice.businessUnits.count
      case .practitioner: practice.practitioners.count
      case .referringProvider: practice.referringProviders.count
      case .location: practice.locations.count
      }
    }
  }

  /// One of a practice's records, which a claim names.
  struct Record {
    fileprivate let kind: Kind
    fileprivate let index: Int

    init<Row>(_ kind: Kind, _ ref: Ref<Row>) {
      self.kind = kind
      index = ref.index
    }
  }

  /// Made when the first claim is asked, for its practice; nothing is remembered of any other.
  private let made = Atomic<UnsafeMutablePointer<Marks>?>(nil)

  deinit {
    if let marks = made.load(ordering: .acquiring) { Self.drop(marks) }
  }

  func contains(_ record: Record, of practice: Practice) -> Bool {
    mark(of: record, practice)?.pointee.load(ordering: .relaxed) ?? false
  }

  func insert(_ record: Record, of practice: Practice) {
    mark(of: record, practice)?.pointee.store(true, ordering: .relaxed)
  }

  @inline(__always)
  private func mark(
    of record: Record, _ practice: Practice
  ) -> UnsafeMutablePointer<Atomic<Bool>>? {
    let marks = made.load(ordering: .acquiring) ?? make(practice)
    guard marks.pointee.practice == ObjectIdentifier(practice) else { return nil }
    let kind = record.kind.rawValue
    let place = Int(marks.pointee.starts[kind]) + record.index
    return place < Int(marks.pointee.starts[kind + 1]) ? marks.pointee.marks + place : nil
  }

  @inline(never)
  private func make(_ practice: Practice) -> UnsafeMutablePointer<Marks> {
    let marks = UnsafeMutablePointer<Marks>.allocate(capacity: 1)
    marks.initialize(to: Marks(practice))
    let (isFirst, other) = made.compareExchange(
      expected: nil, desired: marks, ordering: .acquiringAndReleasing)
    guard !isFirst, let other else { return marks }
    Self.drop(marks)
    return other
  }

  private static func drop(_ marks: UnsafeMutablePointer<Marks>) {
    marks.deinitialize(count: 1)
    marks.deallocate()
  }

  private struct Marks: ~Copyable {
    let practice: ObjectIdentifier
    /// Kept, so that no other practice gets its identity.
    private let owner: Practice
    let marks: UnsafeMutablePointer<Atomic<Bool>>
    /// By kind, where its records begin, and the end of the last.
    let starts: SIMD8<UInt32>

    init(_ practice: Practice) {
      self.practice = ObjectIdentifier(practice)
      owner = practice
      var starts = SIMD8<UInt32>()
      for kind in Kind.allCases {
        starts[kind.rawValue + 1] = starts[kind.rawValue] + UInt32(kind.count(in: practice))
      }
      let count = Int(starts[Kind.allCases.count])
      marks = .allocate(capacity: max(count, 1))
      for index in 0..<count { (marks + index).initialize(to: Atomic(false)) }
      self.starts = starts
    }

    deinit {
      marks.deinitialize(count: Int(starts[Kind.allCases.count]))
      marks.deallocate()
    }
  }
}
