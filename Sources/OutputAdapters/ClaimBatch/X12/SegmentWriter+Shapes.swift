import ClaimCore

/// Segments that several loops have.
extension SegmentWriter {
  /// HL, numbered and with its parent's number; HL04 says whether another HL hangs on it.
  mutating func level(
    _ number: Int, under parent: Int?, _ code: StaticString, hasChild: Bool
  ) {
    begin("HL")
    add(decimal: number)
    if let parent { add(decimal: parent) } else { skip(1) }
    add(code)
    add(hasChild ? "1" : "0")
    end()
  }

  /// NM1 of a person, as far as the name; the caller adds an id and ends it.
  private mutating func beginPerson(_ entity: StaticString, last: Text, first: Text) {
    begin("NM1")
    add(entity)
    add("1")
    add(last)
    add(first)
    skip(3)
  }

  /// NM1 of a person who has no id.
  mutating func person(_ entity: StaticString, last: Text, first: Text) {
    beginPerson(entity, last: last, first: first)
    end()
  }

  mutating func person(
    _ entity: StaticString, last: Text, first: Text, _ qualifier: StaticString, _ id: Text
  ) {
    beginPerson(entity, last: last, first: first)
    addID(qualifier, id)
    end()
  }

  /// NM1 of an organization.
  mutating func organization(
    _ entity: StaticString, _ name: Text, _ qualifier: StaticString, _ id: Text
  ) {
    begin("NM1")
    add(entity)
    add("2")
    add(name)
    skip(4)
    addID(qualifier, id)
    end()
  }

  /// NM1 of a party to the transmission.
  mutating func party(_ entity: StaticString, _ name: [UInt8], _ id: [UInt8]) {
    begin("NM1")
    add(entity)
    add("2")
    add(name)
    skip(4)
    add("46")
    add(id)
    end()
  }

  private mutating func addID(_ qualifier: StaticString, _ id: Text) {
    if id.isMissing { return }
    add(qualifier)
    add(id)
  }

  /// N3 and N4; the ZIP code without its dash.
  mutating func address(_ address: Address) {
    begin("N3")
    add(address.line1)
    add(address.line2)
    end()
    begin("N4")
    add(address.city)
    add(address.state)
    add(address.zip, without: 0x2D)
    end()
  }

  /// DMG.
  mutating func birth(_ patient: Patient) {
    begin("DMG")
    add("D8")
    if let date = patient.dateOfBirth { add(date) } else { skip(1) }
    switch patient.gender {
    case .female: add("F")
    case .male: add("M")
    case .unknown: add("U")
    case nil: break
    }
    end()
  }

  /// PRV with a taxonomy code.
  mutating func taxonomy(_ role: StaticString, _ code: Text) {
    if code.isMissing { return }
    begin("PRV")
    add(role)
    add("PXC")
    add(code)
    end()
  }

  mutating func reference(_ qualifier: StaticString, _ value: Text) {
    if value.isMissing { return }
    begin("REF")
    add(qualifier)
    add(value)
    end()
  }
}
