internal import AdapterKit

/// Why claims are Draft, by validation: what most claims fail first, so that a biller mends that
/// first (CLM-7).
struct UnmetText {
  private let failed: [UnmetCount]
  private let unchecked: [UnmetCount]
  private let width: Int

  /// - Parameter counts: by code.
  init(_ counts: [UnmetCount]) {
    failed = Self.descending(counts, by: \.failed)
    unchecked = Self.descending(counts, by: \.noData)
    width = failed.map { $0.code.utf8.count }.max() ?? 0
  }

  /// Those above 0; equal counts stay by code.
  private static func descending(
    _ counts: [UnmetCount], by count: (UnmetCount) -> Int
  ) -> [UnmetCount] {
    counts.filter { count($0) > 0 }.enumerated().sorted {
      let (a, b) = (count($0.element), count($1.element))
      return a != b ? a > b : $0.offset < $1.offset
    }.map(\.element)
  }

  /// People get columns; machines a sentence, and the same as fields.
  func write(to log: Log) {
    switch log.format {
    case .text:
      if !failed.isEmpty { log.info("  claims that fail a validation:") }
      for unmet in failed {
        log.info("\(row(unmet.failed, unmet.code))  \(unmet.message)")
      }
      if !unchecked.isEmpty {
        log.info("  claims of which a validation could not be checked, for want of data:")
      }
      for unmet in unchecked { log.info(row(unmet.noData, unmet.code, isLast: true)) }
    case .json:
      for unmet in failed {
        log.write(
          .info, "claims that fail \(unmet.code): \(unmet.failed) (\(unmet.message))",
          fields(unmet.code, "fail", unmet.failed))
      }
      for unmet in unchecked {
        log.write(
          .info, "claims not checked for \(unmet.code), for want of data: \(unmet.noData)",
          fields(unmet.code, "no_data", unmet.noData))
      }
    }
  }

  private func row(_ count: Int, _ code: String, isLast: Bool = false) -> String {
    let number = "\(count)"
    let row = String(repeating: " ", count: max(0, 8 - number.utf8.count)) + number + "  " + code
    return isLast ? row : row + String(repeating: " ", count: max(0, width - code.utf8.count))
  }

  private func fields(_ code: String, _ outcome: String, _ count: Int) -> [(String, JSONValue)] {
    [("code", .text(code)), ("outcome", .text(outcome)), ("count", .integer(count))]
  }
}
