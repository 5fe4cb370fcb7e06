/// What keeps two charge items on different lines, or two lines on different claims (CLM-2, CLM-3).
package struct Difference: BitwiseCopyable, Sendable {
  package enum Field: String, BitwiseCopyable, Sendable, CaseIterable {
    case startDate = "start_date"
    case endDate = "end_date"
    case procedureCode = "procedure_code"
    /// They are made into different corrections (CLM-9).
    case correction
    case authorizationNumber = "authorization_number"
    case rendering = "rendering_provider"
    case facility, coverage
    case businessUnit = "business_unit"
    case placeOfService = "place_of_service"
    case modifiers
  }

  /// The first field that differs, in the order that they are compared.
  package let field: Field
  /// Below or above 0 as the first stands before or after the second.
  let order: Int

  @inline(__always)
  init(_ field: Field, _ isBefore: Bool) {
    self.field = field
    order = isBefore ? -1 : 1
  }
}
