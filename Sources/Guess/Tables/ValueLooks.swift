/// What single values look like.
enum ValueLooks {
  static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 &- 48 < 10 }
  }

  static func isWholeNumber(_ text: String) -> Bool { isDigits(text) && text.utf8.count < 10 }

  /// Ten digits with the check digit over `80840` (billing.md section 9).
  static func isNPI(_ text: String) -> Bool {
    let digits = Array(text.utf8)
    guard digits.count == 10, isDigits(text), digits[0] == 0x31 || digits[0] == 0x32 else {
      return false
    }
    var sum = 24
    for (place, byte) in digits.dropLast().reversed().enumerated() {
      let digit = Int(byte) - 48
      let doubled = digit * 2
      sum += place % 2 == 0 ? (doubled > 9 ? doubled - 9 : doubled) : digit
    }
    return (10 - sum % 10) % 10 == Int(digits[9]) - 48
  }

  /// CPT or HCPCS.
  static func isProcedureCode(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 5 else { return false }
    let middle = bytes[1..<4].allSatisfy { $0 &- 48 < 10 }
    let isDigit = bytes.map { $0 &- 48 < 10 }
    let isCapital = bytes.map { $0 &- 65 < 26 }
    return middle && ((isDigit[0] && (isDigit[4] || isCapital[4])) || (isCapital[0] && isDigit[4]))
  }

  static func isDiagnosis(_ text: String) -> Bool {
    let bytes = Array(text.utf8.filter { $0 != 0x2E })
    guard (3...7).contains(bytes.count), bytes[0] &- 65 < 26, bytes[1] &- 48 < 10 else {
      return false
    }
    return bytes[2...].allSatisfy { $0 &- 48 < 10 || $0 &- 65 < 26 }
      && (text.contains(".") || bytes.count < 5 || bytes[2] &- 48 < 10)
  }

  static func isZIP(_ text: String) -> Bool {
    let digits = text.utf8.filter { $0 != 0x2D }
    return (digits.count == 5 || digits.count == 9) && digits.allSatisfy { $0 &- 48 < 10 }
  }

  static func isState(_ text: String) -> Bool { USStates.zones[text.uppercased()] != nil }

  static func isTaxonomy(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 10 && bytes[9] | 0x20 == 0x78
      && bytes[..<3].allSatisfy { $0 &- 48 < 10 || $0 &- 65 < 26 } && !isDigits(text)
  }

  static func isTaxID(_ text: String) -> Bool {
    let digits = text.utf8.filter { $0 != 0x2D }
    return digits.count == 9 && digits.allSatisfy { $0 &- 48 < 10 }
  }

  static func isZone(_ text: String) -> Bool {
    let parts = text.split(separator: "/")
    let areas = [
      "America", "Europe", "US", "Pacific", "Asia", "Africa", "Australia", "Atlantic", "Etc",
    ]
    return parts.count >= 2 && areas.contains(String(parts[0])) || text == "UTC"
  }

  static func isURL(_ text: String) -> Bool {
    text.hasPrefix("http://") || text.hasPrefix("https://")
  }

  static func isPlaceOfService(_ text: String) -> Bool {
    guard isDigits(text), text.utf8.count <= 2, let number = Int(text) else { return false }
    return [2, 3, 10, 11, 12, 13, 14, 21, 22, 23, 31, 32, 49, 50, 53, 62, 71, 72, 99].contains(
      number)
  }

  static func isModifier(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { $0 &- 48 < 10 || $0 &- 65 < 26 }
  }

  /// Modifiers in a row: `HM:95`, `HM, 95`.
  static func isModifierList(_ text: String) -> Bool {
    let parts = text.split { ":;|,\u{1F} ".contains($0) }
    return !parts.isEmpty && parts.allSatisfy { isModifier(String($0)) }
  }

  static func isAmount(_ text: String) -> Bool {
    let plain = text.filter { !"$€., +".contains($0) }
    return isDigits(plain) && plain.utf8.count < 10
  }

  /// `12,50` or `1.234,50`.
  static func hasDecimalComma(_ text: String) -> Bool {
    guard let comma = text.lastIndex(of: ",") else { return false }
    let cents = text[text.index(after: comma)...]
    return (1...2).contains(cents.utf8.count) && isDigits(String(cents))
  }

  static func isLength(_ text: String) -> Bool {
    if isDigits(text) { return text.utf8.count <= 4 }
    let parts = text.split(separator: ":")
    return parts.count == 2 && parts.allSatisfy { isDigits(String($0)) } && parts[1].utf8.count == 2
  }

  /// Letters, with the marks that names have.
  static func isName(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic }
      && !text.unicodeScalars.contains { ("0"..."9").contains($0) && text.utf8.count > 30 }
      && !text.contains { "@/\\_:{}[]<>".contains($0) }
  }

  /// `Example, Ada`
  static func isLastFirst(_ text: String) -> Bool {
    let parts = text.split(separator: ",")
    return parts.count == 2 && parts.allSatisfy { isName(String($0)) }
  }

  /// `Ada Example`
  static func isFirstLast(_ text: String) -> Bool {
    !text.contains(",") && text.split(separator: " ").count >= 2 && isName(text)
  }

  /// Something that could be an id: one word, or letters and digits.
  static func isID(_ text: String) -> Bool {
    text.utf8.count <= 80 && text.split(separator: " ").count <= 2
  }
}
