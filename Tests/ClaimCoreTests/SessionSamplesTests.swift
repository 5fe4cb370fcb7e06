import Testing

@testable import ClaimCore

@Suite struct SessionSamplesTests {
  @Test("samples lie evenly, however the sessions come, and stay few")
  func even() throws {
    let session = { (number: Int) in
      Session(
        id: .missing, serviceCode: .missing, authorizationNumber: .missing, modifiers: .missing,
        placeOfService: .missing, link: .missing, start: Moment(instant: Int64(number), offset: 0),
        end: Moment(instant: 0, offset: 0), patient: Ref(0), practitioner: .none,
        businessUnit: .none, location: .none, case: .none, authorization: .none, position: .none,
        status: .submitted, chargeStatus: nil, telecare: false, billedExternally: false)
    }
    for size in [1, 7, 64, 1000] {
      var samples = SessionSamples()
      for start in stride(from: 0, to: 10_000, by: size) {
        samples.offer((start..<min(start + size, 10_000)).map(session))
      }
      #expect(
        samples.all.map(\.start.instant) == stride(from: 0, to: 10_000, by: 64).map { $0 },
        "\(size)")
    }
    var many = SessionSamples()
    let block = (0..<100_000).map(session)
    for _ in 0..<100 { many.offer(block) }
    #expect(many.all.count <= 1 << 16 && many.all.count > 1 << 15)
  }
}
