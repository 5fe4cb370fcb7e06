import ClaimCore

extension ClaimWriter {
  /// Claims to read ahead for at a time.
  static var readsAhead: Int { 16 }

  /// Reads the session ids of claims that are about to be written: each is four places of memory away,
  /// and short loops wait for many places at once where the lines would wait for each.
  ///
  /// - Parameter rows: of `result.claims`.
  @inline(never)
  mutating func readAhead(_ rows: ArraySlice<UInt32>) {
    // Most claims have a few sessions; what is past the room is read when it is due.
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 128) { places in
      let count = lineItems(of: rows, into: places)
      for index in 0..<count {
        places[index] = result.items[Int(places[index])].session
      }
      for index in 0..<count {
        touched &+= UInt8(truncatingIfNeeded: sessionID(ofSession: places[index]).count)
      }
      for index in 0..<count {
        touched &+= pool.withBytes(sessionID(ofSession: places[index])) { $0.first ?? 0 }
      }
    }
  }

  /// - Returns: how many there are, or room for.
  private func lineItems(
    of rows: ArraySlice<UInt32>, into places: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    var count = 0
    for row in rows {
      for line in result.claims[Int(row)].lines.range {
        for item in result.lines[line].items.range {
          if count == places.count { return count }
          places.initializeElement(at: count, to: result.lineItems[item])
          count += 1
        }
      }
    }
    return count
  }
}
