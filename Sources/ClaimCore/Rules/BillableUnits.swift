/// How many units a session's minutes make (billing.md section 3).
public enum BillableUnits {
  /// UNIT-2: started units of `timePerUnit` minutes.
  public static func commercial(minutes: Int, timePerUnit: Int) -> Int {
    (minutes + timePerUnit - 1) / timePerUnit
  }

  /// UNIT-3: quarter hours, half up.
  public static func ama(minutes: Int) -> Int {
    (2 * minutes + 15) / 30
  }

  /// UNIT-2, UNIT-3, UNIT-4 and UNIT-6 for one charge.
  static func units(rule: BillingRule, minutes: Int, timePerUnit: Int, timed: Bool) -> Int {
    guard timed else { return 1 }
    return rule == .commercial
      ? commercial(minutes: minutes, timePerUnit: timePerUnit) : ama(minutes: minutes)
  }
}

/// UNIT-1: the most specific setting that says something.
package struct RuleSelection: BitwiseCopyable, Sendable {
  /// Which setting said it.
  package enum Source: BitwiseCopyable, Sendable {
    case ofCase, medicarePayer, payer, manifest
    /// None did: Commercial.
    case unspecified
  }

  package let rule: BillingRule
  package let source: Source
  /// The case's rule won over a Medicare payer.
  package let overridesMedicare: Bool

  init(case caseRule: BillingRule, payer: Payer?, fallback: BillingRule) {
    let isMedicare = payer?.medicare ?? false
    if caseRule != .notSpecified {
      rule = caseRule
      source = .ofCase
      overridesMedicare = isMedicare && caseRule != .medicare
      return
    }
    overridesMedicare = false
    if isMedicare {
      rule = .medicare
      source = .medicarePayer
    } else if let payer, payer.billingRule != .notSpecified {
      rule = payer.billingRule
      source = .payer
    } else if fallback != .notSpecified {
      rule = fallback
      source = .manifest
    } else {
      rule = .commercial
      source = .unspecified
    }
  }
}
