/// A writer for each of many places, so that what is kept for one of them stands together.
public struct TextWriters: ~Copyable {
  private let writers: UnsafeMutableBufferPointer<TextWriter>

  public init(_ pool: TextPool, places: Int) {
    writers = .allocate(capacity: places)
    for place in writers.indices {
      writers.initializeElement(at: place, to: TextWriter(pool, chunkSize: 1 << 13))
    }
  }

  deinit {
    writers.deinitialize()
    writers.deallocate()
  }

  /// Keeps a text.
  ///
  /// - Precondition: at most ``Text/lengthLimit`` bytes.
  public mutating func keep(_ source: UnsafeBufferPointer<UInt8>, at place: Int) -> Text {
    writers[place].keep(source)
  }

  /// Keeps a text of the same pool once more.
  public mutating func keep(_ text: Text, at place: Int) -> Text { writers[place].keep(text) }
}
