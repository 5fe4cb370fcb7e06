import AdapterKit
import ClaimCore

/// How many bytes an export's row takes at the most, so that room for it is made once.
///
/// A cell may have each of its bytes doubled, and quotes and a guard around it.
struct RowMost {
  private var fixed = 2
  private var dateTimes = 0
  private var procedureCodes = 0
  private var placesOfService = 0
  private var modifiers = 0
  private var authorizationNumbers = 0
  private var qualifications = 0

  /// A delimiter, quotes and a guard, and a number of 20 digits or `-2147483648 minutes`.
  private static let cell = 1 + CSVCellWriter.mostAround + 20

  /// - Parameters:
  ///   - prepared: the longest of the column's ready-made cells.
  ///   - name: the longest beginning of a charge item's name.
  mutating func add(_ column: ExportColumn, prepared: Int, name: Int) {
    fixed += Self.cell + prepared
    switch column.field {
    case .chargeItemName:
      fixed += 2 * (name + 1)
      dateTimes += 1
      procedureCodes += 1
    case .start, .end: dateTimes += 1
    case .procedureCode: procedureCodes += 1
    case .placeOfService: placesOfService += 1
    case .modifiers: modifiers += 1
    case .authorizationNumber: authorizationNumbers += 1
    case .qualification: qualifications += 1
    default: break
    }
  }

  /// - Parameters:
  ///   - qualification: the cell's bytes, as they will stand.
  ///   - dateTime: the longest that a date and time may be.
  @inline(__always)
  func bytes(of row: ExportRow, qualification: Int, dateTime: Int) -> Int {
    let texts =
      procedureCodes * row.procedureCode.count + placesOfService * row.placeOfService.count
      + modifiers * row.modifiers.count + authorizationNumbers * row.authorizationNumber.count
    return fixed + 2 * texts + 2 * dateTimes * dateTime + qualifications * qualification
  }
}
