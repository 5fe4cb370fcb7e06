import ClaimCore
import Intake

/// What plans, coverages and fees of one row need of each other.
enum Insurance {
  static func settle(
    _ guess: inout RecordGuess, in table: SampleTable, _ shared: [String: FieldGuess]
  ) {
    switch guess.kind {
    case .plans: takePayers(&guess, in: table)
    case .feeSchedules:
      // A price is the plan's or the business unit's.
      if guess.field("plan_id") != nil { guess.fields.removeAll { $0.field == "business_unit_id" } }
      if var price = guess.field("billing_amount") {
        price.questions.append("is it the price of one unit?")
        guess.set(price)
      }
    default: break
    }
  }

  /// Where rows name a payer and no plan, the payer's id serves as the plan's.
  private static func takePayers(_ guess: inout RecordGuess, in table: SampleTable) {
    guard let plan = guess.field("plan_id"), let payer = guess.field("payer_id"),
      let schema = RecordSchema.of(.plans).field("plan_id"),
      let planColumn = plan.columns.first.flatMap(table.column),
      let payerColumn = payer.columns.first.flatMap(table.column),
      planColumn.name != payerColumn.name
    else { return }
    let lacks = zip(planColumn.values, payerColumn.values).contains { $0 == nil && $1 != nil }
    guard lacks else { return }
    var made = payer.for(schema, .plans)
    made.reason = "\(planColumn.name) is blank in some rows"
    made.questions = ["does each payer have one plan? \(planColumn.name) is blank in some rows"]
    guess.set(made)
    // Which of several plans a payer's rows name would differ.
    guess.fields.removeAll { $0.field == "name" && $0.columns == [planColumn.name] }
  }
}
