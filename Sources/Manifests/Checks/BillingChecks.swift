import ClaimCore

/// Reads `billing`, `approve` and `claims`: what the core decides by.
enum BillingChecks {
  static func read(_ root: CheckedObject, scope: Scope) -> BillingSettings {
    var settings = BillingSettings()
    settings.approval.scope = scope
    settings.claims.scope = scope
    if let billing = root.read(RootKeys.billing) {
      settings.defaultRule = billing.read(BillingKeys.defaultRule) ?? settings.defaultRule
      settings.medicareTotals = billing.read(BillingKeys.medicareTotals) ?? settings.medicareTotals
    }
    if let approval = root.read(RootKeys.approve) { read(approval, into: &settings.approval) }
    if let claims = root.read(RootKeys.claims) { read(claims, into: &settings.claims) }
    return settings
  }

  private static func read(
    _ object: CheckedObject, into settings: inout BillingSettings.Approval
  ) {
    if let policy = object.read(ApprovalKeys.policy) { settings.isAutomatic = policy == .auto }
    settings.allowsDuplicates =
      object.read(ApprovalKeys.allowDuplicates) ?? settings.allowsDuplicates
    settings.scope = settings.scope.narrowed(by: ScopeChecks.read(object))
  }

  private static func read(_ object: CheckedObject, into settings: inout BillingSettings.Claims) {
    settings.generate = object.read(ClaimsKeys.generate) ?? settings.generate
    settings.asDraft = object.read(ClaimsKeys.asDraft) ?? settings.asDraft
    settings.maxLines = object.read(ClaimsKeys.maxLines) ?? settings.maxLines
    settings.mergeModifiers = object.read(ClaimsKeys.mergeModifiers) ?? settings.mergeModifiers
    settings.scope = settings.scope.narrowed(by: ScopeChecks.read(object))
  }
}
