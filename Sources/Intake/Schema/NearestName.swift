/// The name that somebody probably meant: the one with the fewest letters to change, if they are few.
///
/// Case, spaces, dashes and underscores don't count.
public func nearestName(to written: String, in names: [String]) -> String? {
  let letters = plainLetters(written)
  var best: (name: String, distance: Int)?
  for name in names {
    let distance = editDistance(letters, plainLetters(name), atMost: max(1, letters.count / 3))
    guard let distance, distance < best?.distance ?? .max else { continue }
    best = (name, distance)
  }
  return best?.name
}

private func plainLetters(_ name: String) -> [UInt8] {
  name.utf8.prefix(64).compactMap { byte in
    switch byte {
    case 0x20, 0x2D, 0x5F: nil
    case 0x41...0x5A: byte | 0x20
    default: byte
    }
  }
}

/// Letters to add, drop, change or swap with a neighbour; `nil` where more than `limit`.
private func editDistance(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int? {
  if abs(a.count - b.count) > limit { return nil }
  var before: [Int] = []
  var row = Array(0...b.count)
  for i in a.indices {
    var next = [i + 1]
    for j in b.indices {
      var cost = min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      next.append(cost)
    }
    before = row
    row = next
  }
  return row[b.count] <= limit ? row[b.count] : nil
}
