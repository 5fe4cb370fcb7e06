/// What findings are about, in a few words for people: codes end in words such as `none`.
enum FindingTitles {
  /// - Parameter code: as the report has it; one that is not known here is written as words.
  static func title(of code: String) -> String {
    titles[code] ?? Figures.words(code.split(separator: ".").last.map(String.init) ?? "")
  }

  private static let titles = [
    "REC.rejected": "Records that can't be used",
    "REC-1.replaced": "Sessions replaced by a newer record",
    "REC-1.identical": "Sessions that came twice",
    "REC-2.duplicate_key": "Records of an id that is there already",
    "REC-3.unknown": "Ids that no record has",
    "REC-3.other_patient": "Ids that belong to another patient",
    "DATE-1.skipped": "Local times that a clock change skips",
    "DATE-1.repeated": "Local times that a clock change repeats",
    "DATE-1.unknown_time_zone": "Time zones that are not known",
    "COV-1.not_in_force": "Authorized coverages that are not in force",
    "COV.several": "Several coverages that fit",
    "COV.none": "No coverage in force",
    "COV-4.no_benefit": "Services that the plan has no benefit for",
    "COV-5.outside_authorization": "Sessions outside their authorization's dates",
    "UNIT-1.case_over_medicare": "A case's billing rule over Medicare's",
    "UNIT-2.rounded_up": "Units rounded up session by session",
    "UNIT-3.time_per_unit": "A benefit's unit that the billing rule does not count by",
    "UNIT-5.medicare_total": "Medicare's total of the day differs from the charges",
    "UNIT-7.zero_units": "Sessions of 0 units",
    "POS-4.no_location": "No location, so no place of service",
    "MOD-1.too_many": "More modifiers than a line takes",
    "REND-3.none": "No rendering provider",
    "REND-3.several": "Several rendering providers on one authorization",
    "CHG-2.cancelled_billed_externally": "Cancelled after they were billed externally",
    "DUP-1.duplicate": "Duplicates that wait",
    "DUP-1.held": "Duplicates that are on hold or pending",
    "CLM-5.overlap": "Fee schedule rows that overlap",
    "CLM-7.diagnoses_over_12": "More diagnoses than a claim takes",
    "CLM-9.waits": "Corrections that wait",
    "EXP-3.on_claim": "On a claim, so not marked as billed externally",
    "X12.folded": "Characters that X12 writes without accents",
    "X12.not_carried": "Characters that X12 can't carry",
    "X12.left_out": "Details that X12 leaves out",
  ]
}
