/// The keys that lead on from each state, found by length and bytes: exactly as they were asked for,
/// else with ASCII letters in any case.
struct KeyTable: Sendable {
  struct Wanted {
    let key: [UInt8]
    let state: Int32
  }

  struct Key: BitwiseCopyable, Sendable {
    /// Of the spelling in `bytes`; the folded one stands `stride` behind.
    let offset: Int32
    let count: Int32
    let stride: Int32
    /// Where a value of this key leads.
    let state: Int32
  }

  private(set) var keys: [Key] = []
  /// Both spellings of each key, padded to whole words.
  private var bytes: [UInt8] = []
  /// Numbers of keys, -1 for none.
  private var buckets: [Int32] = []

  mutating func add(_ wanted: [Wanted], to state: inout FieldPlan.State) {
    state.keys = .init(start: Int32(keys.count), count: Int32(wanted.count))
    state.buckets = Int32(buckets.count)
    var capacity = 1
    while capacity < wanted.count * 4 { capacity *= 2 }
    state.bucketMask = Int32(capacity - 1)
    buckets += [Int32](repeating: -1, count: capacity)
    for one in wanted {
      let padded = one.key + [UInt8](repeating: 0, count: 16 - one.key.count % 8)
      let folded = one.key.folded + padded[one.key.count...]
      var bucket = one.key.withUnsafeBufferPointer { key in
        key.baseAddress.map { KeyTable.hash($0, key.count) } ?? 0
      }
      while buckets[Int(state.buckets) + bucket & Int(state.bucketMask)] >= 0 { bucket += 1 }
      buckets[Int(state.buckets) + bucket & Int(state.bucketMask)] = Int32(keys.count)
      keys.append(
        Key(
          offset: Int32(bytes.count), count: Int32(one.key.count), stride: Int32(padded.count),
          state: one.state))
      bytes += padded + folded
    }
  }

  /// The same for keys that differ in the case of ASCII letters only.
  @inline(__always)
  static func hash(_ key: UnsafePointer<UInt8>, _ count: Int) -> Int {
    if count == 0 { return 0 }
    let first = Int(key[0] | 0x20)
    let last = Int(key[count - 1] | 0x20)
    return count &* 7 ^ first &* 5 ^ last &* 3
  }

  func withTables<Result, Failure: Error>(
    _ body: (View) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try keys.withUnsafeBufferPointer { keys throws(Failure) in
      try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
        try buckets.withUnsafeBufferPointer { buckets throws(Failure) in
          try body(View(keys: keys, bytes: bytes, buckets: buckets))
        }
      }
    }
  }

  /// The table as plain memory.
  struct View {
    let keys: UnsafeBufferPointer<Key>
    let bytes: UnsafeBufferPointer<UInt8>
    let buckets: UnsafeBufferPointer<Int32>

    /// There is a key where one was found.
    @inline(__always)
    var address: UnsafePointer<Key> { keys.baseAddress.unsafelyUnwrapped }

    /// Whether `text`, which may be read some bytes behind `count`, begins with the key's spelling.
    @inline(__always)
    func begins(_ text: UnsafePointer<UInt8>, with key: Key) -> Bool {
      guard let base = bytes.baseAddress else { return false }
      let spelling = base + Int(key.offset)
      var at = 0
      var left = Int(key.count)
      while left >= 8 {
        if ByteScan.word(text, at) != ByteScan.word(spelling, at) { return false }
        at += 8
        left -= 8
      }
      let mask = (1 as UInt64) << UInt64(left * 8) &- 1
      return (ByteScan.word(text, at) ^ ByteScan.word(spelling, at)) & mask == 0
    }

    /// The number of a key, or -1.
    @inline(__always)
    func find(_ text: UnsafePointer<UInt8>, _ count: Int, in state: FieldPlan.State) -> Int {
      var bucket = KeyTable.hash(text, count)
      while true {
        let number = Int(buckets[Int(state.buckets) + bucket & Int(state.bucketMask)])
        if number < 0 { return -1 }
        let key = keys[number]
        if Int(key.count) == count, begins(text, with: key) || foldsTo(key, text) {
          return number
        }
        bucket += 1
      }
    }

    private func foldsTo(_ key: Key, _ text: UnsafePointer<UInt8>) -> Bool {
      let folded = Int(key.offset + key.stride)
      for index in 0..<Int(key.count) where bytes[folded + index] != text[index].folded {
        return false
      }
      return true
    }
  }
}

extension UInt8 {
  /// ASCII letters in lower case, all else as it is.
  @inline(__always)
  var folded: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension [UInt8] {
  var folded: [UInt8] { map(\.folded) }
}
