/// A row to sort: its key and its number.
public struct RadixEntry: BitwiseCopyable, Sendable {
  public var key: UInt64
  public var value: UInt32

  @inlinable public init(key: UInt64, value: UInt32) {
    self.key = key
    self.value = value
  }
}

/// A stable sort by whole numbers, least significant digit first. Bits that are the same in all keys
/// cost nothing.
public enum RadixSort {
  private static let digitBits = 11

  public static func sort(_ entries: inout [RadixEntry]) {
    guard let first = entries.first else { return }
    var varying: UInt64 = 0
    for entry in entries { varying |= entry.key ^ first.key }
    if varying == 0 { return }

    let count = entries.count
    let scratch = UnsafeMutablePointer<RadixEntry>.allocate(capacity: count)
    defer { scratch.deallocate() }
    entries.withUnsafeMutableBufferPointer { buffer in
      guard let rows = buffer.baseAddress else { return }
      var (source, target) = (rows, scratch)
      var shift = varying.trailingZeroBitCount
      while shift < UInt64.bitWidth {
        sortDigit(source, count, shift: shift, into: target)
        swap(&source, &target)
        shift += digitBits
        if shift < UInt64.bitWidth { shift += (varying >> UInt64(shift)).trailingZeroBitCount }
      }
      if source != rows { rows.update(from: source, count: count) }
    }
  }

  private static func sortDigit(
    _ source: UnsafeMutablePointer<RadixEntry>, _ count: Int, shift: Int,
    into target: UnsafeMutablePointer<RadixEntry>
  ) {
    let size = 1 << digitBits
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { places in
      places.initialize(repeating: 0)
      func digit(_ entry: RadixEntry) -> Int {
        Int(truncatingIfNeeded: entry.key >> UInt64(shift)) & (size - 1)
      }
      for index in 0..<count { places[digit(source[index])] += 1 }
      var sum: UInt32 = 0
      for index in 0..<size {
        let here = places[index]
        places[index] = sum
        sum += here
      }
      for index in 0..<count {
        let entry = source[index]
        let place = digit(entry)
        (target + Int(places[place])).initialize(to: entry)
        places[place] += 1
      }
    }
  }
}
