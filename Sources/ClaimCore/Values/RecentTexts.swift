/// Texts that a writer kept lately, by their bytes: of up to 16, as the lists of modifiers are that
/// many records share.
struct RecentTexts: ~Copyable {
  private struct Entry: BitwiseCopyable {
    var key: ShortKey
    var text: Text
  }

  static let longest = 16
  private static let count = 256
  private var entries: UnsafeMutablePointer<Entry>?

  deinit { entries?.deallocate() }

  /// - Precondition: at most ``longest`` bytes.
  func text(of bytes: UnsafeBufferPointer<UInt8>) -> Text? {
    guard let entries else { return nil }
    let key = ShortKey(bytes)
    let entry = entries[RecentTexts.place(key)]
    return entry.key == key && entry.text.count == bytes.count ? entry.text : nil
  }

  /// Takes the place of another, if need be.
  mutating func add(_ text: Text, of bytes: UnsafeBufferPointer<UInt8>) {
    let key = ShortKey(bytes)
    (entries ?? makeEntries())[RecentTexts.place(key)] = Entry(key: key, text: text)
  }

  private static func place(_ key: ShortKey) -> Int {
    Int(truncatingIfNeeded: ByteHash.mix(key.low ^ key.high, ByteHash.prime) >> 56)
  }

  private mutating func makeEntries() -> UnsafeMutablePointer<Entry> {
    let made = UnsafeMutablePointer<Entry>.allocate(capacity: Self.count)
    // Nothing that is looked for is as short as a missing text.
    let free = Entry(key: ShortKey(low: 0, high: 0), text: .missing)
    made.initialize(repeating: free, count: Self.count)
    entries = made
    return made
  }
}
