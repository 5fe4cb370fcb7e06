import CBytes

/// What stood last between an object's values: `, "key": `. Objects of one source repeat the order of
/// their keys and the space around them, so that mostly one look tells the next key.
///
/// A node is a place in an object: its beginning, by the object's state; behind the value of a key that
/// was asked for; or behind that of another one. A beginning is left with the first key, whatever that
/// is: only what stands there has no comma.
struct KeyPassages: ~Copyable {
  /// From behind a value, or the opening brace, to the next value.
  struct Passage: BitwiseCopyable {
    /// 0 where none is known.
    var count: Int32 = 0
    var lineFeeds: Int32 = 0
    /// The number of its key; -1 of one that nobody asked for.
    var key: Int32 = -1
    /// The node behind that key's value.
    var next: Int32 = 0
  }

  /// What is longer is not kept. So many bytes may be looked at wherever a passage may begin.
  static let mostBytes = 64
  /// Keys that nobody asked for and that are told apart.
  private static let otherKeys = 64

  private let passages: UnsafeMutablePointer<Passage>
  /// ``mostBytes`` a node.
  private let spellings: UnsafeMutablePointer<UInt8>
  private let stateCount: Int
  private let keyCount: Int
  private let capacity: Int
  private var count: Int

  init(states: Int, keys: Int) {
    stateCount = states
    keyCount = keys
    count = 2 * states + keys
    capacity = count + Self.otherKeys
    passages = .allocate(capacity: capacity)
    passages.initialize(repeating: Passage(), count: capacity)
    spellings = .allocate(capacity: capacity * Self.mostBytes)
    spellings.initialize(repeating: 0, count: capacity * Self.mostBytes)
  }

  deinit {
    passages.deallocate()
    spellings.deallocate()
  }

  @inline(__always)
  subscript(node: Int) -> Passage { passages[node] }

  /// Whether the node's passage is known and stands here.
  @inline(__always)
  func isNext(_ node: Int, _ text: UnsafePointer<UInt8>) -> Bool {
    let count = Int(passages[node].count)
    return count > 0 && claimpipe_begins(text, spellings + node &* Self.mostBytes, count) != 0
  }

  /// Keeps a node's passage, unless it is too long or has to be checked for more than its bytes.
  ///
  /// - Parameter state: the object's.
  /// - Returns: the node behind its key's value.
  @inline(never)
  mutating func keep(
    _ node: Int, _ text: UnsafePointer<UInt8>, count length: Int, lineFeeds: Int, key: Int,
    state: Int
  ) -> Int {
    let known = key >= 0 ? stateCount + key : stateCount + keyCount + state
    guard length <= Self.mostBytes, (0..<length).allSatisfy({ text[$0] < 0x80 }) else {
      return known
    }
    let next = key >= 0 ? known : otherNode(behind: node) ?? known
    (spellings + node * Self.mostBytes).update(from: text, count: Self.mostBytes)
    passages[node] = Passage(
      count: Int32(length), lineFeeds: Int32(lineFeeds), key: Int32(key), next: Int32(next))
    return next
  }

  /// The node of a key that nobody asked for, which follows another's value; `nil` where no more are
  /// told apart, so that they share their state's.
  private mutating func otherNode(behind node: Int) -> Int? {
    if passages[node].count > 0, passages[node].key < 0 { return Int(passages[node].next) }
    guard count < capacity else { return nil }
    count += 1
    return count - 1
  }
}
