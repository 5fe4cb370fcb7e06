import AdapterKit

extension TradingPartner {
  /// What the manifest says of the partner.
  ///
  /// - Throws: the first option that is missing or that X12 can't carry.
  init(_ options: OptionValues) throws(OptionFault) {
    self.init(
      senderID: [], receiverID: [], applicationSender: [], applicationReceiver: [],
      submitterName: [], submitterID: [], contactName: [], contactPhone: [], receiverName: [],
      receiverCode: [])
    separators = try Separators(options)
    segmentEnding = options.word("segment_ending") ?? .none
    characterSet = options.word("character_set") ?? .extended
    try separators.check(before: segmentEnding)
    let texts = PartnerTexts(
      options: options, text: X12Text(self), separators: separators, characterSet: characterSet)
    try readEnvelope(texts)
    try readParties(texts)
    try readClaims(options, texts)
    usage = options.word("usage") ?? .test
    asksForAcknowledgment = options.boolean("acknowledgment")
    claimsInTransactionSet = options.integer("claims_per_transaction_set") ?? 5000
    files = options.word("files") ?? .one
  }

  private mutating func readEnvelope(_ texts: PartnerTexts) throws(OptionFault) {
    senderQualifier = texts.code("sender_qualifier") ?? senderQualifier
    receiverQualifier = texts.code("receiver_qualifier") ?? receiverQualifier
    senderID = try texts.required("sender_id", 1...15, "how the partner knows you (ISA06)")
    receiverID = try texts.required("receiver_id", 1...15, "the partner's own id (ISA08)")
    applicationSender = try texts.optional("application_sender", 2...15, or: senderID)
    applicationReceiver = try texts.optional("application_receiver", 2...15, or: receiverID)
    authorizationInformation = try texts.verbatim("authorization_information", atMost: 10)
    securityInformation = try texts.verbatim("security_information", atMost: 10)
  }

  private mutating func readParties(_ texts: PartnerTexts) throws(OptionFault) {
    submitterName = try texts.required("submitter_name", 1...60, "your name (loop 1000A)")
    submitterID = try texts.optional("submitter_id", 2...80, or: senderID)
    contactName = try texts.required("contact_name", 1...60, "whom to ask (PER02)")
    contactEmail = try texts.verbatim("contact_email", atMost: 256)
    contactPhone = try texts.phone("contact_phone")
    if contactPhone.isEmpty && contactEmail.isEmpty {
      throw OptionFault(
        option: "contact_phone",
        message: "missing: format x12 needs the contact's telephone number, or contact_email")
    }
    receiverName = try texts.required("receiver_name", 1...60, "the partner's name (loop 1000B)")
    receiverCode = try texts.optional("receiver_code", 2...80, or: receiverID)
  }

  private mutating func readClaims(
    _ options: OptionValues, _ texts: PartnerTexts
  ) throws(OptionFault) {
    providerSigned = options.boolean("provider_signature")
    assignment = texts.code("assignment")?.first ?? assignment
    benefitsAssigned = texts.code("benefits_assigned")?.first ?? benefitsAssigned
    releaseOfInformation = texts.code("release_of_information")?.first ?? releaseOfInformation
    filingCode = texts.code("claim_filing_code") ?? filingCode
    claimNote = try texts.optional("claim_note", 1...80, or: [])
    namesHomeAsFacility = options.boolean("home_facility")
    requiresNineDigitZips = options.boolean("nine_digit_zips")
    for item in options.items("claim_filing_codes") ?? [] {
      guard case .object(let values) = item, case .text(let payer)? = values["payer"],
        case .text(let code)? = values["code"]
      else {
        throw OptionFault(
          option: "claim_filing_codes",
          message: "every item is an object: { payer: PAY-1, code: MC }")
      }
      guard filingCodes.updateValue(Array(code.utf8), forKey: payer) == nil else {
        throw OptionFault(
          option: "claim_filing_codes", message: "lists a payer twice: each has one code")
      }
    }
  }
}

extension OptionValues {
  fileprivate func word<Word: RawRepresentable>(_ name: String) -> Word?
  where Word.RawValue == String {
    text(name).flatMap(Word.init(rawValue:))
  }
}
