extension RenderingStory {
  init(of session: Session, _ item: ChargeItem, in practice: Practice) {
    let date = item.dateOfService
    let service = practice.service(session.serviceCode, of: item.plan)
    provider = RenderingProvider(session: session, service: service, on: date, in: practice)
    let links = practice.links
    let held =
      session.practitioner.isNone
      ? []
      : links.qualifications.range(session.practitioner.index)
        .map { links.qualifications.rows[$0] }
    var requirements: [Requirement] = []
    _ = practice.allRequired(service) { required in
      requirements.append(
        Requirement(
          required: required,
          met: held.first {
            $0.dates.contains(date)
              && practice.pool.list(required.anyOf, contains: $0.qualification)
          }))
      return true
    }
    self.requirements = requirements
    lapsed = held.filter { held in
      !held.dates.contains(date)
        && requirements.contains {
          practice.pool.list($0.required.anyOf, contains: held.qualification)
        }
    }
    assignments =
      session.authorization.isNone
      ? []
      : practice.patientLinks.assignments.range(session.authorization.index).map { row in
        let assignment = practice.patientLinks.assignments.rows[row]
        return Assignment(
          practitioner: assignment.practitioner, dates: assignment.dates,
          position: assignment.position, isInForce: assignment.dates.contains(date))
      }
  }
}

extension PatientBilling {
  /// MOD-1: the plan's modifier requirements in their order.
  func modifierStories(of item: ChargeItem, _ session: Session) -> [ModifierStory] {
    var present: [UInt8] = []
    practice.pool.forEachElement(of: session.modifiers) { Self.add($0, to: &present) }
    return requirements(of: item.plan).modifiers.range.map { row in
      let requirement = practice.links.modifierRequirements[row]
      var verdict = ModifierStory.Verdict.added
      if !practice.applies(requirement.condition, to: session, on: item.dateOfService) {
        verdict = .notMet
      } else if !practice.hasFee(
        item, businessUnit: session.businessUnit, with: requirement.modifier)
      {
        verdict = .noFee
      } else {
        let before = present
        practice.pool.withBytes(requirement.modifier) { Self.add($0, to: &present) }
        if present == before { verdict = .present }
      }
      return ModifierStory(
        modifier: requirement.modifier, condition: requirement.condition, verdict: verdict)
    }
  }
}
