/// The best matching of rows and columns as a whole: what one row would like best may be left to
/// another that has nothing else.
enum Assignment {
  /// The Hungarian method with potentials, in rows² × columns steps.
  ///
  /// - Parameter scores: by row and column, from 0 up; every row is as long as the first.
  /// - Returns: by row, its column, or `nil` where all that is left scores 0.
  static func best(_ scores: [[Double]]) -> [Int?] {
    let rows = scores.count
    guard rows > 0, let width = scores.first?.count, width > 0 else {
      return scores.map { _ in nil }
    }
    // Rows that get no column of theirs get one of these, which all score 0.
    let columns = max(width, rows)
    func cost(_ row: Int, _ column: Int) -> Double {
      column <= width ? -scores[row - 1][column - 1] : 0
    }
    var rowPotential = [Double](repeating: 0, count: rows + 1)
    var columnPotential = [Double](repeating: 0, count: columns + 1)
    var matched = [Int](repeating: 0, count: columns + 1)
    var way = [Int](repeating: 0, count: columns + 1)
    for row in 1...rows {
      matched[0] = row
      var least = [Double](repeating: .infinity, count: columns + 1)
      var isUsed = [Bool](repeating: false, count: columns + 1)
      var column = 0
      repeat {
        isUsed[column] = true
        let current = matched[column]
        var delta = Double.infinity
        var next = 0
        for candidate in 1...columns where !isUsed[candidate] {
          let reduced =
            cost(current, candidate) - rowPotential[current] - columnPotential[candidate]
          if reduced < least[candidate] {
            least[candidate] = reduced
            way[candidate] = column
          }
          if least[candidate] < delta {
            delta = least[candidate]
            next = candidate
          }
        }
        for candidate in 0...columns {
          if isUsed[candidate] {
            rowPotential[matched[candidate]] += delta
            columnPotential[candidate] -= delta
          } else {
            least[candidate] -= delta
          }
        }
        column = next
      } while matched[column] != 0
      repeat {
        let before = way[column]
        matched[column] = matched[before]
        column = before
      } while column != 0
    }
    var result = [Int?](repeating: nil, count: rows)
    for column in 1...columns where matched[column] > 0 && column <= width {
      let row = matched[column] - 1
      if scores[row][column - 1] > 0 { result[row] = column - 1 }
    }
    return result
  }
}
