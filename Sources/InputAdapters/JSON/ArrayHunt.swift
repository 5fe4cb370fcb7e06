/// A key as it stands in the document, as long as a path's key can be at most.
struct KeyBytes {
  /// Six bytes spell a character's one at worst.
  private static let limit = JSONPath.longestKey * 6

  private(set) var bytes: [UInt8] = []
  private var isTooLong = false

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    isTooLong = false
  }

  mutating func add(_ byte: UInt8) {
    if bytes.count == Self.limit { isTooLong = true } else { bytes.append(byte) }
  }

  /// Whether it is this key but for the case of ASCII letters.
  func folds(to folded: [UInt8]) -> Bool {
    if isTooLong || bytes.count < folded.count { return false }
    return unescaped.folded == folded
  }

  /// As the document spells it; empty if it is too long.
  var written: [UInt8] { isTooLong ? [] : bytes }

  /// Its characters; empty if it is too long.
  var unescaped: [UInt8] {
    if isTooLong { return [] }
    if !bytes.contains(0x5C) { return bytes }
    return bytes.withUnsafeBufferPointer { raw in
      guard let start = raw.baseAddress else { return [] }
      let (key, count) = Unescape.key(start, raw.count)
      return Array(key[..<count])
    }
  }
}

/// Collects the paths of the arrays in a document that is an object, for the message that asks for
/// `records`.
struct ArrayHunt {
  private static let depthLimit = 3
  private static let countLimit = 8
  /// How many bytes of a document are looked at.
  static let byteLimit = 1 << 20

  /// The keys that lead here, while only objects are open.
  private var keys: [[UInt8]] = []
  private var found: [String] = []

  mutating func endKey(_ key: KeyBytes, depth: Int) {
    guard depth <= Self.depthLimit, keys.count >= depth - 1 else { return }
    keys.removeLast(keys.count - (depth - 1))
    keys.append(key.unescaped)
  }

  mutating func beginArray(in containers: [Container]) {
    guard found.count < Self.countLimit, containers.count == keys.count,
      containers.last?.isObject == true, keys.allSatisfy({ !$0.isEmpty && $0.count <= 64 })
    else { return }
    found.append(JSONPath(steps: keys.map { .key($0) }).description)
  }

  var message: String {
    let start = "the document is an object; set `records` to the array that holds the records"
    if found.isEmpty {
      return "\(start) (no key holds one; one object a line is for the adapter `ndjson`)"
    }
    return "\(start): \(found.map { "`\($0)`" }.joined(separator: ", "))"
  }
}
