import AdapterKit
import ClaimCore

/// One file of claims, rendered piece by piece on any thread.
final class ClaimFile: Sendable {
  private static let claimsInPiece = 512

  private let result: BillingResult
  private let format: ClaimFormat
  /// Rows of `result.claims`.
  private let claims: [UInt32]
  private let failures: FailureTexts
  private let header: [UInt8]

  init(
    _ result: BillingResult, status: ClaimStatus, format: ClaimFormat, controlNumber: Int = 1,
    context: OutputContext
  ) {
    self.result = result
    self.format = format
    let claims = result.claims.indices.filter { result.claims[$0].status == status }
    self.claims = claims.map { UInt32($0) }
    failures = FailureTexts(result.validations)
    header =
      switch status {
      case _ where format != .json: []
      case .draft: Array("{\"claims\":[\n".utf8)
      case .readyToSubmit: Self.batchHeader(claims, of: result, controlNumber, context)
      }
  }

  var count: Int { claims.count }
  var pieceCount: Int { max(1, (count + Self.claimsInPiece - 1) / Self.claimsInPiece) }

  func render(piece: Int, into buffer: inout ByteBuffer) {
    if piece == 0 { buffer.append(header) }
    let first = piece * Self.claimsInPiece
    let last = min(first + Self.claimsInPiece, count)
    var writer = ClaimWriter(result, failures: failures)
    for index in first..<last {
      writer.append(result.claims[Int(claims[index])], to: &buffer)
      if format == .json && index + 1 < count { buffer.append(0x2C) }
      buffer.append(0x0A)
    }
    if format == .json && last == count { buffer.append("]}\n") }
  }

  /// The claims transaction's own data (CLM-8), and the beginning of its claims.
  private static func batchHeader(
    _ claims: [Int], of result: BillingResult, _ controlNumber: Int, _ context: OutputContext
  ) -> [UInt8] {
    var buffer = ByteBuffer(capacity: 512)
    buffer.append("{\"batch\":{\"control_number\":\"")
    buffer.append(decimal: controlNumber, digits: 9)
    buffer.append("\",\"transaction_date\":\"")
    buffer.append(context.date)
    buffer.append("\",\"pipeline\":")
    buffer.append(jsonString: context.pipeline)
    buffer.append(",\"total_claims\":")
    buffer.append(decimal: claims.count)
    buffer.append(",\"total_billed\":\"")
    let total = claims.reduce(Int128.zero) { $0 + result.exactTotal(of: result.claims[$1]) }
    buffer.append(cents: total)
    buffer.append("\"},\n\"claims\":[\n")
    return buffer.bytes
  }
}

extension BillingResult {
  /// What a claim's lines come to, in cents; without any price, 0.
  func exactTotal(of claim: Claim) -> Int128 {
    if let total = claim.totalBilled.value { return Int128(total.cents) }
    return claim.lines.range.reduce(0) { $0 + Int128(lines[$1].billed.value?.cents ?? 0) }
  }
}

extension ByteBuffer {
  /// An amount with two decimals, as large as it may be.
  mutating func append(cents: Int128) {
    if let cents = Int64(exactly: cents) { return append(Money(cents: cents)) }
    if cents < 0 { append(0x2D) }
    append(String(cents.magnitude / 100))
    append(0x2E)
    append(twoDigits: Int(cents.magnitude % 100))
  }
}

/// Every validation's failure as a JSON object, written once.
struct FailureTexts: Sendable {
  private let objects: [[UInt8]]

  init(_ validations: [any ClaimValidation]) {
    objects = validations.map { validation in
      var buffer = ByteBuffer(capacity: 256)
      buffer.append("{\"code\":")
      buffer.append(jsonString: validation.code)
      buffer.append(",\"message\":")
      buffer.append(jsonString: validation.message)
      buffer.append(0x7D)
      return buffer.bytes
    }
  }

  func append(_ unmet: UnmetValidation, to buffer: inout ByteBuffer) {
    buffer.append(objects[Int(unmet.validation)])
  }
}
