import AdapterKit

/// What a clearinghouse or payer agreed with the practice: who sends to whom, and how.
///
/// All of it comes from the manifest; bytes are as they will stand in the file.
struct TradingPartner: Sendable {
  enum Usage: String, Sendable, CaseIterable { case test, production }
  enum SegmentEnding: String, Sendable, CaseIterable { case none, lf, crlf }
  enum CharacterSet: String, Sendable, CaseIterable { case basic, extended }
  enum Files: String, Sendable, CaseIterable {
    case one
    case perPayer = "per_payer"
  }

  /// The four characters that no value may hold.
  struct Separators: Sendable, Equatable {
    var element = UInt8(ascii: "*")
    var component = UInt8(ascii: ":")
    var repetition = UInt8(ascii: "^")
    var segment = UInt8(ascii: "~")

    func contains(_ byte: UInt8) -> Bool {
      byte == element || byte == component || byte == repetition || byte == segment
    }
  }

  /// ISA01 and 02, ISA03 and 04: empty where the partner asks for none.
  var authorizationInformation: [UInt8] = []
  var securityInformation: [UInt8] = []
  /// ISA05 to ISA08.
  var senderQualifier: [UInt8] = Array("ZZ".utf8)
  var senderID: [UInt8]
  var receiverQualifier: [UInt8] = Array("ZZ".utf8)
  var receiverID: [UInt8]
  /// GS02 and GS03.
  var applicationSender: [UInt8]
  var applicationReceiver: [UInt8]
  var asksForAcknowledgment = false
  var usage = Usage.test
  /// Loop 1000A: NM103, NM109 and the contact of PER.
  var submitterName: [UInt8]
  var submitterID: [UInt8]
  var contactName: [UInt8]
  /// 10 digits.
  var contactPhone: [UInt8]
  var contactEmail: [UInt8] = []
  /// Loop 1000B.
  var receiverName: [UInt8]
  var receiverCode: [UInt8]

  var separators = Separators()
  var segmentEnding = SegmentEnding.none
  var characterSet = CharacterSet.extended
  /// 1 to 5,000.
  var claimsInTransactionSet = 5000
  var files = Files.one

  /// CLM06 to CLM09.
  var providerSigned = true
  var assignment = UInt8(ascii: "A")
  var benefitsAssigned = UInt8(ascii: "Y")
  var releaseOfInformation = UInt8(ascii: "Y")
  /// SBR09, by payer id; the others have `filingCode`, Medicare payers MB.
  var filingCodes: [String: [UInt8]] = [:]
  var filingCode: [UInt8] = Array("CI".utf8)
  /// NTE*ADD of every claim.
  var claimNote: [UInt8] = []
  /// Loop 2310C also where the place is the patient's home.
  var namesHomeAsFacility = false
  /// ZIP codes of billing provider and facility have 9 digits.
  var requiresNineDigitZips = true
}
