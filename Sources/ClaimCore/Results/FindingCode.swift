/// Every finding's stable code; the part before the dot is the rule it comes from.
public enum FindingCode: String, BitwiseCopyable, CaseIterable, Sendable {
  case recordRejected = "REC.rejected"
  case sessionReplaced = "REC-1.replaced"
  case sessionRepeated = "REC-1.identical"
  case duplicateKey = "REC-2.duplicate_key"
  case unknownReference = "REC-3.unknown"
  case otherPatient = "REC-3.other_patient"
  case timeSkipped = "DATE-1.skipped"
  case timeRepeated = "DATE-1.repeated"
  case unknownTimeZone = "DATE-1.unknown_time_zone"
  case authorizedCoverageNotInForce = "COV-1.not_in_force"
  case severalCoverages = "COV.several"
  case noCoverage = "COV.none"
  case noBenefit = "COV-4.no_benefit"
  case outsideAuthorization = "COV-5.outside_authorization"
  case caseOverMedicare = "UNIT-1.case_over_medicare"
  case eachSessionRoundedUp = "UNIT-2.rounded_up"
  case timePerUnitIgnored = "UNIT-3.time_per_unit"
  case medicareTotal = "UNIT-5.medicare_total"
  case zeroUnits = "UNIT-7.zero_units"
  case noPlaceOfService = "POS-4.no_location"
  case tooManyModifiers = "MOD-1.too_many"
  case noRenderingProvider = "REND-3.none"
  case severalRenderingProviders = "REND-3.several"
  case billedExternallyAndCancelled = "CHG-2.cancelled_billed_externally"
  case notApprovedDuplicate = "DUP-1.duplicate"
  case heldDuplicate = "DUP-1.held"
  case overlappingFees = "CLM-5.overlap"
  case tooManyDiagnoses = "CLM-7.diagnoses_over_12"
  case correctionWaits = "CLM-9.waits"
  case notMarkedOnClaim = "EXP-3.on_claim"
  case foldedForX12 = "X12.folded"
  case notCarriedByX12 = "X12.not_carried"
  case leftOutOfX12 = "X12.left_out"

  public var severity: Finding.Severity {
    switch self {
    case .recordRejected, .duplicateKey, .otherPatient, .tooManyModifiers: .error
    case .outsideAuthorization, .caseOverMedicare, .eachSessionRoundedUp, .medicareTotal:
      .compliance
    default: .warning
    }
  }

  /// Its place in ``allCases``.
  public var place: Int {
    switch self {
    case .recordRejected: 0
    case .sessionReplaced: 1
    case .sessionRepeated: 2
    case .duplicateKey: 3
    case .unknownReference: 4
    case .otherPatient: 5
    case .timeSkipped: 6
    case .timeRepeated: 7
    case .unknownTimeZone: 8
    case .authorizedCoverageNotInForce: 9
    case .severalCoverages: 10
    case .noCoverage: 11
    case .noBenefit: 12
    case .outsideAuthorization: 13
    case .caseOverMedicare: 14
    case .eachSessionRoundedUp: 15
    case .timePerUnitIgnored: 16
    case .medicareTotal: 17
    case .zeroUnits: 18
    case .noPlaceOfService: 19
    case .tooManyModifiers: 20
    case .noRenderingProvider: 21
    case .severalRenderingProviders: 22
    case .billedExternallyAndCancelled: 23
    case .notApprovedDuplicate: 24
    case .heldDuplicate: 25
    case .overlappingFees: 26
    case .tooManyDiagnoses: 27
    case .correctionWaits: 28
    case .notMarkedOnClaim: 29
    case .foldedForX12: 30
    case .notCarriedByX12: 31
    case .leftOutOfX12: 32
    }
  }
}
