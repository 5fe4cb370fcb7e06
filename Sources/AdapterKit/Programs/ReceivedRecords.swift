/// A kind of records that a program for an output receives.
public enum ReceivedRecords: String, Sendable, CaseIterable {
  /// Claims that are Ready to Submit, as one claims transaction (CLM-8).
  case claims
  /// Charge items, as the billing export has them (EXP-2).
  case chargeItems = "charge_items"
  /// The rows of the duplicates report (DUP-2).
  case duplicates
}
