import AdapterKit
import ClaimCore

/// Loop 2400.
extension TransactionSetWriter {
  mutating func append(
    _ line: ClaimLine, number: Int, of claim: Claim, _ diagnoses: DistinctDiagnoses
  ) throws(RenderFault) {
    guard let billed = line.billed.value else {
      throw RenderFault(
        "line \(number) of claim \(out.pool.string(claim.number)) has no price: X12 needs one")
    }
    out.begin("LX")
    out.add(decimal: number)
    out.end()
    appendSV1(line, billed, of: claim, diagnoses.pointers(line.diagnosisPointers))
    out.begin("DTP")
    out.add("472")
    if line.startDate == line.endDate {
      out.add("D8")
      out.add(line.startDate)
    } else {
      out.add("RD8")
      out.add(from: line.startDate, to: line.endDate)
    }
    out.end()
    out.begin("REF")
    out.add("6R")
    out.add(claim.number, line: number)
    out.end()
    if line.showsTimes { appendTimes(of: line) }
  }

  private mutating func appendSV1(
    _ line: ClaimLine, _ billed: Money, of claim: Claim, _ pointers: SIMD4<UInt8>
  ) {
    out.begin("SV1")
    out.add("HC")
    out.add(line.procedureCode, as: .component)
    out.addComponents(of: line.modifiers)
    out.add(billed)
    out.add("UN")
    out.add(decimal: Int(line.units))
    if out.pool.equal(line.placeOfService, claim.placeOfService) {
      out.skip(1)
    } else {
      out.add(line.placeOfService)
    }
    out.skip(1)
    for index in pointers.indices where pointers[index] != 0 {
      out.add(decimal: Int(pointers[index]), as: index == 0 ? .element : .component)
    }
    out.end()
  }

  /// `time_on_claim_lines`: such a line is of one session.
  private mutating func appendTimes(of line: ClaimLine) {
    guard let first = line.items.range.first, let last = line.items.range.last else { return }
    out.begin("NTE")
    out.add("ADD")
    out.add(from: session(first).start, to: session(last).end)
    out.end()
  }

  private func session(_ row: Int) -> Session {
    result.session(of: result.items[Int(result.lineItems[row])])
  }
}
