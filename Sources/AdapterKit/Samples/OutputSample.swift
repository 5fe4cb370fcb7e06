/// What the conformance kit (`claimpipe adapters test`) can't know of an output adapter's files by itself.
public struct OutputSample: Sendable {
  /// How many records a whole file holds; `nil` where that can't be told from its bytes.
  ///
  /// - Parameters:
  ///   - path: the document's.
  ///   - bytes: all of it.
  public let recordCount: @Sendable (_ path: String, _ bytes: [UInt8]) -> Int?

  public init(recordCount: @escaping @Sendable (_ path: String, _ bytes: [UInt8]) -> Int?) {
    self.recordCount = recordCount
  }

  /// Records are counted by a text that every one has once.
  ///
  /// - Parameter besides: how often it stands elsewhere, as a line end does behind a header.
  public init(mark: String, besides: Int = 0) {
    let mark = Array(mark.utf8)
    self.init { _, bytes in Self.count(of: mark, in: bytes) - besides }
  }

  /// How often a text stands in a file.
  public static func count(of mark: [UInt8], in bytes: [UInt8]) -> Int {
    guard let first = mark.first, bytes.count >= mark.count else { return 0 }
    var count = 0
    var place = 0
    while place + mark.count <= bytes.count {
      if bytes[place] == first, bytes[place..<(place + mark.count)].elementsEqual(mark) {
        count += 1
        place += mark.count
      } else {
        place += 1
      }
    }
    return count
  }
}
