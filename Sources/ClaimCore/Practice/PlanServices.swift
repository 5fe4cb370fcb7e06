/// What a plan says about a service code, found at once.
struct PlanService: BitwiseCopyable {
  var serviceCode: Text
  /// Or none (COV-4).
  var benefit: Ref<PlanBenefit>
  /// Rows of ``PracticeLinks/benefitQualifications``: they bind also where there is no benefit.
  var qualifications: Span32

  static func none(_ serviceCode: Text) -> PlanService {
    PlanService(
      serviceCode: serviceCode, benefit: .none, qualifications: Span32(start: 0, count: 0))
  }
}

extension PracticeLinks {
  /// By plan, sorted by service code: those with a benefit, and those that only require
  /// qualifications.
  static func services(
    plans: Int, _ records: PracticeRecords, _ benefits: borrowing Grouped<Ref<PlanBenefit>>,
    _ qualifications: borrowing Grouped<BenefitQualification>, _ pool: TextPool
  ) -> Grouped<PlanService> {
    var services: [(plan: Int, service: PlanService)] = []
    for plan in 0..<plans {
      var own: [PlanService] = []
      for row in benefits.range(plan) {
        let ref = benefits.rows[row]
        var service = PlanService.none(records.planBenefits[ref.index].serviceCode)
        service.benefit = ref
        own.append(service)
      }
      for row in qualifications.range(plan) {
        var service = PlanService.none(qualifications.rows[row].serviceCode)
        service.qualifications = Span32(start: row, count: 1)
        own.append(service)
      }
      // Stable: a benefit before what it requires, and rows in their order.
      own.sort { pool.compare($0.serviceCode, $1.serviceCode) < 0 }
      for service in own {
        if let last = services.last, last.plan == plan,
          pool.equal(last.service.serviceCode, service.serviceCode)
        {
          services[services.count - 1].service.add(service)
        } else {
          services.append((plan, service))
        }
      }
    }
    let groups = services.last.map { $0.plan + 1 } ?? 0
    var next = 0
    return Grouped(groups: groups, services.lazy.map(\.service)) { _ in
      defer { next += 1 }
      return UInt32(services[next].plan)
    }
  }
}

extension PlanService {
  /// Of one code: the first benefit counts, and rows that require qualifications stand together.
  fileprivate mutating func add(_ other: PlanService) {
    if benefit.isNone { benefit = other.benefit }
    if qualifications.count == 0 { qualifications.start = other.qualifications.start }
    qualifications.count += other.qualifications.count
  }
}

extension Practice {
  func service(_ serviceCode: Text, of plan: Ref<Plan>) -> PlanService {
    if plan.isNone { return .none(serviceCode) }
    let range = links.services.range(plan.index)
    let row = lowerBound(range) {
      pool.compare(links.services.rows[$0].serviceCode, serviceCode) < 0
    }
    guard row < range.upperBound, pool.equal(links.services.rows[row].serviceCode, serviceCode)
    else { return .none(serviceCode) }
    return links.services.rows[row]
  }
}
