import Testing

@testable import ClaimCore

/// A list of rows does what an array does, and a table that has taken one over never changes.
@Suite struct RowListTests {
  @Test func doesWhatAnArrayDoes() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var list = RowList<Int>()
      var array: [Int] = []
      var kept: [(list: RowList<Int>, array: [Int])] = []
      for step in 0..<60 {
        switch Int.random(in: 0..<7, using: &random) {
        case 0:
          list.append(step)
          array.append(step)
        case 1:
          list.append(contentsOf: [step, -step])
          array.append(contentsOf: [step, -step])
        case 2 where !array.isEmpty:
          let place = Int.random(in: array.indices, using: &random)
          list[place] = step
          array[place] = step
        case 3:
          let start = Int.random(in: 0...array.count, using: &random)
          let end = Int.random(in: start...array.count, using: &random)
          let new = Array(repeating: step, count: Int.random(in: 0..<4, using: &random))
          list.replaceSubrange(start..<end, with: new)
          array.replaceSubrange(start..<end, with: new)
        case 4: list.reserveCapacity(Int.random(in: 0..<100, using: &random))
        case 5:
          list.append([1, 2, 3]) { $0 += step }
          array += [1, 2, 3].map { $0 + step }
        default: kept.append((list, array))
        }
        #expect(Array(list) == array)
      }
      for copy in kept { #expect(Array(copy.list) == copy.array) }
    }
  }

  @Test func tablesStayAsTheyAre() {
    var list: RowList<Int> = [1, 2, 3]
    list.reserveCapacity(10)
    let table = Table(list)
    list.append(4)
    list[0] = 9
    list.removeAll()
    list = [7]
    #expect(table.indices.map { table[$0] } == [1, 2, 3])
    let none = Table(RowList<Int>())
    let noneCount = none.count
    #expect(noneCount == 0)
  }

  @Test func tablesOutliveTheirLists() {
    func table() -> Table<Int> {
      var list = RowList<Int>()
      for row in 0..<10_000 { list.append(row) }
      return Table(list)
    }
    let made = table()
    #expect(made.indices.allSatisfy { made[$0] == $0 })
  }
}
