/// Lists in one text, joined by `:`: modifiers, qualifications.
extension TextPool {
  static let separator: UInt8 = 0x3A

  /// Calls `body` with each element's bytes.
  @inlinable public func forEachElement(
    of list: Text, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    if list.isMissing { return }
    withBytes(list) { bytes in
      var start = 0
      for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x3A {
        body(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        start = index + 1
      }
    }
  }

  /// How many elements a list has.
  public func elementCount(of list: Text) -> Int {
    if list.isMissing { return 0 }
    return withBytes(list) { bytes in bytes.reduce(1) { $1 == Self.separator ? $0 + 1 : $0 } }
  }

  /// Whether it surely has no element twice and none empty: none, one, or two that differ, in seven
  /// bytes.
  func isShortList(_ list: Text) -> Bool {
    if list.isMissing { return true }
    if !list.isInline { return false }
    return withBytes(list) { bytes in
      guard let colon = bytes.firstIndex(of: Self.separator) else { return true }
      let (first, rest) = (bytes[..<colon], bytes[(colon + 1)...])
      return !first.isEmpty && !rest.isEmpty && !rest.contains(Self.separator)
        && !first.elementsEqual(rest)
    }
  }

  /// Whether an element equals `element`.
  func list(_ list: Text, contains element: Text) -> Bool {
    position(of: element, in: list) != nil
  }

  /// The place of an element in a list, from 0.
  func position(of element: Text, in list: Text) -> Int? {
    withBytes(element) { position(ofBytes: $0, in: list) }
  }

  func position(ofBytes wanted: UnsafeBufferPointer<UInt8>, in list: Text) -> Int? {
    var found: Int?
    var index = 0
    forEachElement(of: list) { bytes in
      if found == nil, bytes.count == wanted.count, bytes.elementsEqual(wanted) { found = index }
      index += 1
    }
    return found
  }

  /// Orders lists element by element, each by code point (CLM-6).
  func compareLists(_ a: Text, _ b: Text) -> Int {
    withBytes(a) { left in
      withBytes(b) { right in
        let shared = min(left.count, right.count)
        for index in 0..<shared where left[index] != right[index] {
          // The separator ends an element, and so stands before every other byte.
          let x = left[index] == Self.separator ? -1 : Int(left[index])
          let y = right[index] == Self.separator ? -1 : Int(right[index])
          return x - y
        }
        return left.count - right.count
      }
    }
  }
}
