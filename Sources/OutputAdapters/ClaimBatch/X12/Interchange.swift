import AdapterKit
import ClaimCore

/// One X12 file: ISA, one functional group, its transaction sets. Each set is one piece, rendered on
/// any thread.
final class Interchange: Sendable {
  /// ISA13 and GS06 have 9 digits.
  static let highestControlNumber = 999_999_999
  static let version: StaticString = "005010X222A1"

  private let result: BillingResult
  private let partner: TradingPartner
  private let filingCodes: FilingCodes
  /// Rows of `result.claims` in the order of the loops.
  private let claims: [UInt32]
  private let controlNumber: Int
  private let moment: Moment

  /// - Parameter claims: rows of `result.claims`, ascending.
  init(
    _ claims: [UInt32], of result: BillingResult, _ partner: TradingPartner,
    _ filingCodes: FilingCodes, controlNumber: Int, at moment: Moment
  ) {
    self.claims = ClaimOrder.loops(claims, in: result)
    self.result = result
    self.partner = partner
    self.filingCodes = filingCodes
    self.controlNumber = controlNumber
    self.moment = moment
  }

  /// Without a claim there is no interchange: the file is empty.
  var setCount: Int {
    (claims.count + partner.claimsInTransactionSet - 1) / partner.claimsInTransactionSet
  }

  func document(path: String) -> OutputDocument {
    OutputDocument(
      path: path, recordCount: claims.count, pieceCount: setCount,
      batch: ClaimsTransaction(controlNumber: controlNumber, claims: claims)
    ) { (set, buffer) throws(RenderFault) in
      try self.render(set: set, into: &buffer)
    }
  }

  private func render(set: Int, into buffer: inout ByteBuffer) throws(RenderFault) {
    guard controlNumber <= Self.highestControlNumber else {
      throw RenderFault(
        "the control number \(controlNumber) has more than 9 digits: begin with a lower one")
    }
    var writer = TransactionSetWriter(result, partner, filingCodes)
    writer.out.exchange(&buffer)
    defer { writer.out.exchange(&buffer) }
    if set == 0 { open(&writer.out) }
    try append(set, to: &writer)
    if set == setCount - 1 { close(&writer.out) }
  }

  /// ST to SE.
  private func append(_ set: Int, to writer: inout TransactionSetWriter) throws(RenderFault) {
    let before = writer.out.count
    beginSet(set, &writer.out)
    appendParties(&writer.out)
    let first = set * partner.claimsInTransactionSet
    for row in claims[first..<min(first + partner.claimsInTransactionSet, claims.count)] {
      try writer.append(result.claims[Int(row)])
    }
    writer.out.begin("SE")
    writer.out.add(decimal: writer.out.count - before + 1)
    writer.out.add(decimal: set + 1, digits: 4)
    writer.out.end()
  }
}

extension Interchange {
  /// ISA and GS.
  private func open(_ out: inout SegmentWriter) {
    out.begin("ISA")
    out.add(partner.authorizationInformation.isEmpty ? "00" : "03")
    out.add(partner.authorizationInformation, width: 10)
    out.add(partner.securityInformation.isEmpty ? "00" : "01")
    out.add(partner.securityInformation, width: 10)
    out.add(partner.senderQualifier)
    out.add(partner.senderID, width: 15)
    out.add(partner.receiverQualifier)
    out.add(partner.receiverID, width: 15)
    out.add(moment.date, withCentury: false)
    out.add(clock: moment)
    out.add(partner.separators.repetition)
    out.add("00501")
    out.add(decimal: controlNumber, digits: 9)
    out.add(partner.asksForAcknowledgment ? "1" : "0")
    switch partner.usage {
    case .test: out.add("T")
    case .production: out.add("P")
    }
    out.add(partner.separators.component)
    out.end()
    out.begin("GS")
    out.add("HC")
    out.add(partner.applicationSender)
    out.add(partner.applicationReceiver)
    out.add(moment.date)
    out.add(clock: moment)
    out.add(decimal: controlNumber)
    out.add("X")
    out.add(Self.version)
    out.end()
  }

  /// GE and IEA.
  private func close(_ out: inout SegmentWriter) {
    out.begin("GE")
    out.add(decimal: setCount)
    out.add(decimal: controlNumber)
    out.end()
    out.begin("IEA")
    out.add("1")
    out.add(decimal: controlNumber, digits: 9)
    out.end()
  }

  /// ST and BHT, whose BHT03 no other set of this sender has.
  private func beginSet(_ set: Int, _ out: inout SegmentWriter) {
    out.begin("ST")
    out.add("837")
    out.add(decimal: set + 1, digits: 4)
    out.add(Self.version)
    out.end()
    out.begin("BHT")
    out.add("0019")
    out.add("00")
    out.add(decimal: controlNumber, digits: 9, and: set + 1, digits: 4)
    out.add(moment.date)
    out.add(clock: moment)
    out.add("CH")
    out.end()
  }

  /// Loops 1000A and 1000B.
  private func appendParties(_ out: inout SegmentWriter) {
    out.party("41", partner.submitterName, partner.submitterID)
    out.begin("PER")
    out.add("IC")
    out.add(partner.contactName)
    if !partner.contactPhone.isEmpty {
      out.add("TE")
      out.add(partner.contactPhone)
    }
    if !partner.contactEmail.isEmpty {
      out.add("EM")
      out.add(partner.contactEmail)
    }
    out.end()
    out.party("40", partner.receiverName, partner.receiverCode)
  }
}
