/// The duplicates report's groups (DUP-2), of all dates and business units: each output takes those of
/// its own scope.
extension PatientBilling {
  mutating func reportDuplicates(_ days: DaysOfService, _ items: Range<Int>) {
    // Most patients have nothing unsubmitted, and then nothing to report.
    guard items.contains(where: { chunk.items[$0].status.isNotSubmitted }) else { return }
    for index in days.indices where days[index].count > 1 { reportDuplicates(day: days[index]) }
  }

  private mutating func reportDuplicates(day: ArraySlice<Int>) {
    let isBillable = { (item: ChargeItem) in item.status == .new || item.status == .readyToBill }
    let billable = day.filter { isBillable(chunk.items[$0]) }
    let awaiting = day.filter { chunk.items[$0].status.isNotSubmitted }
    if billable.isEmpty || awaiting.isEmpty { return }
    let pool = practice.pool
    let awaitingPlaces = Set(awaiting.map { PlaceKey(chunk.items[$0].placeOfService, pool) })
    let billablePlaces = Set(billable.map { PlaceKey(chunk.items[$0].placeOfService, pool) })
    let anywhere = billable.contains { placeDoesNotMatter($0) }
    let start = chunk.duplicateMembers.count
    for index in day {
      let item = chunk.items[index]
      let place = PlaceKey(item.placeOfService, pool)
      if isBillable(item) {
        chunk.duplicateMembers.append(
          DuplicateMember(
            item: UInt32(index), status: item.status, isBillable: true,
            samePlace: placeDoesNotMatter(index) || awaitingPlaces.contains(place)))
      } else if item.status.isNotSubmitted {
        chunk.duplicateMembers.append(
          DuplicateMember(
            item: UInt32(index), status: item.status, isBillable: false,
            samePlace: anywhere || billablePlaces.contains(place)))
      }
    }
    chunk.duplicateGroups.append(Span32(start: start, count: chunk.duplicateMembers.count - start))
  }

  /// DUP-1's rule, by the plan of the item to be approved.
  private func placeDoesNotMatter(_ index: Int) -> Bool {
    requirements(of: chunk.items[index].plan).flags.contains(.doNotSplitByPlaceOfService)
  }
}
