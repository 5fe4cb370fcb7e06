import AdapterKit

extension TradingPartner.Separators {
  private static let names = [
    "element_separator", "component_separator", "repetition_separator", "segment_terminator",
  ]

  init(_ options: OptionValues, _ log: inout OptionFaultLog) {
    self.init()
    element = Self.byte("element_separator", options, &log) ?? element
    component = Self.byte("component_separator", options, &log) ?? component
    repetition = Self.byte("repetition_separator", options, &log) ?? repetition
    segment = Self.byte("segment_terminator", options, &log) ?? segment
    let bytes = [element, component, repetition, segment]
    for (index, byte) in bytes.enumerated() {
      guard let first = bytes[..<index].firstIndex(of: byte) else { continue }
      log.add(
        Self.names[index],
        "is the same character as \(Self.names[first]): X12 needs four different ones")
    }
  }

  /// What is wrong with a character as a separator is in the log.
  private static func byte(
    _ name: String, _ options: OptionValues, _ log: inout OptionFaultLog
  ) -> UInt8? {
    guard let value = options.text(name) else { return nil }
    guard let byte = value.utf8.first, value.utf8.count == 1, byte < 0x80 else {
      log.add(name, "is not one ASCII character")
      return nil
    }
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: " "), UInt8(ascii: "."),
      UInt8(ascii: "-"):
      log.add(name, "can't be a letter, a digit, a blank, a dot or a dash: values hold these")
    case 0x0A where name != "segment_terminator", 0x0D where name != "segment_terminator":
      log.add(name, "can't be a line end: readers drop these")
    default:
      return byte
    }
    return nil
  }

  /// A terminator that is a line end itself has nothing behind it.
  func check(before ending: TradingPartner.SegmentEnding, _ log: inout OptionFaultLog) {
    if ending != .none && (segment == 0x0A || segment == 0x0D) {
      log.add("segment_ending", "segment_terminator is a line end already: set none")
    }
  }
}
