import CBytes

/// The tags without attributes that were met, `name>` or `name/>`, by numbers; and behind each, what
/// stood behind its element's text last.
///
/// Records of one source repeat each other: between two texts stand the same bytes again and again.
struct PlainTags: ~Copyable {
  struct Tag: BitwiseCopyable {
    /// Bytes, the bracket included.
    let length: Int32
    /// Where the element's value goes, or -1.
    let slot: Int32
    /// It ends its element too.
    let isEmpty: Bool
    var passage = Passage()
  }

  /// From the `<` behind a text to the text of the next element, or behind the record's end tag.
  struct Passage: BitwiseCopyable {
    /// 0 where none is known.
    var count: Int32 = 0
    var lineFeeds: Int32 = 0
    /// The tag that it ends with; ``PlainTags/record`` if the record ends.
    var next: Int32 = 0
  }

  /// The number of the record's own tag, whose passage leads to the first element's text.
  static let record = 0
  /// Bytes of a tag, and of a passage; what is longer is not kept.
  static let mostBytes = 48
  static let mostPassageBytes = 96
  /// Bytes that may be looked at where one of them may stand: whole groups of 16.
  static let room = 96
  private static let mostTags = 512

  private var tags = Pool<Tag>(capacity: 64)
  /// ``room`` bytes a tag; and its passage, likewise.
  private var spellings = Pool<UInt8>(capacity: 64 * Self.room)
  private var passages = Pool<UInt8>(capacity: 64 * Self.room)

  var count: Int { tags.count }

  @inline(__always)
  subscript(number: Int) -> UnsafePointer<Tag> { UnsafePointer(tags.base + number) }

  /// Whether this very tag stands here, behind its `<` or `</`.
  @inline(__always)
  func isTag(_ number: Int, _ text: UnsafePointer<UInt8>) -> Bool {
    claimpipe_begins(text, spellings.base + number &* Self.room, Int(tags.base[number].length)) != 0
  }

  /// Whether the tag's passage is known and stands here.
  @inline(__always)
  func isPassage(of number: Int, _ text: UnsafePointer<UInt8>) -> Bool {
    let count = Int(tags.base[number].passage.count)
    return count > 0
      && claimpipe_begins(text, passages.base + number &* Self.room, count) != 0
  }

  /// Forgets every tag but begins with the record's.
  mutating func begin(record text: UnsafePointer<UInt8>, length: Int) {
    tags.removeAll()
    spellings.removeAll()
    passages.removeAll()
    append(text, length: length, isEmpty: false, slot: -1)
  }

  /// The number of the element's tag that is here and `length` bytes long, or -1.
  func find(_ text: UnsafePointer<UInt8>, length: Int) -> Int {
    var number = 1
    while number < tags.count {
      if Int(tags.base[number].length) == length, isTag(number, text) { return number }
      number += 1
    }
    return -1
  }

  /// - Returns: false where there are too many.
  @discardableResult
  mutating func append(
    _ text: UnsafePointer<UInt8>, length: Int, isEmpty: Bool, slot: Int32
  ) -> Bool {
    guard tags.count < Self.mostTags else { return false }
    tags.append(Tag(length: Int32(length), slot: slot, isEmpty: isEmpty))
    spellings.append(text, count: Self.room)
    passages.append(text, count: Self.room)
    return true
  }

  /// Keeps the tag's passage, unless it is too long.
  mutating func keepPassage(
    of number: Int, _ text: UnsafePointer<UInt8>, _ passage: Passage
  ) {
    guard Int(passage.count) <= Self.mostPassageBytes else { return }
    (passages.base + number &* Self.room).update(from: text, count: Self.room)
    tags.base[number].passage = passage
  }
}
