import ClaimCore

/// SBR09 by payer, looked up once.
struct FilingCodes: Sendable {
  private let codes: [[UInt8]]

  init(_ partner: TradingPartner, in practice: Practice) {
    codes = practice.payers.indices.map { index in
      partner.filingCode(of: practice.payers[index], in: practice.pool)
    }
  }

  subscript(payer: Ref<Payer>) -> [UInt8] { codes[payer.index] }

  /// The guide's list.
  static let known = [
    "11", "12", "13", "14", "15", "16", "17", "AM", "BL", "CH", "CI", "DS", "FI", "HM", "LM", "MA",
    "MB", "MC", "OF", "TV", "VA", "WC", "ZZ",
  ]
}

extension TradingPartner {
  /// SBR09 of a payer's claims: the manifest's, else MB of Medicare, else the partner's default.
  func filingCode(of payer: Payer, in pool: TextPool) -> [UInt8] {
    filingCodes[pool.string(payer.id)] ?? (payer.medicare ? Array("MB".utf8) : filingCode)
  }
}
