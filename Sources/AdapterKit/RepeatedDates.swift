public import ClaimCore

/// The ten characters of dates, which claims repeat from line to line.
public struct RepeatedDates: ~Copyable {
  /// Ten bytes each and as many as a whole store takes.
  @usableFromInline let slots: UnsafeMutablePointer<SIMD16<UInt8>>
  @usableFromInline let days: UnsafeMutablePointer<Int32>
  @inlinable static var count: Int { 512 }

  public init() {
    slots = .allocate(capacity: Self.count)
    slots.initialize(repeating: SIMD16(), count: Self.count)
    days = .allocate(capacity: Self.count)
    // No date is in a place with another's number.
    for index in 0..<Self.count { (days + index).initialize(to: Int32(index ^ 1)) }
  }

  deinit {
    slots.deallocate()
    days.deallocate()
  }

  /// `2026-01-05`
  @inlinable @inline(__always)
  public mutating func append<Sink: ByteSink & ~Copyable>(
    _ date: CivilDate, to sink: inout Sink
  ) {
    let index = Int(date.days) & (Self.count - 1)
    if days[index] != date.days { remember(date, at: index) }
    // Sixteen bytes of which ten count: the slack takes the others.
    UnsafeMutableRawPointer(sink.room(10)).storeBytes(of: slots[index], as: SIMD16<UInt8>.self)
    sink.advance(10)
  }

  @usableFromInline @inline(never)
  mutating func remember(_ date: CivilDate, at index: Int) {
    let text = UnsafeMutableRawPointer(slots + index).assumingMemoryBound(to: UInt8.self)
    var room = ByteRoom(at: text, most: 10)
    room.append(date)
    days[index] = date.days
  }
}
