import ClaimCore

/// What the merger needs of a reference record.
protocol ReferenceRecord: BitwiseCopyable, Sendable {
  var position: Position { get set }
  /// Missing where the type has no key (REC-2); the second is missing where it is one field.
  var key: (Text, Text) { get }
}

extension ReferenceRecord {
  var key: (Text, Text) { (.missing, .missing) }
}

extension Patient: ReferenceRecord { var key: (Text, Text) { (id, .missing) } }
extension Practitioner: ReferenceRecord { var key: (Text, Text) { (id, .missing) } }
extension PractitionerQualification: ReferenceRecord {}
extension Location: ReferenceRecord { var key: (Text, Text) { (id, .missing) } }
extension BusinessUnit: ReferenceRecord { var key: (Text, Text) { (id, .missing) } }
extension Payer: ReferenceRecord { var key: (Text, Text) { (id, .missing) } }
extension Plan: ReferenceRecord { var key: (Text, Text) { (id, .missing) } }
extension PlanBenefit: ReferenceRecord { var key: (Text, Text) { (planID, serviceCode) } }
extension BenefitQualification: ReferenceRecord {}
extension FeeSchedule: ReferenceRecord {}
extension Coverage: ReferenceRecord { var key: (Text, Text) { (id, .missing) } }
extension Authorization: ReferenceRecord { var key: (Text, Text) { (number, .missing) } }
extension RenderingAssignment: ReferenceRecord {}
extension Case: ReferenceRecord { var key: (Text, Text) { (id, .missing) } }
extension Diagnosis: ReferenceRecord {}
extension ReferringProvider: ReferenceRecord {}
