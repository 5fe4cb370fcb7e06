/// UNIT-5 for a patient's days.
extension PatientBilling {
  /// How many charges a finding lists.
  private static let listedCharges = 20

  mutating func countMedicareTotals(_ items: Range<Int>) {
    let timed = items.filter {
      let item = chunk.items[$0]
      return item.rule == .medicare && item.timed && session($0).status == .submitted
    }
    if timed.isEmpty { return }
    let sorted = timed.sorted {
      let (a, b) = (medicareDay($0), medicareDay($1))
      if a.date != b.date { return a.date < b.date }
      return a.unit != b.unit ? a.unit.raw < b.unit.raw : $0 < $1
    }
    var start = 0
    for index in 1...sorted.count
    where index == sorted.count || medicareDay(sorted[index]) != medicareDay(sorted[start]) {
      // A charge alone has its own total.
      if index - start > 1 { countMedicareTotal(Array(sorted[start..<index])) }
      start = index
    }
  }

  private func medicareDay(_ item: Int) -> (date: CivilDate, unit: Ref<BusinessUnit>) {
    (chunk.items[item].dateOfService, session(item).businessUnit)
  }

  /// - Parameter day: items of one date and business unit, by start and session id.
  private mutating func countMedicareTotal(_ day: [Int]) {
    let pool = practice.pool
    let codes = numbers(of: day.map { chunk.items[$0].procedureCode })
    let charges = day.indices.map {
      MedicareAllocation.Charge(
        code: codes[$0], minutes: Int(chunk.items[day[$0]].minutes),
        start: session(day[$0]).start.instant)
    }
    let suggested = MedicareAllocation.units(for: charges)
    trace?.medicareDays.append((day, suggested))
    var difference = [Int](repeating: 0, count: day.count)
    for index in day.indices {
      difference[codes[index]] += suggested[index] - Int(chunk.items[day[index]].units)
    }
    guard difference.contains(where: { $0 != 0 }) else { return }

    var charged = 0
    var details: [String] = []
    for (index, item) in day.enumerated() {
      let units = chunk.items[item].units
      charged += Int(units)
      if index < Self.listedCharges {
        details.append(
          "\(pool.string(session(item).id)) \(pool.string(chunk.items[item].procedureCode)) "
            + "\(chunk.items[item].minutes) min \(units) -> \(suggested[index])")
      }
      chunk.items[item].suggestedUnits = Int32(suggested[index])
      if settings.medicareTotals == .allocate && !keepsUnits(item) {
        chunk.items[item].units = Int32(suggested[index])
        trace?.allocated.insert(item)
      }
    }
    if day.count > Self.listedCharges { details.append("…") }
    let total = suggested.reduce(0, +)
    details.append("\(charged) -> \(total) units in all")
    let text = writer.keepMessage(details.joined(separator: "; "))
    find(
      .medicareTotal, session(day[0]),
      .subject(text, Int32(clamping: charged), Int32(clamping: total)))
  }

  /// A number for each text, in the order of the texts; equal texts have one number.
  private func numbers(of texts: [Text]) -> [Int] {
    let pool = practice.pool
    let sorted = texts.indices.sorted { pool.compare(texts[$0], texts[$1]) < 0 }
    var numbers = [Int](repeating: 0, count: texts.count)
    var number = 0
    for place in sorted.indices.dropFirst() {
      if !pool.equal(texts[sorted[place]], texts[sorted[place - 1]]) { number += 1 }
      numbers[sorted[place]] = number
    }
    return numbers
  }
}
