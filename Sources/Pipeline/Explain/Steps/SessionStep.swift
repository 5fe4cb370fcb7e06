internal import AdapterKit
internal import ClaimCore
internal import Intake
internal import Manifests

extension StoryContext {
  /// The record, its times and its minutes (REC-1, DATE-1, DATE-3, DATE-4).
  func sessionStep(
    _ story: SessionStory, _ replacements: [SessionReplacement]
  ) -> ExplanationStep {
    let session = story.session
    let isInSource = story.earlier?.isInSource ?? true
    let dates = session.dates
    let ends =
      session.end.date == session.start.date
      ? Words.clock(session.end) : Words.time(session.end)
    var step = ExplanationStep(
      "session", "Session",
      result: "\(session.status.rawValue), \(Words.time(session.start)) to \(ends), "
        + Words.count(Int(dates.minutes), "minute"),
      values: [
        ("status", .text(session.status.rawValue)), ("in_source", .boolean(isInSource)),
        ("start", .text(Words.time(session.start))), ("end", .text(Words.time(session.end))),
        ("date_of_service", .text(dates.start.iso)), ("end_date", .text(dates.end.iso)),
        ("minutes", .integer(Int(dates.minutes))), ("telecare", .boolean(session.telecare)),
      ])
    step.because(
      "",
      isInSource
        ? "read as record \(session.position.record) of its source"
        : "not in this run's sources: as the ledger keeps it", nil, place(session))
    for replacement in replacements { add(replacement, to: &step) }
    if isInSource { addZone(session, to: &step) }
    step.because(
      "DATE-3",
      "\(Words.count(Int(dates.minutes), "whole minute")) passed from its start to its end")
    step.because(
      "DATE-4",
      "the date of service is that of its start, \(dates.start.iso); it ends on \(dates.end.iso)"
        + (session.end.date != dates.end ? ", as an end at midnight belongs to the day before" : "")
    )
    return step
  }

  private func add(_ replacement: SessionReplacement, to step: inout ExplanationStep) {
    let id = text(replacement.session)
    let dropped = place(.sessions, id, replacement.dropped)
    let kept = place(.sessions, id, replacement.kept)
    step.because(
      "REC-1",
      replacement.isIdentical
        ? "the record at \(dropped.text) is identical to the one at \(kept.text), which is kept"
        : "the record at \(dropped.text) gave way to the one at \(kept.text), "
          + (replacement.isBySequence ? "which has a higher sequence" : "which comes later"),
      nil, dropped, kept)
  }

  private func addZone(_ session: Session, to step: inout ExplanationStep) {
    switch zones.source(of: session) {
    case .patient:
      let zone = text(practice.patients[session.patient].timeZone)
      step.values.append(("time_zone", .text(zone)))
      let own = place(.patients, patientID, practice.patients[session.patient].position)
      step.because("DATE-1", "its times are in \(zone), the patient's zone", nil, own)
    case .businessUnit:
      let unit = practice.businessUnits[session.businessUnit]
      let zone = text(unit.timeZone)
      step.values.append(("time_zone", .text(zone)))
      step.because(
        "DATE-1", "its times are in \(zone), the business unit's zone, as the patient has none",
        nil, place(.businessUnits, text(unit.id), unit.position))
    case .manifest:
      let zone = run.manifest.timeZone
      step.values.append(("time_zone", .text(zone)))
      step.because(
        "DATE-1",
        "its times are in \(zone), the manifest's zone, as neither patient nor business unit has "
          + "one")
    }
  }

  /// The records that the session names (REC-3).
  func recordsStep(_ session: Session) -> ExplanationStep {
    var step = ExplanationStep("records", "Records")
    var found: [String] = []
    func add(_ name: String, _ key: String, _ place: RecordPlace?, _ named: String? = nil) {
      step.values.append((key, .optional(place?.id ?? named)))
      if let place {
        found.append("\(name) \(place.id ?? "")")
        step.because("", "\(name) \(place.id ?? "")", nil, place)
      } else if let named {
        let doubt = name == "patient" ? "" : ", or belongs to another patient"
        step.because("REC-3", "\(name) \(named) is not on record\(doubt)")
      } else {
        step.because("", "no \(name), or none that is on record")
      }
    }
    add("patient", "patient_id", place(session.patient), patientID)
    add("practitioner", "practitioner_id", place(session.practitioner))
    add("business unit", "business_unit_id", place(session.businessUnit))
    add("location", "location_id", place(session.location))
    add("case", "case_id", place(session.case))
    add(
      "authorization", "authorization_number", place(session.authorization),
      session.authorizationNumber.isMissing ? nil : text(session.authorizationNumber))
    step.values.append(("service_code", .text(text(session.serviceCode))))
    step.result = found.joined(separator: ", ")
    return step
  }
}
