import AdapterKit

extension TradingPartner.Separators {
  private static let names = [
    "element_separator", "component_separator", "repetition_separator", "segment_terminator",
  ]

  init(_ options: OptionValues) throws(OptionFault) {
    self.init()
    element = try Self.byte("element_separator", options) ?? element
    component = try Self.byte("component_separator", options) ?? component
    repetition = try Self.byte("repetition_separator", options) ?? repetition
    segment = try Self.byte("segment_terminator", options) ?? segment
    let bytes = [element, component, repetition, segment]
    for (index, byte) in bytes.enumerated() {
      guard let first = bytes[..<index].firstIndex(of: byte) else { continue }
      throw OptionFault(
        option: Self.names[index],
        message: "is the same character as \(Self.names[first]): X12 needs four different ones")
    }
  }

  private static func byte(_ name: String, _ options: OptionValues) throws(OptionFault) -> UInt8? {
    guard let value = options.text(name) else { return nil }
    guard let byte = value.utf8.first, value.utf8.count == 1, byte < 0x80 else {
      throw OptionFault(option: name, message: "is not one ASCII character")
    }
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: " "), UInt8(ascii: "."),
      UInt8(ascii: "-"):
      throw OptionFault(
        option: name,
        message: "can't be a letter, a digit, a blank, a dot or a dash: values hold these")
    case 0x0A where name != "segment_terminator", 0x0D where name != "segment_terminator":
      throw OptionFault(option: name, message: "can't be a line end: readers drop these")
    default:
      return byte
    }
  }

  /// A terminator that is a line end itself has nothing behind it.
  func check(before ending: TradingPartner.SegmentEnding) throws(OptionFault) {
    if ending != .none && (segment == 0x0A || segment == 0x0D) {
      throw OptionFault(
        option: "segment_ending", message: "segment_terminator is a line end already: set none")
    }
  }
}
