/// The name that somebody most likely meant, or `nil` where none is near.
///
/// Near is a distance of at most a third of the name's length, at least 1 and at most 3; letter case
/// and `-` for `_` count nothing. Of equally near names the first wins.
public func nearestName(to name: String, in names: [String]) -> String? {
  let wanted = plainForm(name)
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  let limit = min(3, max(1, wanted.count / 3))
  var best: (name: String, distance: Int)?
  for candidate in names {
    let form = plainForm(candidate)
    guard abs(form.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, form)
    if distance <= limit && distance < (best?.distance ?? .max) && candidate != name {
      best = (candidate, distance)
    }
  }
  return best?.name
}

private func plainForm(_ name: String) -> [UInt8] {
  name.utf8.map { byte in
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "-"), UInt8(ascii: " "): UInt8(ascii: "_")
    default: byte
    }
  }
}

/// Damerau and Levenshtein's distance (optimal string alignment): insertions, deletions,
/// substitutions and swaps of neighbours.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var distance = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
