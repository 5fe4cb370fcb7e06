/// A text as a dictionary's key; blank equals blank.
struct PlaceKey: Hashable {
  private let text: Text
  private let pool: TextPool

  init(_ text: Text, _ pool: TextPool) {
    self.text = text
    self.pool = pool
  }

  static func == (a: PlaceKey, b: PlaceKey) -> Bool { a.pool.equal(a.text, b.text) }

  func hash(into hasher: inout Hasher) {
    pool.withBytes(text) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
