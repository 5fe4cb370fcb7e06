/// A growing run of plain values that keeps its room: an array without reference counts, bounds
/// checks or copies, for what is touched per element.
struct Pool<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// The last element; there must be one.
  var last: UnsafeMutablePointer<Element> {
    @inline(__always) get { base + (count - 1) }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    reserve(1)
    (base + count).initialize(to: element)
    count += 1
  }

  @inline(__always)
  mutating func append(_ start: UnsafePointer<Element>, count more: Int) {
    reserve(more)
    (base + count).update(from: start, count: more)
    count += more
  }

  /// Room for `more` elements behind the last; what is written there counts after ``commit(_:)``.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  mutating func commit(_ more: Int) { count += more }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func removeLast() { count -= 1 }

  mutating func removeFirst(_ gone: Int) {
    count -= gone
    base.update(from: base + gone, count: count)
  }

  /// What a huge record needed isn't kept for the small ones behind it.
  mutating func shrink(to most: Int) {
    guard capacity > most, count <= most else { return }
    resize(most)
  }

  @inline(never)
  private mutating func grow(_ more: Int) { resize(max(capacity * 2, count + more)) }

  private mutating func resize(_ size: Int) {
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: size)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = size
  }
}
