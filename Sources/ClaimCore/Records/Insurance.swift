/// An insurance company; key `payer_id`.
public struct Payer: BitwiseCopyable, Sendable {
  public var id: Text
  public var name: Text
  public var medicare: Bool
  public var billingRule: BillingRule
  public var electronicPayerID: Text
  public var position: Position

  public init(
    id: Text, name: Text, medicare: Bool, billingRule: BillingRule, electronicPayerID: Text,
    position: Position
  ) {
    self.id = id
    self.name = name
    self.medicare = medicare
    self.billingRule = billingRule
    self.electronicPayerID = electronicPayerID
    self.position = position
  }
}

/// A payer's plan; key `plan_id`.
public struct Plan: BitwiseCopyable, Sendable {
  public var id: Text
  public var payerID: Text
  public var name: Text
  public var requirements: Text
  public var position: Position

  public init(
    id: Text, payerID: Text, name: Text, requirements: Text, position: Position
  ) {
    self.id = id
    self.payerID = payerID
    self.name = name
    self.requirements = requirements
    self.position = position
  }
}

/// What a plan pays for a service; key `plan_id`, `service_code`.
public struct PlanBenefit: BitwiseCopyable, Sendable {
  public var planID: Text
  public var serviceCode: Text
  public var procedureCode: Text
  public var timePerUnit: Int32
  public var unitType: Text
  public var timed: Bool
  public var position: Position

  public init(
    planID: Text, serviceCode: Text, procedureCode: Text, timePerUnit: Int32, unitType: Text,
    timed: Bool, position: Position
  ) {
    self.planID = planID
    self.serviceCode = serviceCode
    self.procedureCode = procedureCode
    self.timePerUnit = timePerUnit
    self.unitType = unitType
    self.timed = timed
    self.position = position
  }
}

/// One claim qualification that a benefit requires: any of a list.
public struct BenefitQualification: BitwiseCopyable, Sendable {
  public var planID: Text
  public var serviceCode: Text
  public var anyOf: Text
  public var position: Position

  public init(
    planID: Text, serviceCode: Text, anyOf: Text, position: Position
  ) {
    self.planID = planID
    self.serviceCode = serviceCode
    self.anyOf = anyOf
    self.position = position
  }
}

/// The price of a procedure, by plan or by business unit.
public struct FeeSchedule: BitwiseCopyable, Sendable {
  public var planID: Text
  public var businessUnitID: Text
  public var procedureCode: Text
  public var modifiers: Text
  public var billingAmount: Money
  public var expectedAmount: OptionalMoney
  public var dates: DateRange
  public var position: Position

  public init(
    planID: Text, businessUnitID: Text, procedureCode: Text, modifiers: Text, billingAmount: Money,
    expectedAmount: OptionalMoney, dates: DateRange, position: Position
  ) {
    self.planID = planID
    self.businessUnitID = businessUnitID
    self.procedureCode = procedureCode
    self.modifiers = modifiers
    self.billingAmount = billingAmount
    self.expectedAmount = expectedAmount
    self.dates = dates
    self.position = position
  }
}
