/// Two CSV files cell by cell.
enum CSVDifference {
  /// Row and column of every cell that differs; `nil` where the two have other columns or another
  /// number of rows, which lines show better.
  static func places(_ expected: String, _ found: String) -> [String]? {
    let delimiter = delimiter(of: expected)
    let (one, other) = (rows(expected, delimiter), rows(found, delimiter))
    guard let header = one.first, header == other.first, one.count == other.count else {
      return nil
    }
    var places: [String] = []
    for (number, (row, its)) in zip(one, other).enumerated().dropFirst() where row != its {
      if row.count != its.count { return nil }
      for (column, (cell, other)) in zip(row, its).enumerated() where cell != other {
        let name = column < header.count ? "\"\(header[column])\"" : "\(column + 1)"
        places.append(
          "row \(number), column \(name): expected \(FileDifference.shown(cell)), is "
            + FileDifference.shown(other))
      }
    }
    return places
  }

  /// Of those that CSV has, the one that the first line has most of.
  private static func delimiter(of text: String) -> Character {
    let line = text.prefix { !$0.isNewline }
    let signs: [Character] = [",", ";", "\t", "|"]
    let counts = signs.map { sign in line.count { $0 == sign } }
    let most = counts.max() ?? 0
    return counts.firstIndex(of: most).map { signs[$0] } ?? ","
  }

  /// RFC 4180, with quotes anywhere.
  private static func rows(_ text: String, _ delimiter: Character) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var isEmpty = true
    func endRow() {
      row.append(cell)
      rows.append(row)
      (row, cell, isEmpty) = ([], "", true)
    }
    for character in text {
      switch character {
      case "\"":
        isQuoted.toggle()
        isEmpty = false
      case delimiter where !isQuoted:
        row.append(cell)
        (cell, isEmpty) = ("", false)
      case _ where character.isNewline && !isQuoted: endRow()
      default:
        cell.append(character)
        isEmpty = false
      }
    }
    if !isEmpty { endRow() }
    return rows
  }
}
