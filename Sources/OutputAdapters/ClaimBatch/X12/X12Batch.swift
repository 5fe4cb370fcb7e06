import AdapterKit
import ClaimCore

/// The X12 files of a batch: one, or one for each payer.
struct X12Batch {
  /// Rows of `result.claims`, all Ready to Submit.
  let claims: [UInt32]
  let result: BillingResult
  let partner: TradingPartner
  /// Of the first file that has claims; the next ones count on.
  let controlNumber: Int
  let moment: Moment

  func documents(path: String) -> [OutputDocument] {
    let filingCodes = FilingCodes(partner, in: result.practice)
    switch partner.files {
    case .one:
      return [interchange(of: claims, filingCodes, files: 0).document(path: path)]
    case .perPayer:
      return documents(byPayer: claims, filingCodes, path: path)
    }
  }

  private func interchange(
    of claims: [UInt32], _ filingCodes: FilingCodes, files: Int
  ) -> Interchange {
    Interchange(
      claims, of: result, partner, filingCodes, controlNumber: controlNumber + files, at: moment)
  }

  /// Every payer has a file, so that none of an earlier run is taken for this one's.
  private func documents(
    byPayer ready: [UInt32], _ filingCodes: FilingCodes, path: String
  ) -> [OutputDocument] {
    let practice = result.practice
    var claims = [[UInt32]](repeating: [], count: practice.payers.count)
    var withoutPayer: UInt32?
    result.inParts(of: ready.count) { part in
      for row in ready[part] {
        let payer = result.claims[Int(row)].payer
        if payer.isNone {
          withoutPayer = withoutPayer ?? row
        } else {
          claims[payer.index].append(row)
        }
      }
    }
    if let withoutPayer { return [unplaced(withoutPayer, path: path)] }
    var files = 0
    return practice.payers.indices.map { index in
      let id = practice.pool.string(practice.payers[index].id)
      let interchange = interchange(of: claims[index], filingCodes, files: files)
      if interchange.setCount > 0 { files += 1 }
      return interchange.document(path: Self.path(beside: path, payer: id))
    }
  }

  /// A claim without a payer is in no file: nothing may be written that leaves it out.
  private func unplaced(_ row: UInt32, path: String) -> OutputDocument {
    let number = result.practice.pool.string(result.claims[Int(row)].number)
    return OutputDocument(path: path, recordCount: 0, pieceCount: 1) {
      (_, _) throws(RenderFault) in
      throw RenderFault("claim \(number) names no payer: files: per_payer needs one")
    }
  }

  /// `out/claims.x12` → `out/claims-payer-PAY%2F1.x12`
  static func path(beside path: String, payer: String) -> String {
    let safe = payer.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return BatchPath(path).with("-payer-" + safe.joined())
  }
}
