import Glibc

/// Numbers the names that matter; 0 stands for every other.
///
/// libxml2 keeps each name once, so its address says all: what an address means is looked up once
/// and then found by a probe or two.
struct NameTable: ~Copyable {
  typealias Address = UnsafePointer<UInt8>

  private struct Entry: BitwiseCopyable {
    var address: Address?
    var id: Int32
  }

  /// The names behind the ids from 1, ready to compare.
  private let names: [[UInt8]]
  private var entries: UnsafeMutablePointer<Entry>
  private var mask: Int
  private var used = 0
  /// Beyond this a document of endless names is served without remembering more of them.
  private static let mostEntries = 1 << 16

  init(_ names: [[UInt8]]) {
    self.names = names
    mask = 255
    entries = Self.emptyEntries(256)
  }

  deinit { entries.deallocate() }

  /// The id of the name at this address, which must be one that libxml2 keeps.
  @inline(__always)
  mutating func id(_ address: Address) -> Int {
    var slot = Self.hash(address) & mask
    while let known = entries[slot].address {
      if known == address { return Int(entries[slot].id) }
      slot = (slot + 1) & mask
    }
    return learn(address)
  }

  /// Whether the name at this address is that one, which is ready to compare.
  func isNamed(_ address: Address, _ name: [UInt8]) -> Bool {
    for (index, byte) in name.enumerated() where ElementName.folded(address[index]) != byte {
      return false
    }
    return address[name.count] == 0
  }

  @inline(__always)
  private static func hash(_ address: Address) -> Int {
    let bits = UInt(bitPattern: address) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: bits >> 40)
  }

  private static func emptyEntries(_ count: Int) -> UnsafeMutablePointer<Entry> {
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: count)
    entries.initialize(repeating: Entry(address: nil, id: 0), count: count)
    return entries
  }

  @inline(never)
  private mutating func learn(_ address: Address) -> Int {
    let id = compare(address)
    if used * 2 > mask {
      guard mask + 1 < Self.mostEntries else { return id }
      grow()
    }
    insert(Entry(address: address, id: Int32(id)))
    used += 1
    return id
  }

  private func compare(_ address: Address) -> Int {
    let length = strlen(UnsafeRawPointer(address).assumingMemoryBound(to: CChar.self))
    for (index, name) in names.enumerated() where name.count == length {
      if (0..<length).allSatisfy({ ElementName.folded(address[$0]) == name[$0] }) {
        return index + 1
      }
    }
    return 0
  }

  private mutating func insert(_ entry: Entry) {
    guard let address = entry.address else { return }
    var slot = Self.hash(address) & mask
    while entries[slot].address != nil { slot = (slot + 1) & mask }
    entries[slot] = entry
  }

  private mutating func grow() {
    let old = entries
    let oldCount = mask + 1
    entries = Self.emptyEntries(oldCount * 2)
    mask = oldCount * 2 - 1
    for index in 0..<oldCount where old[index].address != nil { insert(old[index]) }
    old.deallocate()
  }
}
