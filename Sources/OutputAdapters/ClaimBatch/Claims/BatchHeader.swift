import AdapterKit
import ClaimCore

/// The claims transaction's own data (CLM-8).
struct BatchHeader {
  private let context: OutputContext
  private let controlNumber: Int
  private let claimCount: Int
  /// In cents.
  private let totalBilled: Int128

  /// - Parameter claims: rows of `result.claims`.
  init(
    _ claims: [UInt32], of result: BillingResult, controlNumber: Int, in context: OutputContext
  ) {
    self.context = context
    self.controlNumber = controlNumber
    claimCount = claims.count
    var total = Int128.zero
    result.forEachClaim(of: claims) { total += result.exactTotal(of: $0) }
    totalBilled = total
  }

  func append<Notation: ClaimNotation>(as _: Notation.Type, to buffer: inout ByteBuffer) {
    Notation.startObject(first: "control_number", to: &buffer)
    var digits = ByteBuffer(capacity: 16)
    digits.append(decimal: controlNumber, digits: 9)
    digits.withBytes { Notation.text($0, to: &buffer) }
    Notation.endField("control_number", to: &buffer)
    Notation.field("transaction_date", to: &buffer) { $0.append(context.date) }
    Notation.startField("pipeline", to: &buffer)
    Notation.text(context.pipeline, to: &buffer)
    Notation.endField("pipeline", to: &buffer)
    Notation.field("total_claims", claimCount, to: &buffer)
    Notation.field("total_billed", to: &buffer) { $0.append(cents: totalBilled) }
    Notation.endObject(to: &buffer)
  }
}

extension BillingResult {
  /// What a claim's lines come to, in cents; without any price, 0.
  func exactTotal(of claim: Claim) -> Int128 {
    if let total = claim.totalBilled.value { return Int128(total.cents) }
    return claim.lines.range.reduce(0) { $0 + Int128(lines[$1].billed.value?.cents ?? 0) }
  }
}

extension ByteSink where Self: ~Copyable {
  /// An amount with two decimals, as large as it may be.
  @inline(__always)
  mutating func append(cents: Int128) {
    if let cents = Int64(exactly: cents) { return append(Money(cents: cents)) }
    appendWide(cents)
  }

  @inline(never)
  private mutating func appendWide(_ cents: Int128) {
    if cents < 0 { append(0x2D) }
    for digit in String(cents.magnitude / 100).utf8 { append(digit) }
    append(0x2E)
    append(twoDigits: Int(cents.magnitude % 100))
  }
}
