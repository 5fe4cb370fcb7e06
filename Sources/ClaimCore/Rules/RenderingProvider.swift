/// Whose name goes on the claim (REND-1 to REND-3).
package struct RenderingProvider: BitwiseCopyable, Sendable {
  package enum Source: BitwiseCopyable, Sendable {
    /// REND-1
    case session
    /// REND-2
    case assignment
    /// REND-3
    case none
  }

  /// Or none (REND-3).
  package let practitioner: Ref<Practitioner>
  package let source: Source
  /// Practitioners that the authorization names on the date, where REND-2 was asked.
  package let assigned: Int

  /// - Parameter service: the session's, by the plan that pays.
  init(session: Session, service: PlanService, on date: CivilDate, in practice: Practice) {
    if !session.practitioner.isNone,
      practice.isQualified(session.practitioner, for: service, on: date)
    {
      practitioner = session.practitioner
      source = .session
      assigned = 0
      return
    }
    var found: Ref<Practitioner> = .none
    var count = 0
    if !session.authorization.isNone {
      for row in practice.patientLinks.assignments.range(session.authorization.index) {
        let assignment = practice.patientLinks.assignments.rows[row]
        guard !assignment.practitioner.isNone, assignment.dates.contains(date),
          assignment.practitioner != found
        else { continue }
        found = assignment.practitioner
        count += 1
      }
    }
    practitioner = count == 1 ? found : .none
    source = count == 1 ? .assignment : .none
    assigned = count
  }
}

extension Practice {
  /// Whether a practitioner holds every claim qualification that the plan requires for a service on
  /// the date: each row of `benefit_qualifications` is met by any one of its list.
  func isQualified(
    _ practitioner: Ref<Practitioner>, for service: PlanService, on date: CivilDate
  ) -> Bool {
    if service.qualifications.count == 0 { return true }
    guard links.qualificationSets.areMade else {
      return allRequired(service) { holds(practitioner, anyOf: $0.anyOf, on: date) }
    }
    var held: UInt64 = 0
    for row in links.qualifications.range(practitioner.index)
    where links.qualifications.rows.withRows({ $0[row].dates.contains(date) }) {
      held |= links.qualificationSets.held[row]
    }
    for row in service.qualifications.range
    where links.qualificationSets.required[row] & held == 0 {
      return false
    }
    return true
  }

  /// Whether `isMet` says so of every row of `benefit_qualifications` that a plan has for a service.
  @inline(__always)
  func allRequired(_ service: PlanService, _ isMet: (BenefitQualification) -> Bool) -> Bool {
    service.qualifications.range.allSatisfy { isMet(links.benefitQualifications.rows[$0]) }
  }

  /// - Parameter anyOf: qualifications joined by `:`.
  func holds(_ practitioner: Ref<Practitioner>, anyOf list: Text, on date: CivilDate) -> Bool {
    for row in links.qualifications.range(practitioner.index) {
      let held = links.qualifications.rows[row]
      if held.dates.contains(date), pool.list(list, contains: held.qualification) { return true }
    }
    return false
  }

  /// Whether a practitioner holds one qualification on a date.
  func holds(_ practitioner: Ref<Practitioner>, _ qualification: Text, on date: CivilDate) -> Bool {
    for row in links.qualifications.range(practitioner.index) {
      let held = links.qualifications.rows[row]
      if held.dates.contains(date), pool.equal(held.qualification, qualification) { return true }
    }
    return false
  }
}

extension Practice {
  /// Whether the plan requires any qualification for anything.
  func requiresQualifications(_ plan: Ref<Plan>) -> Bool {
    !links.benefitQualifications.range(plan.index).isEmpty
  }
}
