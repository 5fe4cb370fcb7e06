/// A claim line on its way to a claim.
struct LineDraft {
  /// What most lines are put in order by.
  var key: LineKey
  /// Where its items stand in ``PatientBilling/lineOrder``, by start and session id.
  var items: Range<Int>
  /// Joined by `:`; merged where `merge_modifiers` says so.
  var modifiers: Text
  var units: Int32

  var firstItem: Int { Int(key.item) }

  /// More sessions than this go on another line: of a day's units each, their sum can be held.
  static let mostItems = 1 << 20
}

/// What sorts most items into lines without a look at them: dates and procedure code.
struct LineKey: BitwiseCopyable {
  /// Start and end date.
  let dates: UInt64
  /// `TextPool.orderKey(of:)` of the procedure code.
  let code: UInt64
  let item: UInt32

  @inline(__always)
  init(start: CivilDate, end: CivilDate, code: UInt64, item: Int) {
    dates = UInt64(start.order) << 32 | UInt64(end.order)
    self.code = code
    self.item = UInt32(item)
  }

  var startDate: UInt64 { dates >> 32 }
}
