import AdapterKit
import ClaimCore

/// Loops 2300 and 2310.
extension TransactionSetWriter {
  mutating func append(_ records: ClaimRecords) throws(RenderFault) {
    let claim = records.claim
    let diagnoses = DistinctDiagnoses(of: claim, in: result)
    appendCLM(claim, total: records.total)
    out.reference("F8", claim.originalReference)
    out.reference("G1", claim.authorizationNumber)
    if !partner.claimNote.isEmpty {
      out.begin("NTE")
      out.add("ADD")
      out.add(partner.claimNote)
      out.end()
    }
    append(diagnoses, of: claim)
    appendProviders(of: records)
    for (number, row) in claim.lines.range.enumerated() {
      try append(result.lines[row], number: number + 1, of: claim, diagnoses)
    }
  }

  private mutating func appendCLM(_ claim: Claim, total: Money) {
    out.begin("CLM")
    out.add(claim.number)
    out.add(total)
    out.skip(2)
    out.add(claim.placeOfService)
    out.add("B", as: .component)
    switch claim.frequency {
    case .original: out.add("1", as: .component)
    case .corrected: out.add("7", as: .component)
    case .void: out.add("8", as: .component)
    }
    out.add(partner.providerSigned ? "Y" : "N")
    out.add(partner.assignment)
    out.add(partner.benefitsAssigned)
    out.add(partner.releaseOfInformation)
    out.end()
  }

  private mutating func append(_ diagnoses: DistinctDiagnoses, of claim: Claim) {
    out.begin("HI")
    for number in 0..<diagnoses.count {
      let row = claim.diagnoses.range.lowerBound + diagnoses.place(of: number)
      let code = result.practice.diagnoses[result.claimDiagnoses[row]].code
      out.add(number == 0 ? "ABK" : "ABF")
      out.add(code, without: DistinctDiagnoses.dot, as: .component)
    }
    out.end()
  }

  /// Referring provider, rendering provider and facility.
  private mutating func appendProviders(of records: ClaimRecords) {
    let claim = records.claim
    if !claim.referring.isNone {
      let provider = result.practice.referringProviders[claim.referring]
      out.person("DN", last: provider.lastName, first: provider.firstName, "XX", provider.npi)
    }
    let rendering = records.rendering
    if !out.pool.equal(rendering.npi, records.unit.npi) {
      appendRepeated(UInt64(claim.rendering.index), in: renderings) { writer in
        writer.out.person(
          "82", last: rendering.lastName, first: rendering.firstName, "XX", rendering.npi)
        writer.out.taxonomy("PE", rendering.taxonomyCode)
      }
    }
    guard case .location(let location) = claim.facility else { return }
    let place = UInt64(claim.businessUnit.index) << 32 | UInt64(location.index)
    appendRepeated(place, in: facilities) { writer in
      guard let facility = writer.partner.serviceFacility(of: claim, in: writer.result.practice)
      else { return }
      writer.out.organization("77", facility.name, "XX", facility.location.npi)
      writer.out.address(facility.location.address)
    }
  }

  private mutating func appendRepeated(
    _ key: UInt64, in known: RepeatedSegments, write: (inout TransactionSetWriter) -> Void
  ) {
    if out.append(key, of: known) { return }
    let mark = out.mark
    write(&self)
    out.keep(key, since: mark, in: known)
  }
}
