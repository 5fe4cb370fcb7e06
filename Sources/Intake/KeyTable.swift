/// Finds rows by the hash of their keys; who asks compares the keys themselves.
///
/// Open addressing; grows as rows come in.
struct KeyTable: ~Copyable {
  /// Hash in the upper half, row + 1 in the lower; 0 is free.
  private var entries: UnsafeMutableBufferPointer<UInt64>
  private var count = 0

  init(expecting rows: Int = 8) {
    var size = 16
    while size < rows * 2 { size *= 2 }
    entries = .allocate(capacity: size)
    entries.initialize(repeating: 0)
  }

  deinit { entries.deallocate() }

  /// The first row of this hash that `isSame` says yes to, or else `row`, which is then kept.
  @inline(__always)
  mutating func find(_ hash: UInt64, orKeep row: Int, _ isSame: (Int) -> Bool) -> Int {
    if (count + 1) * 2 > entries.count { grow() }
    let wanted = UInt32(truncatingIfNeeded: hash >> 32)
    var slot = Int(truncatingIfNeeded: hash >> 32) & (entries.count - 1)
    while entries[slot] != 0 {
      let entry = entries[slot]
      if UInt32(truncatingIfNeeded: entry >> 32) == wanted {
        let found = Int(entry & 0xFFFF_FFFF) - 1
        if isSame(found) { return found }
      }
      slot = (slot + 1) & (entries.count - 1)
    }
    entries[slot] = UInt64(wanted) << 32 | UInt64(row + 1)
    count += 1
    return row
  }

  @inline(never)
  private mutating func grow() {
    let old = entries
    entries = .allocate(capacity: old.count * 2)
    entries.initialize(repeating: 0)
    for entry in old where entry != 0 {
      var slot = Int(entry >> 32) & (entries.count - 1)
      while entries[slot] != 0 { slot = (slot + 1) & (entries.count - 1) }
      entries[slot] = entry
    }
    old.deallocate()
  }
}
