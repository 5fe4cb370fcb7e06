import AdapterKit

extension TradingPartner {
  /// What the manifest says of the partner; what is missing or can't be in X12 is in the log.
  init(_ options: OptionValues, _ log: inout OptionFaultLog) {
    self.init(
      senderID: [], receiverID: [], applicationSender: [], applicationReceiver: [],
      submitterName: [], submitterID: [], contactName: [], contactPhone: [], receiverName: [],
      receiverCode: [])
    separators = Separators(options, &log)
    segmentEnding = options.word("segment_ending") ?? .none
    characterSet = options.word("character_set") ?? .extended
    separators.check(before: segmentEnding, &log)
    var texts = PartnerTexts(
      options: options, text: X12Text(self), separators: separators, characterSet: characterSet)
    readEnvelope(&texts)
    readParties(&texts)
    readClaims(options, &texts)
    log.add(texts.log)
    usage = options.word("usage") ?? .test
    asksForAcknowledgment = options.boolean("acknowledgment")
    claimsInTransactionSet = options.integer("claims_per_transaction_set") ?? 5000
    files = options.word("files") ?? .one
  }

  private mutating func readEnvelope(_ texts: inout PartnerTexts) {
    senderQualifier = texts.code("sender_qualifier") ?? senderQualifier
    receiverQualifier = texts.code("receiver_qualifier") ?? receiverQualifier
    senderID = texts.required("sender_id", 1...15, "how the partner knows you (ISA06)")
    receiverID = texts.required("receiver_id", 1...15, "the partner's own id (ISA08)")
    applicationSender = texts.optional("application_sender", 2...15, or: senderID)
    applicationReceiver = texts.optional("application_receiver", 2...15, or: receiverID)
    authorizationInformation = texts.verbatim("authorization_information", atMost: 10)
    securityInformation = texts.verbatim("security_information", atMost: 10)
  }

  private mutating func readParties(_ texts: inout PartnerTexts) {
    submitterName = texts.required("submitter_name", 1...60, "your name (loop 1000A)")
    submitterID = texts.optional("submitter_id", 2...80, or: senderID)
    contactName = texts.required("contact_name", 1...60, "whom to ask (PER02)")
    contactEmail = texts.verbatim("contact_email", atMost: 256)
    contactPhone = texts.phone("contact_phone")
    if !texts.isSet("contact_phone") && !texts.isSet("contact_email") {
      texts.log.add(
        "contact_phone",
        "missing: format x12 needs the contact's telephone number, or contact_email")
    }
    receiverName = texts.required("receiver_name", 1...60, "the partner's name (loop 1000B)")
    receiverCode = texts.optional("receiver_code", 2...80, or: receiverID)
  }

  private mutating func readClaims(_ options: OptionValues, _ texts: inout PartnerTexts) {
    providerSigned = options.boolean("provider_signature")
    assignment = texts.code("assignment")?.first ?? assignment
    benefitsAssigned = texts.code("benefits_assigned")?.first ?? benefitsAssigned
    releaseOfInformation = texts.code("release_of_information")?.first ?? releaseOfInformation
    filingCode = texts.code("claim_filing_code") ?? filingCode
    claimNote = texts.optional("claim_note", 1...80, or: [])
    namesHomeAsFacility = options.boolean("home_facility")
    requiresNineDigitZips = options.boolean("nine_digit_zips")
    for item in options.items("claim_filing_codes") ?? [] {
      guard case .object(let values) = item, case .text(let payer)? = values["payer"],
        case .text(let code)? = values["code"]
      else {
        texts.log.add("claim_filing_codes", "every item is an object: { payer: PAY-1, code: MC }")
        continue
      }
      if filingCodes.updateValue(Array(code.utf8), forKey: payer) != nil {
        texts.log.add("claim_filing_codes", "lists a payer twice: each has one code")
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
