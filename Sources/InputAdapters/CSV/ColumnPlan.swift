import AdapterKit

/// Which column fills which slot.
struct ColumnPlan: Sendable {
  /// Slots of a record.
  let width: Int
  let columnCount: Int
  /// By column: its slot; `width`, a place that is written over, for columns nobody asked for and
  /// for all those behind the last.
  let slots: [Int32]
  /// Slots of columns that were asked for more than once, filled from their first.
  let copies: [(from: Int, to: Int)]
  /// Slots that no column fills.
  let absent: [Int]
  let absentNames: [String]

  /// Every column in its own slot.
  init(allOf columnCount: Int) {
    width = columnCount
    self.columnCount = columnCount
    slots = (0...columnCount).map { Int32($0) }
    copies = []
    absent = []
    absentNames = []
  }

  /// For a source without a header and without records: no name is known to be absent.
  init(ofNothing width: Int) {
    self.width = width
    columnCount = 0
    slots = [Int32(width)]
    copies = []
    absent = []
    absentNames = []
  }

  /// - Parameter line: the header's.
  /// - Throws: where a name that was asked for stands above two columns.
  init(
    header: [String], line: Int, asked: [String], source: String
  ) throws(InputFault) {
    var columns: [String: [Int]] = [:]
    for (column, name) in header.enumerated() {
      columns[name.lowercased(), default: []].append(column)
    }
    var slots = [Int32](repeating: Int32(asked.count), count: header.count + 1)
    var copies: [(from: Int, to: Int)] = []
    var absent: [Int] = []
    var absentNames: [String] = []
    for (slot, name) in asked.enumerated() {
      let found = columns[trimmed(name).lowercased()] ?? []
      if found.count > 1 { throw ColumnPlan.ambiguous(name, found, source, line) }
      guard let column = found.first else {
        absent.append(slot)
        if !absentNames.contains(name) { absentNames.append(name) }
        continue
      }
      if slots[column] == Int32(asked.count) {
        slots[column] = Int32(slot)
      } else {
        copies.append((from: Int(slots[column]), to: slot))
      }
    }
    width = asked.count
    columnCount = header.count
    self.slots = slots
    self.copies = copies
    self.absent = absent
    self.absentNames = absentNames
  }

  private static func ambiguous(_ name: String, _ columns: [Int], _ source: String, _ line: Int)
    -> InputFault
  {
    let numbers = columns.map { String($0 + 1) }
    let list = numbers.dropLast().joined(separator: ", ") + " and " + (numbers.last ?? "")
    return InputFault(
      source: source, line: line,
      message: "the header names \"\(name)\" above columns \(list); give each its own name")
  }
}

/// Without spaces and tabs around it.
func trimmed(_ text: String) -> String {
  let isSpace = { (byte: UInt8) in byte == Ascii.space || byte == Ascii.tab }
  let utf8 = text.utf8
  let head = utf8.drop(while: isSpace)
  var end = head.endIndex
  while end > head.startIndex, isSpace(head[head.index(before: end)]) {
    end = head.index(before: end)
  }
  return String(head[..<end]) ?? text
}
