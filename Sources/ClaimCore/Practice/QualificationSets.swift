/// Qualifications that benefits require and practitioners hold, as sets of bits (REND-1).
///
/// A practice that requires more than 64 has no sets, and is asked by their texts.
struct QualificationSets: ~Copyable, Sendable {
  /// Whether there are sets.
  let areMade: Bool
  /// By row of ``PracticeLinks/benefitQualifications``: any of these will do.
  let required: Table<UInt64>
  /// By row of ``PracticeLinks/qualifications``: none where nothing requires it.
  let held: Table<UInt64>

  init(
    required: borrowing Grouped<BenefitQualification>,
    held: borrowing Grouped<PractitionerQualification>, pool: TextPool
  ) {
    var writer = TextWriter(pool, chunkSize: 1 << 12)
    var lists: [[Text]] = []
    for row in required.rows.indices {
      var list: [Text] = []
      pool.forEachElement(of: required.rows[row].anyOf) { list.append(writer.keep($0)) }
      lists.append(list)
    }
    guard let numbers = NumberedTexts(lists.joined(), pool: pool) else {
      areMade = false
      self.required = Table([])
      self.held = Table([])
      return
    }
    areMade = true
    var sets: [UInt64] = []
    for list in lists {
      var set: UInt64 = 0
      for text in list { set |= numbers.bit(of: text) }
      sets.append(set)
    }
    self.required = Table(sets)
    sets.removeAll()
    for row in held.rows.indices { sets.append(numbers.bit(of: held.rows[row].qualification)) }
    self.held = Table(sets)
  }
}
