import ClaimCore

/// A text that the 837P carries, and how many characters its element takes.
struct X12Field {
  /// Such as `patient.last_name`.
  let name: String
  let text: Text
  let least: Int
  let most: Int

  init(_ name: String, _ text: Text, _ lengths: ClosedRange<Int>) {
    self.name = name
    self.text = text
    least = lengths.lowerBound
    most = lengths.upperBound
  }

  /// NM103 of a person or an organization; NM104.
  static let lastName = 1...60
  static let firstName = 1...35
  /// N301 and N302; N401.
  static let addressLine = 1...55
  static let city = 2...30
  /// NM109.
  static let id = 2...80
  /// PER02.
  static let contactName = 1...60
  /// REF02.
  static let reference = 1...50
}

/// Takes a text; `false` says that it wants no more.
typealias X12FieldVisit = (X12Field) -> Bool

extension Patient {
  func forEachX12Text(_ visit: X12FieldVisit) {
    _ =
      visit(X12Field("patient.last_name", lastName, X12Field.lastName))
      && visit(X12Field("patient.first_name", firstName, X12Field.firstName))
      && visit(X12Field("patient.address_line1", address.line1, X12Field.addressLine))
      && visit(X12Field("patient.address_line2", address.line2, X12Field.addressLine))
      && visit(X12Field("patient.city", address.city, X12Field.city))
  }
}

extension Coverage {
  /// The holder's names stand on the claim only where the holder is not the patient.
  func forEachX12Text(_ visit: X12FieldVisit) {
    let (last, first) = (policyHolder.lastName, policyHolder.firstName)
    _ =
      visit(X12Field("policy_holder.member_id", memberID, X12Field.id))
      && relationship != .self
      && visit(X12Field("policy_holder.last_name", last, X12Field.lastName))
      && visit(X12Field("policy_holder.first_name", first, X12Field.firstName))
  }
}

extension Payer {
  func forEachX12Text(_ visit: X12FieldVisit) {
    _ =
      visit(X12Field("payer.name", name, X12Field.lastName))
      && visit(X12Field("payer.electronic_payer_id", electronicPayerID, X12Field.id))
  }
}

extension BusinessUnit {
  /// The contact stands on the claim with the phone or not at all.
  func forEachX12Text(in pool: TextPool, _ visit: X12FieldVisit) {
    _ =
      visit(X12Field("billing_provider.name", name, X12Field.lastName))
      && visit(X12Field("billing_provider.address_line1", address.line1, X12Field.addressLine))
      && visit(X12Field("billing_provider.address_line2", address.line2, X12Field.addressLine))
      && visit(X12Field("billing_provider.city", address.city, X12Field.city))
      && pool.isPhone(phone)
      && visit(X12Field("billing_provider.contact_name", contactName, X12Field.contactName))
  }
}

extension Practitioner {
  func forEachX12Text(_ visit: X12FieldVisit) {
    _ =
      visit(X12Field("rendering_provider.last_name", lastName, X12Field.lastName))
      && visit(X12Field("rendering_provider.first_name", firstName, X12Field.firstName))
  }
}

extension ReferringProvider {
  func forEachX12Text(_ visit: X12FieldVisit) {
    _ =
      visit(X12Field("referring_provider.last_name", lastName, X12Field.lastName))
      && visit(X12Field("referring_provider.first_name", firstName, X12Field.firstName))
  }
}

extension Location {
  /// - Parameter name: the one that the claim gives it.
  func forEachX12Text(named name: Text, _ visit: X12FieldVisit) {
    _ =
      visit(X12Field("facility.name", name, X12Field.lastName))
      && visit(X12Field("facility.address_line1", address.line1, X12Field.addressLine))
      && visit(X12Field("facility.address_line2", address.line2, X12Field.addressLine))
      && visit(X12Field("facility.city", address.city, X12Field.city))
  }
}
