import AdapterKit

/// A format that is read well: a head with the names, then `value|value|.` a line. The dot is there so
/// that a line that is cut short can be told.
struct Pairs: LineFormat {
  static let names = ["visit", "patient"]
  var names: [String]?
  /// Whether a line without its dot is taken all the same.
  var takesTornLines = false

  var headLineCount: Int { 1 }

  mutating func readHead(_ head: RecordLines) throws(LineFlaw) {
    var found: [String] = []
    for line in head {
      for part in line.bytes.split(separator: UInt8(ascii: "|")) where part.count > 1 {
        let name = String(decoding: part, as: UTF8.self)
        if found.contains(name) {
          throw line.flaw("duplicate_name", "the head has a name twice; leave one")
        }
        found.append(name)
      }
    }
    names = found
  }

  func part(of line: ArraySlice<UInt8>) -> LinePart { line.isEmpty ? .none : .record }

  func read(_ record: RecordLines, into values: inout RecordValues) throws(LineFlaw) {
    for line in record {
      var parts = line.bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      if parts.last?.elementsEqual(".".utf8) == true {
        parts.removeLast()
      } else if !takesTornLines {
        throw line.flaw("no_dot", "a line ends with |.")
      }
      for (name, value) in zip(names ?? [], parts) { try values.set(name, value, of: line) }
    }
  }

  static var sample: InputSample {
    InputSample(
      head: "visit|patient|.\n", record: "V-{n:6}|Zoë-{n}|.\n",
      values: [("visit", "V-{n:6}"), ("patient", "Zoë-{n}")],
      nameTwice: "visit|visit|.\nV-1|V-2|.\n")
  }
}
