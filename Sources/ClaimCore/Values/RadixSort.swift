/// A row to sort: its key and its number.
public struct RadixEntry<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>:
  BitwiseCopyable
{
  public var key: Key
  public var value: UInt32

  @inlinable public init(key: Key, value: UInt32) {
    self.key = key
    self.value = value
  }
}

/// A stable sort by whole numbers, least significant digit first. Bits that are the same in all keys
/// cost nothing.
public enum RadixSort {
  private static let digitBits = 11

  public static func sort(_ entries: inout [RadixEntry<UInt32>]) { sortDigits(&entries) }
  public static func sort(_ entries: inout [RadixEntry<UInt64>]) { sortDigits(&entries) }

  private static func sortDigits<Key>(_ entries: inout [RadixEntry<Key>]) {
    guard let first = entries.first else { return }
    var varying: Key = 0
    for entry in entries { varying |= entry.key ^ first.key }
    if varying == 0 { return }

    let count = entries.count
    let scratch = UnsafeMutablePointer<RadixEntry<Key>>.allocate(capacity: count)
    defer { scratch.deallocate() }
    entries.withUnsafeMutableBufferPointer { buffer in
      guard let rows = buffer.baseAddress else { return }
      var (source, target) = (rows, scratch)
      var shift = varying.trailingZeroBitCount
      while shift < Key.bitWidth {
        sortDigit(source, count, shift: shift, into: target)
        swap(&source, &target)
        shift += digitBits
        if shift < Key.bitWidth { shift += (varying >> Key(shift)).trailingZeroBitCount }
      }
      if source != rows { rows.update(from: source, count: count) }
    }
  }

  private static func sortDigit<Key>(
    _ source: UnsafeMutablePointer<RadixEntry<Key>>, _ count: Int, shift: Int,
    into target: UnsafeMutablePointer<RadixEntry<Key>>
  ) {
    let size = 1 << digitBits
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { places in
      places.initialize(repeating: 0)
      func digit(_ entry: RadixEntry<Key>) -> Int {
        Int(truncatingIfNeeded: entry.key >> Key(shift)) & (size - 1)
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
