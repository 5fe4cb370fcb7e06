import ClaimCore

/// The forms that X12 asks for, beside the contract's.
extension TextPool {
  /// 9 digits, which may have their dash.
  func isNineDigitZip(_ text: Text) -> Bool { text.count > 5 && isZip(text) }

  /// 9 of A-Z and 0-9, and an X.
  func isTaxonomyCode(_ text: Text) -> Bool {
    guard text.count == 10 else { return false }
    return withBytes(text) { bytes in
      bytes[9].x12Capital == UInt8(ascii: "X")
        && bytes.allSatisfy { $0.isX12Digit || (0x41...0x5A).contains($0.x12Capital) }
    }
  }

  /// 10 digits, beside blanks, dots, dashes, brackets and a leading +1.
  func isPhone(_ text: Text) -> Bool {
    if text.count < 10 { return false }
    return withBytes(text) { bytes in
      var digits = 0
      var isInternational = false
      for byte in bytes {
        switch byte {
        case 0x20, 0x28, 0x29, 0x2D, 0x2E: continue
        case 0x2B where digits == 0 && !isInternational: isInternational = true
        case 0x30...0x39: digits += 1
        default: return false
        }
        if isInternational && digits == 1 && byte != 0x31 { return false }
      }
      return digits == (isInternational ? 11 : 10)
    }
  }

  /// A text of two bytes as a number, letters in upper case; 0 for any other.
  func pair(_ text: Text) -> UInt16 {
    guard text.count == 2 else { return 0 }
    return withBytes(text) { UInt16($0[0].x12Capital) << 8 | UInt16($0[1].x12Capital) }
  }
}

extension UInt8 {
  var isX12Digit: Bool { self >= 0x30 && self <= 0x39 }
}

/// A code list of the guide, of two characters each.
struct CodePairs: Sendable {
  private let sorted: [UInt16]

  /// - Parameter codes: with a space between them.
  init(_ codes: StaticString) {
    let bytes = UnsafeBufferPointer(start: codes.utf8Start, count: codes.utf8CodeUnitCount)
    sorted = stride(from: 0, to: bytes.count - 1, by: 3)
      .map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }.sorted()
  }

  func contains(_ text: Text, of pool: TextPool) -> Bool {
    sorted.contains(pool.pair(text))
  }

  /// Code source 22, as far as the guide's public validator (pyx12) has it: states and territories of
  /// the United States, military places and provinces of Canada.
  static let states = CodePairs(
    """
    AA AB AE AK AL AP AR AS AZ BC CA CO CT DC DE FL FM GA GU HI IA ID IL IN KS KY LA MA MB MD ME \
    MH MI MN MO MP MS MT NB NC ND NE NF NH NJ NM NS NT NV NY OH OK ON OR PA PE PQ PR RI SC SD SK \
    TN TX UT VA VI VT WA WI WV WY YT
    """)

  /// Code source 237, places of service, likewise.
  static let placesOfService = CodePairs(
    """
    01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 \
    41 42 49 50 51 52 53 54 55 56 57 58 60 61 62 65 66 71 72 81 99
    """)
}

extension Money {
  /// 10 digits at most, and no sign.
  var fitsX12: Bool { cents >= 0 && cents <= 9_999_999_999 }
}
