import CBytes
import Synchronization

/// Where texts longer than seven bytes live: chunks of bytes that are added and never changed.
///
/// Several threads may each fill chunks of their own (through ``TextWriter``) while others read
/// chunks that were finished before; nothing here is reference counted per access, because two
/// threads that count on one object spend their time on its cache line.
public final class TextPool: @unchecked Sendable {
  // @unchecked: a chunk is written once, by the writer that reserved it, before its texts are shown
  // to other threads.
  @usableFromInline let chunks: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>
  private let reserved = Atomic<Int>(0)
  /// Where chunks stand that memory is too small for.
  private let spilled: Mutex<SpilledText>

  public init(spill: Spill = .none) {
    spilled = Mutex(SpilledText(spill))
    // Untouched pages of this directory cost nothing.
    chunks = .allocate(capacity: Text.chunkLimit)
    chunks.initialize(repeating: nil, count: 1)
  }

  deinit {
    for index in 0..<reserved.load(ordering: .relaxed) where !isSpilled(index) {
      chunks[index]?.deallocate()
    }
    chunks.deallocate()
  }

  /// Takes room for `capacity` bytes, with the number to name it by.
  func reserve(capacity: Int) -> (chunk: Int, bytes: UnsafeMutablePointer<UInt8>) {
    let chunk = reserved.add(1, ordering: .relaxed).oldValue
    precondition(chunk < Text.chunkLimit, "more text than a pool can name")
    let spilled = spilled.withLock { $0.room(capacity, for: chunk) }
    let bytes = spilled ?? .allocate(capacity: capacity)
    (chunks + chunk).initialize(to: bytes)
    return (chunk, bytes)
  }

  private func isSpilled(_ chunk: Int) -> Bool {
    spilled.withLock { $0.chunks.contains(chunk) }
  }

  /// Calls `body` with the text's bytes.
  @inlinable public func withBytes<Result, Failure: Error>(
    _ text: Text, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if text.isInline || text.isMissing {
      var bits = text.bits.littleEndian
      let count = text.isMissing ? 0 : text.count
      return try withUnsafeInline(&bits, count, body)
    }
    return try body(
      UnsafeBufferPointer(
        start: chunks[text.chunk].unsafelyUnwrapped + text.offset, count: text.count))
  }

  @inlinable func withUnsafeInline<Result, Failure: Error>(
    _ bits: inout UInt64, _ count: Int,
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafePointer(to: &bits) { pointer throws(Failure) in
      let bytes = UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self)
      return try body(UnsafeBufferPointer(start: bytes, count: count))
    }
  }

  /// The text as a `String`: for messages and small work, never for a hot path.
  public func string(_ text: Text) -> String {
    withBytes(text) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether two handles name the same text.
  @inlinable public func equal(_ a: Text, _ b: Text) -> Bool {
    if a.bits == b.bits { return true }
    if a.isInline || b.isInline || a.count != b.count { return false }
    return compareLong(a, b) == 0
  }

  /// Below 0, 0 or above 0 as `a` stands before, with or after `b` by Unicode code point (CLM-6),
  /// which for UTF-8 is the order of the bytes.
  @inlinable public func compare(_ a: Text, _ b: Text) -> Int {
    if a.bits == b.bits { return 0 }
    let (left, right) = (orderKey(of: a), orderKey(of: b))
    if left != right { return left < right ? -1 : 1 }
    return compareLong(a, b)
  }

  /// A number that orders as the texts do, for keys of sorts: the first seven bytes and, where the text
  /// has no more, how many they are. Equal numbers of two longer texts say nothing yet.
  @inlinable public func orderKey(of text: Text) -> UInt64 {
    if text.isInline || text.isMissing { return text.bits.byteSwapped }
    return UInt64(bigEndian: longBytes(text).loadUnaligned(as: UInt64.self)) | 0xFF
  }

  /// A number that equal texts share, for tables.
  @inlinable func hash(_ text: Text) -> UInt64 {
    text.isInline || text.isMissing ? text.bits : withBytes(text) { ByteHash.of($0) }
  }

  /// Texts of more than seven bytes, which begin alike; a handle of more has at least eight.
  @inlinable func compareLong(_ a: Text, _ b: Text) -> Int {
    if a.isInline || b.isInline || a.isMissing || b.isMissing { return a.count - b.count }
    let (left, right) = (longBytes(a), longBytes(b))
    let shared = min(a.count, b.count)
    var place = 0
    while place < shared {
      // The last eight bytes overlap those before, and end with the shorter text.
      place = min(place, shared - 8)
      let x = UInt64(bigEndian: left.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let y = UInt64(bigEndian: right.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      if x != y { return x < y ? -1 : 1 }
      place += 8
    }
    return a.count - b.count
  }

  /// Begins to fetch a text that is looked at soon, and does not wait.
  @inline(__always)
  func prefetch(_ text: Text) {
    if !text.isInline && !text.isMissing { claimpipe_prefetch(longBytes(text)) }
  }

  /// Where a pooled text begins: at least eight bytes stand there (``TextWriter/keep(_:)``).
  @inlinable func longBytes(_ text: Text) -> UnsafeRawPointer {
    UnsafeRawPointer(chunks[text.chunk].unsafelyUnwrapped + text.offset)
  }
}

/// Fills chunks of a pool; each thread has its own.
public struct TextWriter: ~Copyable {
  public let pool: TextPool
  private var chunk = 0
  private var bytes: UnsafeMutablePointer<UInt8>?
  private var used = 0
  private var capacity = 0
  private let chunkSize: Int
  private var recent = RecentTexts()

  /// - Parameter chunkSize: bytes to take from the pool at a time.
  public init(_ pool: TextPool, chunkSize: Int = 1 << 16) {
    self.pool = pool
    self.chunkSize = min(chunkSize, Text.offsetLimit)
  }

  /// Keeps a text.
  ///
  /// - Precondition: at most ``Text/lengthLimit`` bytes.
  public mutating func keep(_ source: UnsafeBufferPointer<UInt8>) -> Text {
    if source.count <= Text.inlineLimit { return Text(inline: source) }
    precondition(source.count <= Text.lengthLimit, "longer than a text may be")
    if bytes == nil || used + source.count > capacity { grow(source.count) }
    guard let bytes, let start = source.baseAddress else { return .missing }
    (bytes + used).initialize(from: start, count: source.count)
    let text = Text.pooled(chunk: chunk, offset: used, count: source.count)
    used += source.count
    return text
  }

  /// Keeps a text that others may well repeat: a short one is kept once while it is of late.
  ///
  /// - Precondition: at most ``Text/lengthLimit`` bytes.
  public mutating func keepShared(_ source: UnsafeBufferPointer<UInt8>) -> Text {
    if source.count <= Text.inlineLimit { return Text(inline: source) }
    if source.count > RecentTexts.longest { return keep(source) }
    if let known = recent.text(of: source) { return known }
    let text = keep(source)
    recent.add(text, of: source)
    return text
  }

  /// Keeps a text of this pool once more, beside what this writer kept before.
  public mutating func keep(_ text: Text) -> Text {
    if text.isInline || text.isMissing { return text }
    let start = pool.chunks[text.chunk].unsafelyUnwrapped + text.offset
    return keep(UnsafeBufferPointer(start: start, count: text.count))
  }

  private mutating func grow(_ needed: Int) {
    // Small at first: many writers keep little.
    capacity = max(min(max(capacity * 2, chunkSize / 16), chunkSize), needed)
    let room = pool.reserve(capacity: capacity)
    chunk = room.chunk
    bytes = room.bytes
    used = 0
  }

  mutating func keepShared(_ source: [UInt8]) -> Text {
    source.withUnsafeBufferPointer { keepShared($0) }
  }

  public mutating func keep(_ source: [UInt8]) -> Text {
    source.withUnsafeBufferPointer { keep($0) }
  }

  public mutating func keep(_ source: String) -> Text {
    var source = source
    return source.withUTF8 { keep($0) }
  }

  /// Keeps a text for people to read, which is cut where it is longer than `limit` bytes.
  public mutating func keepMessage(_ source: String, limit: Int = 4096) -> Text {
    guard source.utf8.count > limit else { return keep(source) }
    return keep(String(decoding: source.utf8.prefix(limit), as: UTF8.self) + "…")
  }
}
