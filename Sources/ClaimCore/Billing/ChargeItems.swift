/// One session becomes one charge item (sections 2 to 6).
extension PatientBilling {
  /// - Parameter index: in the chunk's sessions.
  mutating func addItem(for index: Int) {
    let session = chunk.sessions[index]
    let authorization =
      session.authorization.isNone ? nil : practice.authorizations[session.authorization]
    let earlier = earlier(index)
    let transition = transition(
      session, from: stateSoFar(session, earlier).status, earlier, hasChanged: false,
      authorizationIsPending: authorization?.status == .pending)
    trace?.seen[index] = transition
    let isBilledExternally = session.billedExternally || earlier.billedExternally
    guard let status = transition.status else {
      if isBilledExternally { find(.billedExternallyAndCancelled, session) }
      return
    }
    let dates = ServiceDates(start: session.start, end: session.end)
    let coverage = coverage(of: session, authorization, on: dates.start)
    let plan = coverage.isNone ? Ref.none : practice.links.coverages[coverage].plan
    let service = practice.service(session.serviceCode, of: plan)
    let benefit = benefit(service, session)
    let rule = rule(of: session, coverage)
    var item = ChargeItem(
      session: UInt32(index), patient: session.patient, coverage: coverage, plan: plan,
      benefit: benefit.ref, rendering: .none,
      facility: FacilityRule(of: session, in: practice).facility,
      procedureCode: benefit.procedureCode, placeOfService: .missing, modifiers: .missing,
      dateOfService: dates.start, endDate: dates.end, minutes: dates.minutes, units: 0,
      suggestedUnits: -1, timePerUnit: benefit.timePerUnit, rule: rule, timed: benefit.timed,
      status: status, billedExternally: isBilledExternally, refusal: nil,
      claim: ChargeItem.noClaim)
    item.units = Int32(
      BillableUnits.units(
        rule: rule, minutes: Int(dates.minutes), timePerUnit: Int(benefit.timePerUnit),
        timed: benefit.timed))
    if benefit.timed && rule != .commercial && benefit.timePerUnit != 15 {
      find(.timePerUnitIgnored, session, .subject(.missing, benefit.timePerUnit))
    }
    complete(&item, session, service)
    recall(&item, session, earlier)
    chunk.items.append(item)
  }

  /// Place of service, modifiers and rendering provider.
  private mutating func complete(
    _ item: inout ChargeItem, _ session: Session, _ service: PlanService
  ) {
    let requirements = requirements(of: item.plan)
    item.placeOfService = placeOfService(of: session, requirements).place
    if item.placeOfService.isMissing { find(.noPlaceOfService, session) }
    item.modifiers = modifiers(of: session, item, requirements)
    let modifierCount = practice.pool.elementCount(of: item.modifiers)
    if modifierCount > Self.modifierLimit {
      find(.tooManyModifiers, session, .subject(item.modifiers, Int32(modifierCount)))
    }
    let rendering = RenderingProvider(
      session: session, service: service, on: item.dateOfService, in: practice)
    item.rendering = rendering.practitioner
    if rendering.practitioner.isNone {
      rendering.assigned > 1
        ? find(.severalRenderingProviders, session, .subject(.missing, Int32(rendering.assigned)))
        : find(.noRenderingProvider, session)
    }
  }

  @inline(__always)
  func placeOfService(
    of session: Session, _ requirements: PlanRequirements
  ) -> PlaceOfServiceRule {
    PlaceOfServiceRule(
      own: session.placeOfService, telecare: session.telecare,
      location: session.location.isNone ? nil : practice.locations[session.location].type,
      requirements: requirements)
  }

  /// COV-1 to COV-3 and COV-5.
  private mutating func coverage(
    of session: Session, _ authorization: Authorization?, on date: CivilDate
  ) -> Ref<Coverage> {
    let selection = coverageSelection(of: session, on: date)
    if !selection.lapsed.isNone {
      find(
        .authorizedCoverageNotInForce, session, .subject(practice.coverages[selection.lapsed].id))
    }
    if selection.coverage.isNone {
      find(.noCoverage, session)
    } else if selection.candidates > 1 {
      find(
        .severalCoverages, session,
        .subject(practice.coverages[selection.coverage].id, Int32(selection.candidates)))
    }
    if let authorization, !authorization.dates.contains(date) {
      find(.outsideAuthorization, session, .subject(authorization.number))
    }
    return selection.coverage
  }

  @inline(__always)
  func coverageSelection(of session: Session, on date: CivilDate) -> CoverageSelection {
    CoverageSelection(
      patient: session.patient, authorization: session.authorization, case: session.case, on: date,
      in: practice)
  }

  /// A plan's benefit for a service, or the defaults.
  private struct Benefit {
    var ref: Ref<PlanBenefit>
    var procedureCode: Text
    var timePerUnit: Int32
    var timed: Bool
  }

  /// COV-4.
  @inline(__always)
  private mutating func benefit(_ service: PlanService, _ session: Session) -> Benefit {
    if !service.benefit.isNone {
      let benefit = practice.planBenefits[service.benefit]
      return Benefit(
        ref: service.benefit, procedureCode: benefit.procedureCode,
        timePerUnit: benefit.timePerUnit, timed: benefit.timed)
    }
    find(.noBenefit, session, .subject(session.serviceCode))
    return Benefit(ref: .none, procedureCode: session.serviceCode, timePerUnit: 15, timed: true)
  }

  /// UNIT-1.
  private mutating func rule(of session: Session, _ coverage: Ref<Coverage>) -> BillingRule {
    let selection = ruleSelection(of: session, coverage)
    if selection.overridesMedicare { find(.caseOverMedicare, session) }
    return selection.rule
  }

  @inline(__always)
  func ruleSelection(of session: Session, _ coverage: Ref<Coverage>) -> RuleSelection {
    let payer = coverage.isNone ? Ref.none : practice.links.coverages[coverage].payer
    return RuleSelection(
      case: session.case.isNone ? .notSpecified : practice.cases[session.case].billingRule,
      payer: payer.isNone ? nil : practice.payers[payer], fallback: settings.defaultRule)
  }
}
