import ClaimCore
import Testing

@testable import Intake

/// Values that are longer than anyone means.
@Suite struct AttackFieldTests {
  @Test func listsHaveALimit() throws {
    func code(_ field: String, _ value: String) throws -> String? {
      try loadRecords(
        .plans, [["plan_id": "PL", "payer_id": "PAY", field: .text(value)]]
      ).rejections.first?.reason.code
    }
    let requirement = "time_on_claim_lines;"
    let most = Lists.mostBytes / requirement.utf8.count
    #expect(try code("requirements", String(repeating: requirement, count: most)) == nil)
    #expect(
      try code("requirements", String(repeating: requirement, count: most + 1)) == "list_too_long")
    #expect(try code("name", String(repeating: "x", count: Lists.mostBytes + 1)) == nil)

    let plain = String(repeating: "x", count: Lists.mostBytes + 1)
    let joined = String(repeating: "A1:", count: Lists.mostBytes / 3) + "A1"
    for list in [plain, joined] {
      let loaded = try loadRecords(
        .benefitQualifications, [["plan_id": "PL", "service_code": "S", "any_of": .text(list)]])
      #expect(loaded.rejections.map(\.reason.code) == ["list_too_long"])
      #expect(
        loaded.rejections[0].reason.message
          == "any_of is a list longer than 65536 bytes; shorten it")
    }
  }
}
