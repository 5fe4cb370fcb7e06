/// Finds a record's row by its key, without making a `String`.
///
/// Open addressing over the keys' hashes; the keys themselves are compared in the pool. Immutable,
/// so threads may look up at once.
public struct IDIndex: ~Copyable, @unchecked Sendable {
  // @unchecked: never written after init.
  @usableFromInline struct Entry: BitwiseCopyable {
    @usableFromInline var hash: UInt32
    @usableFromInline var row: UInt32
    @usableFromInline var key: Text
    @inlinable init(hash: UInt32, row: UInt32, key: Text) {
      self.hash = hash
      self.row = row
      self.key = key
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
    entries = .allocate(capacity: size)
    entries.initialize(repeating: Entry(hash: 0, row: .max, key: .missing), count: size)
    mask = size - 1
    self.pool = pool
    var count = 0
    for (row, key) in keys.enumerated() where !key.isMissing {
      let hash = pool.withBytes(key) { UInt32(truncatingIfNeeded: ByteHash.of($0)) }
      var slot = Int(hash) & mask
      while entries[slot].row != .max {
        if entries[slot].hash == hash, pool.equal(entries[slot].key, key) { break }
        slot = (slot + 1) & mask
      }
      if entries[slot].row == .max {
        entries[slot] = Entry(hash: hash, row: UInt32(row), key: key)
        count += 1
      }
    }
    self.count = count
  }

  deinit { entries.deallocate() }

  /// The row whose key has these bytes, with the kept key.
  @inlinable public func find(_ bytes: UnsafeBufferPointer<UInt8>) -> (row: Int, key: Text)? {
    let hash = UInt32(truncatingIfNeeded: ByteHash.of(bytes))
    var slot = Int(hash) & mask
    while entries[slot].row != .max {
      let entry = entries[slot]
      if entry.hash == hash, matches(entry.key, bytes) { return (Int(entry.row), entry.key) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  @inlinable public func find(_ key: Text) -> Int? {
    pool.withBytes(key) { find($0)?.row }
  }

  @inlinable func matches(_ key: Text, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard key.count == bytes.count else { return false }
    return pool.withBytes(key) { key in
      var index = 0
      while index < key.count {
        if key[index] != bytes[index] { return false }
        index += 1
      }
      return true
    }
  }
}
