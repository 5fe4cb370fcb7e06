import CZlib
import Testing

@testable import ClaimCore

/// A workbook as another program would read it: its parts, and its sheets' cells.
struct ReadWorkbook {
  var parts: [String: String] = [:]

  /// Goes from one local header to the next.
  init(_ file: [UInt8]) throws {
    func number(_ place: Int, _ width: Int) -> Int {
      (0..<width).reduce(0) { $0 | Int(file[place + $1]) << (8 * $1) }
    }
    var place = 0
    while number(place, 4) == 0x0403_4b50 {
      let start = place + 30 + number(place + 26, 2) + number(place + 28, 2)
      let name = String(decoding: file[(place + 30)..<start - number(place + 28, 2)], as: UTF8.self)
      let end = start + number(place + 18, 4)
      parts[name] = String(
        decoding: try inflated(file[start..<end], count: number(place + 22, 4)), as: UTF8.self)
      place = end
    }
    try #require(number(place, 4) == 0x0201_4b50)
  }

  /// A sheet by its number, from 1.
  func sheet(_ number: Int) throws -> ReadSheet {
    ReadSheet(
      xml: try #require(parts["xl/worksheets/sheet\(number).xml"]),
      links: parts["xl/worksheets/_rels/sheet\(number).xml.rels"] ?? "",
      styles: try #require(parts["xl/styles.xml"]))
  }
}

private func inflated(_ bytes: ArraySlice<UInt8>, count: Int) throws -> [UInt8] {
  var stream = z_stream()
  try #require(claimpipe_inflate_raw_init(&stream) == Z_OK)
  defer { inflateEnd(&stream) }
  var (source, target) = (Array(bytes), [UInt8](repeating: 0, count: count + 1))
  return try source.withUnsafeMutableBufferPointer { source in
    try target.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      try #require(CZlib.inflate(&stream, Z_FINISH) == Z_STREAM_END)
      return Array(target[..<Int(stream.total_out)])
    }
  }
}

struct ReadSheet {
  let xml: String
  /// By cell, such as `E2`.
  private(set) var links: [String: String] = [:]
  private(set) var rows: [[String: ReadCell]] = []

  init(xml: String, links relations: String, styles: String) {
    self.xml = xml
    let patterns = Self.patterns(styles)
    for row in xml.split(separator: "<row ").dropFirst() {
      var cells: [String: ReadCell] = [:]
      for cell in row.split(separator: "<c ").dropFirst() {
        let name = String(cell.value(of: "r"))
        let column = String(name.prefix { $0.isLetter })
        let style = Int(cell.value(of: "s")) ?? 0
        cells[column] = ReadCell(
          text: cell.content(of: "t").map { unescaped(String($0)) },
          number: cell.content(of: "v").flatMap { Double($0) }, pattern: patterns[style])
      }
      rows.append(cells)
    }
    var targets: [Substring: String] = [:]
    for relation in relations.split(separator: "<Relationship ").dropFirst() {
      targets[relation.value(of: "Id")] = unescaped(String(relation.value(of: "Target")))
    }
    for link in xml.split(separator: "<hyperlink ").dropFirst() {
      let location = link.value(of: "location")
      self.links[String(link.value(of: "ref"))] =
        targets[link.value(of: "r:id"), default: ""]
        + (location.isEmpty ? "" : "#" + unescaped(String(location)))
    }
  }

  /// By style, the pattern of its numbers.
  private static func patterns(_ styles: String) -> [String] {
    var written: [Substring: String] = [:]
    for format in styles.split(separator: "<numFmt ").dropFirst() {
      written[format.value(of: "numFmtId")] = String(format.value(of: "formatCode"))
    }
    let cells = styles.split(separator: "<cellXfs").last?.split(separator: "</cellXfs>").first
    return (cells ?? "").split(separator: "<xf ").dropFirst().map {
      written[$0.value(of: "numFmtId")] ?? ""
    }
  }
}

struct ReadCell: Equatable {
  let text: String?
  let number: Double?
  let pattern: String

  /// As the CSV report would have it.
  var asCSV: String {
    guard let number else { return text ?? "" }
    let days = Int32(number.rounded(.down))
    let date = CivilDate(days: days - 25_569).components
    let minutes = Int(((number - Double(days)) * 1440).rounded())
    func padded(_ value: Int, _ width: Int = 2) -> String {
      String(repeating: "0", count: width - String(value).count) + String(value)
    }
    let day = "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day))"
    return switch pattern {
    case "yyyy-mm-dd": day
    case "yyyy-mm-dd hh:mm": "\(day) \(padded(minutes / 60)):\(padded(minutes % 60))"
    default: String(Int(number))
    }
  }
}

extension Substring {
  /// An attribute's value in the tag that the text begins in.
  fileprivate func value(of name: String) -> Substring {
    let tag = " " + prefix { $0 != ">" }
    guard let start = tag.firstRange(of: " \(name)=\"")?.upperBound else { return "" }
    return tag[start...].prefix { $0 != "\"" }
  }

  fileprivate func content(of tag: String) -> Substring? {
    guard
      let start = firstRange(of: "<\(tag)>") ?? firstRange(of: "<\(tag) xml:space=\"preserve\">"),
      let end = firstRange(of: "</\(tag)>")
    else { return nil }
    return self[start.upperBound..<end.lowerBound]
  }
}

/// Undoes XML's escapes and then ST_Xstring's.
private func unescaped(_ text: String) -> String {
  var units: [UInt16] = []
  let plain = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&amp;": "&"]
  var rest = text[...]
  while let first = rest.unicodeScalars.first {
    if first == "&", let (name, character) = plain.first(where: { rest.hasPrefix($0.key) }) {
      units += character.utf16
      rest = rest.dropFirst(name.count)
    } else {
      units += String(first).utf16
      rest = rest[rest.unicodeScalars.index(after: rest.startIndex)...]
    }
  }
  var read: [UInt16] = []
  var index = 0
  while index < units.count {
    let window = units[index...].prefix(7).map { Character(UnicodeScalar($0) ?? "?") }
    if window.count == 7, window[0] == "_", window[1] == "x", window[6] == "_",
      let unit = UInt16(String(window[2..<6]), radix: 16)
    {
      read.append(unit)
      index += 7
    } else {
      read.append(units[index])
      index += 1
    }
  }
  return String(decoding: read, as: UTF16.self)
}
