/// UNIT-5 for a patient's days.
extension PatientBilling {
  /// How many charges a finding lists.
  private static let listedCharges = 20

  mutating func countMedicareTotals(_ items: Range<Int>) {
    medicareKeys.removeAll(keepingCapacity: true)
    for index in items where chunk.items[index].rule == .medicare && chunk.items[index].timed {
      let session = Int(chunk.items[index].session)
      guard chunk.sessions[session].status == .submitted else { continue }
      medicareKeys.append(
        MedicareKey(
          chunk.items[index].dateOfService, chunk.sessions[session].businessUnit, item: index))
    }
    // A charge alone has its own total.
    if medicareKeys.count < 2 { return }
    medicareKeys.sort { $0.day != $1.day ? $0.day < $1.day : $0.item < $1.item }
    var start = 0
    for place in 1...medicareKeys.count
    where place == medicareKeys.count || medicareKeys[place].day != medicareKeys[start].day {
      if place - start > 1 {
        countMedicareTotal(medicareKeys[start..<place].map { Int($0.item) })
      }
      start = place
    }
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

/// The date and business unit that a Medicare charge counts for.
struct MedicareKey: BitwiseCopyable {
  let day: UInt64
  let item: UInt32

  init(_ date: CivilDate, _ unit: Ref<BusinessUnit>, item: Int) {
    day = UInt64(date.order) << 32 | UInt64(unit.raw)
    self.item = UInt32(item)
  }
}
