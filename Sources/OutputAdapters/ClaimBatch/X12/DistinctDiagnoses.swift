import ClaimCore

/// A claim's diagnoses as HI has them: without dots, each code once; at most 12.
struct DistinctDiagnoses {
  static let dot = UInt8(ascii: ".")

  private(set) var count = 0
  /// By number in HI, from 0: which of the claim's diagnoses it is, from 0.
  private var places = SIMD16<UInt8>()
  /// By which of the claim's diagnoses it is, from 0: its number in HI, from 1.
  private var numbers = SIMD16<UInt8>()

  init(of claim: Claim, in result: BillingResult) {
    let pool = result.practice.pool
    func code(_ place: Int) -> Text {
      let row = claim.diagnoses.range.lowerBound + place
      return result.practice.diagnoses[result.claimDiagnoses[row]].code
    }
    for place in 0..<min(claim.diagnoses.range.count, numbers.scalarCount) {
      let first = (0..<count).first { Self.isSame(code(self.place(of: $0)), code(place), in: pool) }
      if first == nil {
        places[count] = UInt8(place)
        count += 1
      }
      numbers[place] = UInt8((first ?? count - 1) + 1)
    }
  }

  /// Which of the claim's diagnoses stands in HI under a number from 0.
  func place(of number: Int) -> Int { Int(places[number]) }

  /// A line's pointers to the claim's diagnoses as pointers into HI, each once and in order.
  func pointers(_ pointers: SIMD4<UInt8>) -> SIMD4<UInt8> {
    var mapped = SIMD4<UInt8>()
    var count = 0
    for index in pointers.indices where (1...UInt8(numbers.scalarCount)).contains(pointers[index]) {
      let number = numbers[Int(pointers[index]) - 1]
      if number == 0 || (0..<count).contains(where: { mapped[$0] == number }) { continue }
      mapped[count] = number
      count += 1
    }
    return mapped
  }

  private static func isSame(_ a: Text, _ b: Text, in pool: TextPool) -> Bool {
    pool.withBytes(a) { left in
      pool.withBytes(b) { right in
        left.lazy.filter { $0 != dot }.elementsEqual(right.lazy.filter { $0 != dot })
      }
    }
  }
}
