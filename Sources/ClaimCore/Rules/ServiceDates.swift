/// Dates and minutes of a session (DATE-3, DATE-4).
package struct ServiceDates {
  package let start: CivilDate
  package let end: CivilDate
  package let minutes: Int32

  init(start: Moment, end: Moment) {
    self.start = start.date
    let endsAtMidnight = end.timeOfDay == 0
    let last = endsAtMidnight ? CivilDate(days: end.date.days - 1) : end.date
    self.end = max(last, self.start)
    minutes = Int32((end.instant - start.instant) / (60 * Moment.microsPerSecond))
  }
}
