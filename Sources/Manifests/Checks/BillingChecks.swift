import ClaimCore

/// Reads `billing`, `approve` and `claims`: what the core decides by.
enum BillingChecks {
  static func read(_ root: CheckedObject, scope: Scope) -> BillingSettings {
    var settings = BillingSettings()
    settings.approval.scope = scope
    settings.claims.scope = scope
    if let billing = root.optional("billing")?.object(keys: ["default_rule", "medicare_totals"]) {
      settings.defaultRule =
        billing.optional("default_rule")?.word(as: BillingRule.self, what: "rule")
        ?? settings.defaultRule
      settings.medicareTotals =
        billing.optional("medicare_totals")?
        .word(as: BillingSettings.MedicareTotals.self, what: "value") ?? settings.medicareTotals
    }
    approval(root.optional("approve"), into: &settings.approval)
    claims(root.optional("claims"), into: &settings.claims)
    return settings
  }

  private static func approval(
    _ value: CheckedValue?, into settings: inout BillingSettings.Approval
  ) {
    let keys = ["policy", "allow_duplicates"] + ScopeChecks.keys
    guard let object = value?.object(keys: keys) else { return }
    if let policy = object.optional("policy")?.word(of: ["auto", "manual"], what: "policy") {
      settings.isAutomatic = policy == "auto"
    }
    settings.allowsDuplicates =
      object.optional("allow_duplicates")?.boolean() ?? settings.allowsDuplicates
    settings.scope = settings.scope.narrowed(by: ScopeChecks.read(object))
  }

  private static func claims(_ value: CheckedValue?, into settings: inout BillingSettings.Claims) {
    let keys = ["generate", "as_draft", "max_lines", "merge_modifiers"] + ScopeChecks.keys
    guard let object = value?.object(keys: keys) else { return }
    settings.generate = object.optional("generate")?.boolean() ?? settings.generate
    settings.asDraft = object.optional("as_draft")?.boolean() ?? settings.asDraft
    settings.maxLines = object.optional("max_lines")?.integer(in: 1...50) ?? settings.maxLines
    settings.mergeModifiers =
      object.optional("merge_modifiers")?.boolean() ?? settings.mergeModifiers
    settings.scope = settings.scope.narrowed(by: ScopeChecks.read(object))
  }
}
