/// The duplicates report's groups (DUP-2), of all dates and business units: each output takes those of
/// its own scope.
extension PatientBilling {
  mutating func reportDuplicates(_ items: Range<Int>) {
    // Most patients have nothing unsubmitted, and then nothing to report.
    guard items.contains(where: { chunk.items[$0].status.isNotSubmitted }) else { return }
    for group in days.indices where days.places(group).count > 1 {
      reportDuplicates(ofDay: days.places(group))
    }
  }

  /// - Parameter places: of one day and service.
  private mutating func reportDuplicates(ofDay places: Range<Int>) {
    var billable = 0
    var awaiting = 0
    for place in places {
      let status = chunk.items[days.item(place)].status
      if status.isBillable { billable += 1 }
      if status.isNotSubmitted { awaiting += 1 }
    }
    if billable == 0 || awaiting == 0 { return }
    // Approval is done with its partners: the lists serve once more.
    partners.removeAll()
    var anywhere = false
    for place in places {
      let index = days.item(place)
      let status = chunk.items[index].status
      if status.isBillable {
        partners.held.add(index, at: chunk.items[index].placeOfService)
        anywhere = anywhere || placeDoesNotMatter(index)
      } else if status.isNotSubmitted {
        partners.blocking.add(index, at: chunk.items[index].placeOfService)
      }
    }
    partners.held.sort(practice.pool)
    partners.blocking.sort(practice.pool)
    let start = chunk.duplicateMembers.count
    for place in places { addMember(days.item(place), anywhere) }
    chunk.duplicateGroups.append(Span32(start: start, count: chunk.duplicateMembers.count - start))
  }

  /// - Parameter anywhere: the group has an item whose partners may stand at any place.
  private mutating func addMember(_ index: Int, _ anywhere: Bool) {
    let status = chunk.items[index].status
    let isBillable = status.isBillable
    guard isBillable || status.isNotSubmitted else { return }
    let others = isBillable ? partners.blocking : partners.held
    let samePlace =
      (isBillable ? placeDoesNotMatter(index) : anywhere)
      || !others.items(at: chunk.items[index].placeOfService, practice.pool).isEmpty
    chunk.duplicateMembers.append(
      DuplicateMember(
        item: UInt32(index), status: status, isBillable: isBillable, samePlace: samePlace))
  }

  /// DUP-1's rule, by the plan of the item to be approved.
  @inline(__always)
  private func placeDoesNotMatter(_ index: Int) -> Bool {
    requirements(of: chunk.items[index].plan).flags.contains(.doNotSplitByPlaceOfService)
  }
}

extension ChargeStatus {
  /// As the duplicates report counts it (DUP-2).
  fileprivate var isBillable: Bool { self == .new || self == .readyToBill }
}
