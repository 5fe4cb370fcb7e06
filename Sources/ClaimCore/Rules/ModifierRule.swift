/// The modifiers of a charge item (MOD-1, section 8).
extension PatientBilling {
  /// How many modifiers a claim line takes.
  static let modifierLimit = 4

  /// The session's modifiers in their order, then those that the plan's requirements add; none twice.
  mutating func modifiers(
    of session: Session, _ item: ChargeItem, _ requirements: PlanRequirements
  ) -> Text {
    let list = session.modifiers
    if requirements.modifiers.count == 0 && practice.pool.isShortList(list) { return list }
    scratch.removeAll(keepingCapacity: true)
    practice.pool.forEachElement(of: list) { Self.add($0, to: &scratch) }
    for row in requirements.modifiers.range {
      let requirement = practice.links.modifierRequirements[row]
      if practice.applies(requirement.condition, to: session, on: item.dateOfService),
        practice.hasFee(item, businessUnit: session.businessUnit, with: requirement.modifier)
      {
        practice.pool.withBytes(requirement.modifier) { Self.add($0, to: &scratch) }
      }
    }
    return writer.keepShared(scratch)
  }

  /// Adds a modifier to a list joined by `:`, unless it is there.
  static func add(_ modifier: UnsafeBufferPointer<UInt8>, to list: inout [UInt8]) {
    if modifier.isEmpty || holds(list, modifier) { return }
    if !list.isEmpty { list.append(TextPool.separator) }
    list.append(contentsOf: modifier)
    // No modifiers that fit a claim come near this; what is cut stays wrong, and its claim Draft.
    if list.count > Text.lengthLimit { list.removeLast(list.count - Text.lengthLimit) }
  }

  /// Of a list that no claim could take, only the beginning is looked through: a thousand
  /// modifiers would be compared with a thousand.
  private static let searchedBytes = 1024

  private static func holds(_ list: [UInt8], _ modifier: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    let end = min(list.count, searchedBytes)
    for index in 0...end where index == end || list[index] == TextPool.separator {
      if index - start == modifier.count, list[start..<index].elementsEqual(modifier) {
        return true
      }
      start = index + 1
    }
    return false
  }
}

extension Practice {
  /// Whether a plan's modifier requirement is about a session, fee schedules aside.
  func applies(
    _ condition: ModifierRequirement.Condition, to session: Session, on date: CivilDate
  ) -> Bool {
    switch condition {
    case .always: true
    case .telehealth: session.telecare
    case .qualification(let qualification):
      !session.practitioner.isNone && holds(session.practitioner, qualification, on: date)
    case .location(let type):
      !session.location.isNone && locations[session.location].type == type
    }
  }

  /// Whether a fee schedule row in force of the item's procedure, the plan's or the business unit's,
  /// has a modifier (section 8).
  func hasFee(
    _ item: ChargeItem, businessUnit: Ref<BusinessUnit>, with modifier: Text
  ) -> Bool {
    var found = false
    let look = { (fee: FeeIndex.Row) in
      if !found, self.pool.list(fee.modifiers, contains: modifier) { found = true }
    }
    feeIndex.forEachRow(plan: item.plan, item.procedureCode, on: item.dateOfService, look)
    if !found {
      feeIndex.forEachRow(
        businessUnit: businessUnit, item.procedureCode, on: item.dateOfService, look)
    }
    return found
  }
}
