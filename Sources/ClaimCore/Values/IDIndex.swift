import CBytes

/// Finds a record's row by its key, without making a `String`.
///
/// Open addressing; a key of up to 16 bytes stands in its entry, so that most look-ups touch one
/// cache line. Immutable, so threads may look up at once.
public struct IDIndex: ~Copyable, @unchecked Sendable {
  // @unchecked: written by init and `owned(by:)` alone, while nobody else has it.
  @usableFromInline struct Entry: BitwiseCopyable {
    @usableFromInline var low: UInt64
    @usableFromInline var high: UInt64
    @usableFromInline var key: Text
    /// `.max` where the entry is free.
    @usableFromInline var row: UInt32
    @usableFromInline var owner: UInt32

    @inlinable init(_ word: KeyWord, key: Text, row: UInt32, owner: UInt32) {
      low = word.low
      high = word.high
      self.key = key
      self.row = row
      self.owner = owner
    }
  }

  /// What is kept of a record.
  public struct Found: BitwiseCopyable, Sendable {
    public let row: Int
    /// The key as it was kept.
    public let key: Text
    /// As ``owned(by:)`` was told; 0 where it was told nothing.
    public let owner: Int

    @inlinable init(row: Int, key: Text, owner: Int) {
      self.row = row
      self.key = key
      self.owner = owner
    }
  }

  /// What a key is looked for by: worked out once, to ask memory for its entry and to find it later.
  public struct Sought: BitwiseCopyable {
    @usableFromInline let word: KeyWord
    /// Where the search begins.
    @usableFromInline let home: Int

    @inlinable init(_ word: KeyWord, home: Int) {
      self.word = word
      self.home = home
    }
  }

  @usableFromInline let entries: UnsafeMutablePointer<Entry>
  /// Entries, taken and free: of any number, so that a table is no larger than it has to be.
  @usableFromInline let size: Int
  @usableFromInline let pool: TextPool
  public let count: Int
  /// Of the keys' hashes.
  @usableFromInline let seed: UInt64

  /// Records between asking for a key's entry ahead and looking it up: about as many as are decoded
  /// while memory answers.
  public static let lead = 12

  /// Indexes `keys`, whose positions are the rows. Of equal keys the first counts; missing keys are
  /// passed over.
  ///
  public init(_ keys: [Text], pool: TextPool) {
    // One in two is taken: chains stay short.
    let size = keys.count * 2 + 16
    let entries = IDIndex.emptyEntries(size)
    var count = 0
    let seed = ByteHash.seed
    let sought = keys.map { key in pool.withBytes(key) { IDIndex.sought($0, seed, size) } }
    for (row, key) in keys.enumerated() {
      if row + IDIndex.lead < keys.count {
        claimpipe_prefetch(entries + sought[row + IDIndex.lead].home)
      }
      if key.isMissing { continue }
      let word = sought[row].word
      pool.withBytes(key) { bytes in
        var slot = sought[row].home
        while entries[slot].row != .max {
          if Self.matches(entries[slot], word, bytes, pool) { return }
          slot = slot + 1 == size ? 0 : slot + 1
        }
        entries[slot] = Entry(word, key: key, row: UInt32(row), owner: 0)
        count += 1
      }
    }
    self.entries = entries
    self.size = size
    self.seed = seed
    self.pool = pool
    self.count = count
  }

  /// - Parameter owners: by row, a number to find with it from now on.
  consuming func owned(by owners: [UInt32]) -> IDIndex {
    for slot in 0..<size where entries[slot].row != .max {
      entries[slot].owner = owners[Int(entries[slot].row)]
    }
    return self
  }

  deinit { claimpipe_free_table(entries, size * MemoryLayout<Entry>.stride) }

  /// No entry stands on two cache lines, and large tables stand on large pages.
  private static func emptyEntries(_ size: Int) -> UnsafeMutablePointer<Entry> {
    let bytes = size * MemoryLayout<Entry>.stride
    guard let raw = claimpipe_allocate_table(bytes) else {
      // As Swift's own allocation ends a process that finds no memory.
      preconditionFailure("no memory for an index of \(size) entries")
    }
    let empty = KeyWord(UnsafeBufferPointer(start: nil, count: 0), 0)
    return raw.initializeMemory(
      as: Entry.self, repeating: Entry(empty, key: .missing, row: .max, owner: 0),
      count: size)
  }

  /// A search begins at the hash as a part of the table, at the first entry of a cache line.
  @inlinable @inline(__always)
  static func sought(
    _ bytes: UnsafeBufferPointer<UInt8>, _ seed: UInt64, _ size: Int
  ) -> Sought {
    let word = KeyWord(bytes, seed)
    let part = word.hash(seed).multipliedFullWidth(by: UInt64(truncatingIfNeeded: size)).high
    return Sought(word, home: Int(truncatingIfNeeded: part) & ~1)
  }

  /// What a key of these bytes is looked for by.
  @inlinable @inline(__always)
  public func sought(_ bytes: UnsafeBufferPointer<UInt8>) -> Sought {
    IDIndex.sought(bytes, seed, size)
  }

  /// Looks at an index from where nobody counts references; the index outlives it.
  public struct View: BitwiseCopyable {
    let entries: UnsafeMutablePointer<Entry>
    let size: Int
    let seed: UInt64

    /// What a key of these bytes is looked for by; memory is asked for its entry, without waiting.
    @inline(__always)
    public func ask(_ bytes: UnsafeBufferPointer<UInt8>) -> Sought {
      let sought = IDIndex.sought(bytes, seed, size)
      claimpipe_prefetch(entries + sought.home)
      return sought
    }
  }

  public var view: View { View(entries: entries, size: size, seed: seed) }

  /// The row whose key has these bytes, with the kept key.
  @inlinable public func find(_ bytes: UnsafeBufferPointer<UInt8>) -> (row: Int, key: Text)? {
    findOwned(bytes).map { ($0.row, $0.key) }
  }

  /// Asks memory for the entry of a key that is looked up ``lead`` look-ups later, and does not wait.
  @inline(__always)
  func expect(_ key: Text) {
    pool.withBytes(key) { claimpipe_prefetch(entries + sought($0).home) }
  }

  @inlinable public func find(_ key: Text) -> Int? {
    pool.withBytes(key) { find($0)?.row }
  }

  /// The row whose key has these bytes, with its owner.
  @inlinable public func findOwned(_ bytes: UnsafeBufferPointer<UInt8>) -> Found? {
    findOwned(bytes, by: sought(bytes))
  }

  /// - Parameter sought: that of the bytes, in this index.
  @inlinable @inline(__always)
  public func findOwned(_ bytes: UnsafeBufferPointer<UInt8>, by sought: Sought) -> Found? {
    var slot = sought.home
    while entries[slot].row != .max {
      let entry = entries + slot
      if Self.matches(entry.pointee, sought.word, bytes, pool) {
        return Found(
          row: Int(entry.pointee.row), key: entry.pointee.key, owner: Int(entry.pointee.owner))
      }
      slot = slot + 1 == size ? 0 : slot + 1
    }
    return nil
  }

  @inlinable @inline(__always)
  static func matches(
    _ entry: Entry, _ word: KeyWord, _ bytes: UnsafeBufferPointer<UInt8>, _ pool: TextPool
  ) -> Bool {
    guard entry.low == word.low, entry.high == word.high, entry.key.count == bytes.count else {
      return false
    }
    return bytes.count <= 16 || pool.withBytes(entry.key) { $0.elementsEqual(bytes) }
  }
}

/// A key in 16 bytes: all of it, or of a longer one a hash and its end.
@usableFromInline struct KeyWord: BitwiseCopyable {
  @usableFromInline let low: UInt64
  @usableFromInline let high: UInt64
  @usableFromInline let count: UInt32

  @inlinable @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ seed: UInt64) {
    count = UInt32(truncatingIfNeeded: bytes.count)
    if bytes.count <= 16 {
      let short = ShortKey(bytes)
      (low, high) = (short.low, short.high)
    } else {
      low = ByteHash.of(bytes, seed: seed)
      high = UnsafeRawBufferPointer(bytes).loadUnaligned(
        fromByteOffset: bytes.count - 8, as: UInt64.self)
    }
  }

  /// Of the whole key.
  @inlinable @inline(__always)
  func hash(_ seed: UInt64) -> UInt64 {
    if count > 16 { return low }
    return ByteHash.of(ShortKey(low: low, high: high), count: Int(count), seed: seed)
  }
}
