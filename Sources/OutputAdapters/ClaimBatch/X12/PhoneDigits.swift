/// A telephone number as X12 has it: 10 digits.
struct PhoneDigits: Sendable {
  let digits: [UInt8]

  /// `nil` where the text is no number of North America: blanks, dots, dashes, brackets and a leading
  /// +1 are left out.
  init?(_ text: some Sequence<UInt8>) {
    var kept = text.filter { !" .-()".utf8.contains($0) }
    if kept.starts(with: "+1".utf8) { kept.removeFirst(2) }
    guard kept.count == 10, kept.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    digits = kept
  }
}
