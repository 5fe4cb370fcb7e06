/// The forms that validations ask for (CLM-7).
extension TextPool {
  /// Two letters.
  public func isState(_ text: Text) -> Bool {
    text.count == 2 && withBytes(text) { $0.allSatisfy { $0.isUpper || $0.isLower } }
  }

  /// 5 or 9 digits; a ZIP may have its dash (section 12).
  public func isZip(_ text: Text) -> Bool {
    withBytes(text) { bytes in
      switch bytes.count {
      case 5, 9: bytes.allSatisfy(\.isDigit)
      case 10: bytes[5] == 0x2D && bytes.enumerated().allSatisfy { $0 == 5 || $1.isDigit }
      default: false
      }
    }
  }

  /// 9 digits, a dash after the second allowed.
  func isTaxID(_ text: Text) -> Bool {
    withBytes(text) { bytes in
      switch bytes.count {
      case 9: bytes.allSatisfy(\.isDigit)
      case 10: bytes[2] == 0x2D && bytes.enumerated().allSatisfy { $0 == 2 || $1.isDigit }
      default: false
      }
    }
  }

  /// 10 digits, the first 1 or 2, with the Luhn check over `80840` and the number.
  public func isNPI(_ text: Text) -> Bool {
    guard text.count == 10 else { return false }
    return withBytes(text) { bytes in
      guard bytes.allSatisfy(\.isDigit), bytes[0] == 0x31 || bytes[0] == 0x32 else { return false }
      var sum = 24  // of the prefix 80840
      for (index, byte) in bytes.enumerated() {
        let digit = Int(byte) - 0x30
        // Every second digit from the right is doubled, and its digits added.
        let value = index % 2 == 0 ? digit * 2 : digit
        sum += value > 9 ? value - 9 : value
      }
      return sum % 10 == 0
    }
  }

  /// `\d{4}[0-9A-Z]` or `[A-Z]\d{4}`.
  func isProcedureCode(_ text: Text) -> Bool {
    guard text.count == 5 else { return false }
    return withBytes(text) { bytes in
      let isCPT = bytes[..<4].allSatisfy(\.isDigit) && (bytes[4].isDigit || bytes[4].isUpper)
      return isCPT || bytes[0].isUpper && bytes[1...].allSatisfy(\.isDigit)
    }
  }

  /// Every one of a list is `[A-Z0-9]{2}`.
  func areModifiers(_ list: Text) -> Bool {
    var fit = true
    forEachElement(of: list) { bytes in
      if bytes.count != 2 || !bytes.allSatisfy({ $0.isDigit || $0.isUpper }) { fit = false }
    }
    return fit
  }

  /// A letter, a digit, a digit or letter, and up to four more behind an optional dot.
  func isICD10(_ text: Text) -> Bool {
    withBytes(text) { bytes in
      guard bytes.count >= 3, bytes[0].isUpper, bytes[1].isDigit,
        bytes[2].isDigit || bytes[2].isUpper
      else { return false }
      var rest = bytes[3...]
      if rest.first == 0x2E {
        rest = rest.dropFirst()
        if rest.isEmpty { return false }
      }
      return rest.count <= 4 && rest.allSatisfy { $0.isDigit || $0.isUpper }
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isUpper: Bool { self >= 0x41 && self <= 0x5A }
  var isLower: Bool { self >= 0x61 && self <= 0x7A }
}
