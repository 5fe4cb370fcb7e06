/// Finds a record's row by its key, without making a `String`.
///
/// Open addressing; a key of up to 16 bytes stands in its entry, so that most look-ups touch one
/// cache line. Immutable, so threads may look up at once.
public struct IDIndex: ~Copyable, @unchecked Sendable {
  // @unchecked: never written after init.
  @usableFromInline struct Entry: BitwiseCopyable {
    /// The whole key where it has up to 16 bytes, else how it begins.
    @usableFromInline var short: ShortKey
    @usableFromInline var key: Text
    @usableFromInline var hash: UInt32
    @usableFromInline var row: UInt32

    @inlinable init(short: ShortKey, key: Text, hash: UInt32, row: UInt32) {
      self.short = short
      self.key = key
      self.hash = hash
      self.row = row
    }
  }

  @usableFromInline let entries: UnsafeMutablePointer<Entry>
  @usableFromInline let mask: Int
  @usableFromInline let pool: TextPool
  public let count: Int

  /// Indexes `keys`, whose positions are the rows. Of equal keys the first counts; missing keys are
  /// passed over.
  public init(_ keys: [Text], pool: TextPool) {
    var size = 16
    while size < keys.count * 2 { size *= 2 }
    let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: size)
    entries.initialize(
      repeating: Entry(short: ShortKey(empty), key: .missing, hash: 0, row: .max), count: size)
    let mask = size - 1
    var count = 0
    for (row, key) in keys.enumerated() where !key.isMissing {
      pool.withBytes(key) { bytes in
        let hash = UInt32(truncatingIfNeeded: ByteHash.of(bytes))
        let short = ShortKey(bytes)
        var slot = Int(hash) & mask
        while entries[slot].row != .max {
          if Self.matches(entries[slot], hash, short, bytes, pool) { return }
          slot = (slot + 1) & mask
        }
        entries[slot] = Entry(short: short, key: key, hash: hash, row: UInt32(row))
        count += 1
      }
    }
    self.entries = entries
    self.mask = mask
    self.pool = pool
    self.count = count
  }

  deinit { entries.deallocate() }

  /// The row whose key has these bytes, with the kept key.
  @inlinable public func find(_ bytes: UnsafeBufferPointer<UInt8>) -> (row: Int, key: Text)? {
    let hash = UInt32(truncatingIfNeeded: ByteHash.of(bytes))
    let short = ShortKey(bytes)
    var slot = Int(hash) & mask
    while entries[slot].row != .max {
      let entry = entries + slot
      if Self.matches(entry.pointee, hash, short, bytes, pool) {
        return (Int(entry.pointee.row), entry.pointee.key)
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  @inlinable public func find(_ key: Text) -> Int? {
    pool.withBytes(key) { find($0)?.row }
  }

  @inlinable @inline(__always)
  static func matches(
    _ entry: Entry, _ hash: UInt32, _ short: ShortKey, _ bytes: UnsafeBufferPointer<UInt8>,
    _ pool: TextPool
  ) -> Bool {
    guard entry.hash == hash, entry.short == short, entry.key.count == bytes.count else {
      return false
    }
    return bytes.count <= 16 || pool.withBytes(entry.key) { $0.elementsEqual(bytes) }
  }
}
