/// A claim line on its way to a claim.
struct LineDraft {
  /// Where its items stand in ``PatientBilling/lineOrder``, by start and session id.
  var items: Range<Int>
  var firstItem: Int
  /// Joined by `:`; merged where `merge_modifiers` says so.
  var modifiers: Text
  var units: Int32

  /// More sessions than this go on another line: of a day's units each, their sum can be held.
  static let mostItems = 1 << 20
}

/// What sorts most items into lines without a look at them: dates and procedure code.
struct LineKey: BitwiseCopyable {
  /// Start and end date.
  let dates: UInt64
  /// `TextPool.order(_:)` of the procedure code.
  let code: UInt64
  let index: Int

  @inline(__always)
  init(_ item: borrowing ChargeItem, item index: Int, _ pool: TextPool) {
    dates = UInt64(item.dateOfService.order) << 32 | UInt64(item.endDate.order)
    code = pool.order(item.procedureCode)
    self.index = index
  }
}
