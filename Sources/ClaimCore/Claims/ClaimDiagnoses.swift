/// A claim's diagnoses and its referring provider (CLM-7).
extension PatientBilling {
  /// How many diagnoses a claim takes, and how many of them a line points to.
  static let diagnosisLimit = 12
  static let pointerLimit = 4

  /// The diagnoses in force on any line's date, by rank and then code, each code once; the first 12.
  mutating func addDiagnoses(_ session: Session) -> Span32 {
    let start = chunk.claimDiagnoses.count
    var inForce = 0
    for row in practice.patientLinks.diagnoses.range(session.patient.index) {
      let ref = practice.patientLinks.diagnoses.rows[row]
      let diagnosis = practice.diagnoses[ref]
      let applies = claimLines.contains {
        diagnosis.dates.contains(chunk.items[$0.firstItem].dateOfService)
      }
      guard applies,
        !chunk.claimDiagnoses[start...].contains(where: {
          practice.pool.equal(practice.diagnoses[$0].code, diagnosis.code)
        })
      else { continue }
      inForce += 1
      if inForce <= Self.diagnosisLimit { chunk.claimDiagnoses.append(ref) }
    }
    if inForce > Self.diagnosisLimit {
      find(.tooManyDiagnoses, session, .subject(.missing, Int32(inForce)))
    }
    return Span32(start: start, count: chunk.claimDiagnoses.count - start)
  }

  /// The first four of the claim's diagnoses that are in force on a line's date.
  @inline(__always)
  func pointers(to diagnoses: Span32, on date: CivilDate) -> SIMD4<UInt8> {
    var pointers = SIMD4<UInt8>()
    var count = 0
    for (number, row) in diagnoses.range.enumerated() where count < Self.pointerLimit {
      if practice.isInForce(practice.diagnoses[chunk.claimDiagnoses[row]], on: date) {
        pointers[count] = UInt8(number + 1)
        count += 1
      }
    }
    return pointers
  }
}

extension Practice {
  /// Whether a diagnosis's code is in force for its patient on a date, by any of its rows.
  func isInForce(_ diagnosis: Diagnosis, on date: CivilDate) -> Bool {
    if diagnosis.dates.contains(date) { return true }
    guard let patient = patientIndex.find(diagnosis.patientID) else { return false }
    return patientLinks.diagnoses.range(patient).contains {
      let other = diagnoses[patientLinks.diagnoses.rows[$0]]
      return other.dates.contains(date) && pool.equal(other.code, diagnosis.code)
    }
  }

  /// Whether any diagnosis of the patient is in force on a date.
  public func hasDiagnosis(_ patient: Ref<Patient>, on date: CivilDate) -> Bool {
    patientLinks.diagnoses.range(patient.index).contains {
      diagnoses[patientLinks.diagnoses.rows[$0]].dates.contains(date)
    }
  }

  /// The patient's referring provider on a date: the latest start, then by name.
  func referringProvider(of patient: Ref<Patient>, on date: CivilDate) -> Ref<ReferringProvider> {
    for row in patientLinks.referringProviders.range(patient.index) {
      let ref = patientLinks.referringProviders.rows[row]
      if referringProviders[ref].dates.contains(date) { return ref }
    }
    return .none
  }
}
