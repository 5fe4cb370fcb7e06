import AdapterKit

/// The options of format x12.
extension TradingPartner {
  static let options = (envelope + parties + characters + files + claims)
    .map { $0.only(where: "format", is: ClaimFormat.x12.rawValue) }

  /// Whom to ask is one of these.
  static let alternatives = [["contact_phone", "contact_email"]]

  /// A text of so many characters; accents and the like fold to other lengths, so they are not
  /// counted here.
  private static func text(_ length: ClosedRange<Int>, isRequired: Bool = false) -> String {
    "^(?:[ -~]{\(length.lowerBound),\(length.upperBound)}|[\\s\\S]*[^ -~][\\s\\S]*)\(isRequired ? "" : "?")$"
  }

  /// - Parameter endsLines: whether it may be a line end.
  private static func separator(
    _ name: String, _ usual: String, endsLines: Bool = false, summary: String, example: String,
    refuses: [String] = []
  ) -> OptionSpecification {
    OptionSpecification(
      name, .character, default: .text(usual), summary: summary, example: example,
      refuses: refuses
    ).matching("^[^0-9A-Za-z .\\x00\\u0080-\\uFFFF\(endsLines ? "" : "\\n\\r")-]$")
  }

  /// ISA05 and ISA07.
  private static let qualifiers = ["01", "14", "20", "27", "28", "29", "30", "33", "ZZ"]

  private static let envelope = [
    OptionSpecification(
      "sender_qualifier", .choice(qualifiers), default: .text("ZZ"),
      summary: "x12, ISA05: what kind of id sender_id is; 30 is a tax id, ZZ what you agreed on.",
      example: "30"),
    OptionSpecification(
      "sender_id", .text, summary: "x12, ISA06: how the partner knows you; x12 needs it.",
      example: "${SENDER_ID}", refuses: ["longer than fifteen characters"]
    )
    .required().matching(text(1...15, isRequired: true), unquoted: .anything),
    OptionSpecification(
      "receiver_qualifier", .choice(qualifiers), default: .text("ZZ"),
      summary: "x12, ISA07: what kind of id receiver_id is.", example: "30"),
    OptionSpecification(
      "receiver_id", .text, summary: "x12, ISA08: the partner's own id; x12 needs it.",
      example: "CLEARINGHOUSE"
    )
    .required().matching(text(1...15, isRequired: true), unquoted: .anything),
    OptionSpecification(
      "application_sender", .text, summary: "x12, GS02; without it, sender_id.", example: "CLINIC1"
    )
    .matching(text(2...15), unquoted: .twoCharacters),
    OptionSpecification(
      "application_receiver", .text, summary: "x12, GS03; without it, receiver_id.",
      example: "CLAIMS"
    )
    .matching(text(2...15), unquoted: .twoCharacters),
    OptionSpecification(
      "authorization_information", .text,
      summary: "x12, ISA02: an id that the partner asks for; without it, none.",
      example: "${PARTNER_ID}"
    )
    .matching(text(0...10), unquoted: .anything),
    OptionSpecification(
      "security_information", .text,
      summary: "x12, ISA04: a password that the partner asks for; without it, none.",
      example: "${PARTNER_PASSWORD}"
    )
    .matching(text(0...10), unquoted: .anything),
    OptionSpecification(
      "acknowledgment", .boolean, default: .boolean(false),
      summary: "x12, ISA14: ask for an interchange acknowledgment (TA1).", example: "true"),
    OptionSpecification(
      "usage", .choice(Usage.allCases.map(\.rawValue)), default: .text("test"),
      summary: "x12, ISA15: production only once the partner has taken your tests.",
      example: "production"),
  ]

  private static let parties = [
    OptionSpecification(
      "submitter_name", .text, summary: "x12, loop 1000A: your name; x12 needs it.",
      example: "North Therapy Example"
    )
    .required().matching(text(1...60, isRequired: true), unquoted: .anything),
    OptionSpecification(
      "submitter_id", .text, summary: "x12, loop 1000A: your id; without it, sender_id.",
      example: "NTE001"
    )
    .matching(text(2...80), unquoted: .twoCharacters),
    OptionSpecification(
      "contact_name", .text, summary: "x12, loop 1000A: whom to ask; x12 needs it.",
      example: "Billing Desk"
    )
    .required().matching(text(1...60, isRequired: true), unquoted: .anything),
    OptionSpecification(
      "contact_phone", .text,
      summary: "x12, loop 1000A: the contact's 10 digits; x12 needs this or contact_email.",
      example: "(555) 555-0100"
    )
    .matching(
      "^(?:[ ().-]*\\+[ ().-]*1)?(?:[ ().-]*[0-9]){10}[ ().-]*$|^$",
      unquoted: .integers(1_000_000_000...9_999_999_999)),
    OptionSpecification(
      "contact_email", .text, summary: "x12, loop 1000A: the contact's address.",
      example: "billing@example.org"
    )
    .matching(text(0...256), unquoted: .anything),
    OptionSpecification(
      "receiver_name", .text, summary: "x12, loop 1000B: the partner's name; x12 needs it.",
      example: "Example Clearinghouse"
    )
    .required().matching(text(1...60, isRequired: true), unquoted: .anything),
    OptionSpecification(
      "receiver_code", .text,
      summary: "x12, loop 1000B: the partner's id; without it, receiver_id.",
      example: "ECH01"
    )
    .matching(text(2...80), unquoted: .twoCharacters),
  ]

  private static let characters = [
    separator(
      "element_separator", "*", summary: "x12: between elements; no value may hold it.",
      example: "\"|\"", refuses: ["A"]),
    separator(
      "component_separator", ":",
      summary: "x12, ISA16: between an element's parts; no value may hold it.", example: "\">\""),
    separator(
      "repetition_separator", "^",
      summary: "x12, ISA11: between repeated elements; no value may hold it.",
      example: "\"\\x1F\""),
    separator(
      "segment_terminator", "~", endsLines: true,
      summary: "x12: ends every segment; no value may hold it.", example: "\"\\x1C\""),
    OptionSpecification(
      "segment_ending", .choice(SegmentEnding.allCases.map(\.rawValue)), default: .text("none"),
      summary: "x12: what follows the terminator.", example: "crlf"),
    OptionSpecification(
      "character_set", .choice(CharacterSet.allCases.map(\.rawValue)), default: .text("extended"),
      summary: "x12: basic has no lower case and none of % @ [ ] _ { } \\ | < > # $ ^ ` ~.",
      example: "basic"),
  ]

  private static let files = [
    OptionSpecification(
      "claims_per_transaction_set", .integer(1...5000), default: .integer(5000),
      summary: "x12: claims between ST and SE at the most.", example: "100"),
    OptionSpecification(
      "files", .choice(Files.allCases.map(\.rawValue)), default: .text("one"),
      summary: "x12: one, or one for each payer, as <name>-payer-<payer_id>; files with claims "
        + "have control numbers that count on from control_number.",
      example: "per_payer"),
  ]

  private static let claims = [
    OptionSpecification(
      "provider_signature", .boolean, default: .boolean(true),
      summary: "x12, CLM06: the provider's signature is on file.", example: "false"),
    OptionSpecification(
      "assignment", .choice(["A", "B", "C"]), default: .text("A"),
      summary: "x12, CLM07: A assigned, B for laboratory services only, C not assigned.",
      example: "C"),
    OptionSpecification(
      "benefits_assigned", .choice(["Y", "N", "W"]), default: .text("Y"),
      summary: "x12, CLM08: whether the payer pays you; W does not apply.", example: "N"),
    OptionSpecification(
      "release_of_information", .choice(["Y", "I"]), default: .text("Y"),
      summary: "x12, CLM09: Y the patient signed a release, I informed consent.", example: "I"),
    OptionSpecification(
      "claim_filing_code", .choice(FilingCodes.known), default: .text("CI"),
      summary: "x12, SBR09 of payers that are not listed; of Medicare payers it is MB.",
      example: "BL"),
    OptionSpecification(
      "claim_filing_codes",
      .items([
        OptionItemKey("payer", .text, isRequired: true),
        OptionItemKey("code", .choice(FilingCodes.known), isRequired: true),
      ]),
      summary: "x12, SBR09 by payer_id.", example: "[{ payer: PAY-1, code: MC }]"
    ).takingObjects(),
    OptionSpecification(
      "claim_note", .text, summary: "x12: NTE*ADD of every claim, at most 80 characters.",
      example: "ABA services"
    )
    .matching(text(1...80), unquoted: .anything),
    OptionSpecification(
      "home_facility", .boolean, default: .boolean(false),
      summary: "x12: name the place of service (loop 2310C) also where it is the patient's home.",
      example: "true"),
    OptionSpecification(
      "nine_digit_zips", .boolean, default: .boolean(true),
      summary:
        "x12: ZIP codes of the billing provider and the place of service must have 9 digits.",
      example: "false"),
  ]

}
