extension TextPool {
  /// The places of some texts in the order of the texts (CLM-6); equal ones keep theirs.
  ///
  /// Sorted by ``orderKey(of:)``; only texts that agree there are compared.
  public func order(of texts: [Text]) -> [UInt32] {
    var entries = texts.enumerated().map { place, text in
      RadixEntry(key: orderKey(of: text), value: UInt32(place))
    }
    RadixSort.sort(&entries)
    entries.sortTies { a, b in
      let order = compare(texts[Int(a)], texts[Int(b)])
      return order != 0 ? order < 0 : a < b
    }
    return entries.map(\.value)
  }
}

extension [RadixEntry] {
  /// Sorts each run of equal keys, once all are sorted by key.
  public mutating func sortTies(_ isBefore: (UInt32, UInt32) -> Bool) {
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, self[end].key == self[start].key { end += 1 }
      if end - start > 1 { self[start..<end].sort { isBefore($0.value, $1.value) } }
      start = end
    }
  }
}
