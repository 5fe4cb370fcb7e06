import ClaimCore

/// The keys of the records to come. Memory is asked for their entries some records ahead: the tables
/// of patients, cases and authorizations are larger than the cache.
struct KeysAhead: ~Copyable {
  /// A key and what it is looked for by; no bytes where they have to be read first.
  struct Key: BitwiseCopyable {
    let bytes: Bytes
    let sought: IDIndex.Sought

    @inline(__always)
    fileprivate init(_ bytes: Bytes, in index: IDIndex.View) {
      self.bytes = bytes
      sought = index.ask(bytes)
    }
  }

  struct Keys: BitwiseCopyable {
    let patient: Key
    let `case`: Key
    let authorization: Key
  }

  /// A power of two above ``IDIndex/lead``: a record's keys stand here until it is decoded.
  private static let size = 16
  private let ring: UnsafeMutablePointer<Keys>

  private let patients: IDIndex.View
  private let cases: IDIndex.View
  private let authorizations: IDIndex.View

  /// - Parameter practice: outlives it.
  init(_ practice: Practice) {
    ring = .allocate(capacity: Self.size)
    patients = practice.patientIndex.view
    cases = practice.caseIndex.view
    authorizations = practice.authorizationIndex.view
  }

  deinit { ring.deallocate() }

  /// Looks at a record that is decoded ``IDIndex/lead`` records later, or sooner.
  @inline(__always)
  func ask(_ record: Int, _ reader: borrowing FieldReader) {
    (ring + (record & (Self.size - 1))).initialize(
      to: Keys(
        patient: Key(reader.plainKey(SessionField.patient, of: record), in: patients),
        case: Key(reader.plainKey(SessionField.case, of: record), in: cases),
        authorization: Key(
          reader.plainKey(SessionField.authorization, of: record), in: authorizations)))
  }

  /// - Precondition: the record was asked for, and none more than ``IDIndex/lead`` behind it.
  @inline(__always)
  func keys(of record: Int) -> UnsafePointer<Keys> {
    UnsafePointer(ring + (record & (Self.size - 1)))
  }
}

extension FieldReader {
  /// A key that may have been read ahead, and what it is looked for by.
  @inline(__always)
  mutating func key(
    _ ahead: KeysAhead.Key, _ field: Int, in index: borrowing IDIndex
  ) -> (Bytes, IDIndex.Sought) {
    if ahead.bytes.count > 0 { return (ahead.bytes, ahead.sought) }
    let bytes = key(field)
    return (bytes, index.sought(bytes))
  }
}
