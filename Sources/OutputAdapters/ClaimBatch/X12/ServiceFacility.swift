import ClaimCore

extension TradingPartner {
  /// Where a claim's loop 2310C says that the service was given: `nil` where it is left out, because
  /// there is no place, it is the patient's home, or it is where the billing provider is.
  func serviceFacility(
    of claim: Claim, in practice: Practice
  ) -> (location: Location, name: Text)? {
    guard case .location(let ref) = claim.facility, !claim.businessUnit.isNone else { return nil }
    let location = practice.locations[ref]
    let unit = practice.businessUnits[claim.businessUnit]
    if location.type == .home && !namesHomeAsFacility { return nil }
    if practice.pool.isSamePlace(location.address, unit.address) { return nil }
    let isNamedAsUnit = location.type == .office && location.name.isMissing
    return (location, isNamedAsUnit ? unit.name : location.name)
  }
}

extension TextPool {
  /// Whether two addresses are one place: in upper or lower case, with accents or without, and as far
  /// as both have the digits of a ZIP code.
  fileprivate func isSamePlace(_ a: Address, _ b: Address) -> Bool {
    isSame(a.line1, b.line1) && isSame(a.line2, b.line2) && isSame(a.city, b.city)
      && isSame(a.state, b.state)
      && withBytes(a.zip) { left in
        withBytes(b.zip) { right in
          zip(left.lazy.filter { $0 != 0x2D }, right.lazy.filter { $0 != 0x2D })
            .allSatisfy { $0 == $1 }
        }
      }
  }

  private func isSame(_ a: Text, _ b: Text) -> Bool {
    if equal(a, b) { return true }
    return withBytes(a) { left in
      withBytes(b) { right in
        FoldedBytes(left).elementsEqual(FoldedBytes(right))
      }
    }
  }
}

/// A text's bytes as the file has them, inner spaces and strange characters included.
private struct FoldedBytes: Sequence, IteratorProtocol {
  private var characters: FoldedCharacters
  /// What is left of the last character, the first byte lowest.
  private var packed: UInt32 = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { characters = FoldedCharacters(text) }

  mutating func next() -> UInt8? {
    while packed == 0 {
      guard let character = characters.next() else { return nil }
      packed = character.isStrange ? 0xFF : character.bytes
    }
    defer { packed >>= 8 }
    return UInt8(truncatingIfNeeded: packed)
  }
}
