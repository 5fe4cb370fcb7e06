import ClaimCore

/// What a record says, in 128 bits that no two different records of a run have by chance. Seeded anew
/// in every process, and never written.
struct Fingerprint: Hashable, BitwiseCopyable {
  private static let seed = UInt64.random(in: .min ... .max)
  private var a = Fingerprint.seed
  private var b = ~Fingerprint.seed

  mutating func add(_ value: Bytes) {
    a = ByteHash.of(value, seed: a)
    b = ByteHash.of(value, seed: b)
  }
}

extension FieldReader {
  /// Of all that the mapping takes from a record.
  mutating func fingerprint(of record: Int) -> Fingerprint {
    begin(record: record)
    var fingerprint = Fingerprint()
    for field in mapping.schema.fields.indices { fingerprint.add(value(field)) }
    return fingerprint
  }
}
