/// What characters outside ASCII become in X12; docs/x12-characters.md shows it, and a test holds
/// the two together.
enum X12Folds {
  /// - Parameter scalar: not ASCII.
  /// - Returns: up to three ASCII bytes, the first one lowest; 0 where nothing stands for it. Never
  ///   more bytes than the character has in UTF-8.
  static func fold(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xC0...0x24F: letter(latin, Int(scalar - 0xC0))
    case 0x1E00...0x1EFF: letter(latinAdditional, Int(scalar - 0x1E00))
    case 0x250...0x2C7F: other(scalar)
    case 0xA0, 0x3000: packed(" ")
    case 0xAB, 0xBB: packed("\"")
    case 0xB4: packed("'")
    default: 0
    }
  }

  /// Marks that stand over, under or through the letter before them.
  static func isMark(_ scalar: UInt32) -> Bool { scalar >= 0x300 && scalar <= 0x36F }

  /// Lower case, stray capitals and signs between the two tables and behind them.
  private static func other(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x253: packed("B")
    case 0x256, 0x257: packed("D")
    case 0x260: packed("G")
    case 0x268: packed("I")
    case 0x272: packed("N")
    case 0x275: packed("O")
    case 0x288, 0x2C66: packed("T")
    case 0x289: packed("U")
    case 0x28B: packed("V")
    case 0x212A: packed("K")
    case 0x212B, 0x2C65: packed("A")
    case 0x2C7E: packed("S")
    case 0x2C7F: packed("Z")
    case 0x2BB, 0x2BC, 0x2018...0x201B, 0x2032: packed("'")
    case 0x201C...0x201F, 0x2033: packed("\"")
    case 0x2010...0x2015, 0x2212: packed("-")
    case 0x2000...0x200A, 0x202F, 0x205F: packed(" ")
    case 0x2026: packed("...")
    default: 0
    }
  }

  private static func letter(_ table: StaticString, _ index: Int) -> UInt32 {
    switch table.utf8Start[index] {
    case UInt8(ascii: "."): 0
    case UInt8(ascii: "1"): packed("AE")
    case UInt8(ascii: "2"): packed("SS")
    case UInt8(ascii: "3"): packed("TH")
    case UInt8(ascii: "4"): packed("OE")
    case UInt8(ascii: "5"): packed("IJ")
    case UInt8(ascii: "6"): packed("DZ")
    case UInt8(ascii: "7"): packed("LJ")
    case UInt8(ascii: "8"): packed("NJ")
    case UInt8(ascii: "9"): packed("'N")
    case let letter: UInt32(letter)
    }
  }

  private static func packed(_ bytes: StaticString) -> UInt32 {
    var value: UInt32 = 0
    for index in (0..<bytes.utf8CodeUnitCount).reversed() {
      value = value << 8 | UInt32(bytes.utf8Start[index])
    }
    return value
  }
}

extension X12Folds {
  /// U+00C0 to U+024F, 64 in a row: Latin-1 Supplement, Latin Extended-A and Extended-B. A dot
  /// stands for nothing, a digit for two letters.
  private static var latin: StaticString {
    """
    AAAAAA1CEEEEIIIIDNOOOOO.OUUUUY32AAAAAA1CEEEEIIIIDNOOOOO.OUUUUY3Y\
    AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIII55JJKKQLLLLLLL\
    LLLNNNNNN9NNOOOOOO44RRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS\
    BBBB...CCDDDD....FFG...IKKL..NNOOO..PP.....TTTTUU.VYYZZ.........\
    ....666777888AAIIOOUUUUUUUUUU.AAAA11GGGGKKOOOO..J666GG..NNAA11OO\
    AAAAEEEEIIIIOOOORRRRUUUUSSTT..HHND..ZZAAEEOOOOOOOOYYLNTJ..ACCLTS\
    Z..BU.EEJJQQRRYY
    """
  }

  /// U+1E00 to U+1EFF: Latin Extended Additional, Vietnamese among it.
  private static var latinAdditional: StaticString {
    """
    AABBBBBBCCDDDDDDDDDDEEEEEEEEEEFFGGHHHHHHHHHHIIIIKKKKKKLLLLLLLLMM\
    MMMMNNNNNNNNOOOOOOOOPPPPRRRRRRRRSSSSSSSSSSTTTTTTTTUUUUUUUUUUVVVV\
    WWWWWWWWWWXXXXYYZZZZZZHTWYAS..2.AAAAAAAAAAAAAAAAAAAAAAAAEEEEEEEE\
    EEEEEEEEIIIIOOOOOOOOOOOOOOOOOOOOOOOOUUUUUUUUUUUUUUYYYYYYYY....YY
    """
  }
}
