import ClaimCore

/// SBR09 by payer, looked up once.
struct FilingCodes: Sendable {
  private let codes: [[UInt8]]

  init(_ partner: TradingPartner, in practice: Practice) {
    codes = practice.payers.indices.map { index in
      let payer = practice.payers[index]
      return partner.filingCodes[practice.pool.string(payer.id)]
        ?? (payer.medicare ? Array("MB".utf8) : partner.filingCode)
    }
  }

  subscript(payer: Ref<Payer>) -> [UInt8] { codes[payer.index] }

  /// The guide's list.
  static let known = [
    "11", "12", "13", "14", "15", "16", "17", "AM", "BL", "CH", "CI", "DS", "FI", "HM", "LM", "MA",
    "MB", "MC", "OF", "TV", "VA", "WC", "ZZ",
  ]
}
