import ClaimCore

extension CivilDate {
  /// Workbooks count days from 1900-01-01 as 1, and a 29 February 1900 that never was: what is
  /// before stands as text, since programs don't agree on it.
  var isInWorkbooks: Bool { days >= Self.firstInWorkbooks && days <= Self.lastInWorkbooks }

  /// 1900-03-01
  private static let firstInWorkbooks: Int32 = -25_508
  /// 9999-12-31
  private static let lastInWorkbooks: Int32 = 2_932_896

  /// The date as a workbook's number.
  var serial: Double { Double(Int(days) + 25_569) }
}

extension Moment {
  /// The local minute as a workbook's number: a day is 1.
  var serial: Double {
    let minutes = timeOfDay / (60 * Moment.microsPerSecond)
    return date.serial + Double(minutes) / 1440
  }
}
