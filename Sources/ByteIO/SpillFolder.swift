public import ClaimCore
import Glibc
import Synchronization

/// Nameless files for rows that outgrow memory: in `TMPDIR`, or in `/tmp`.
public final class SpillFolder: SpillSpace {
  private let regions = MappedRegions()
  private let resident = ResidentFiles()

  public init() {}

  public func makeFile() throws -> any SpillFile { MappedFile(try NamelessFile(), regions) }

  public func trim() {
    // Each call makes the other processors forget addresses: worth it where there is much to give back.
    if !resident.hasGrown { return }
    regions.trim()
    resident.note()
  }
}

/// What is mapped of a run's files just now.
private final class MappedRegions: Sendable {
  /// Byte counts by address: the process maps them, whoever asked for them uses them.
  private let counts = Mutex<[UInt: Int]>([:])

  func add(_ bytes: UnsafeMutableRawBufferPointer) {
    counts.withLock { $0[UInt(bitPattern: bytes.baseAddress)] = bytes.count }
  }

  func unmap(_ address: UInt) {
    counts.withLock { counts in
      guard let count = counts.removeValue(forKey: address) else { return }
      munmap(UnsafeMutableRawPointer(bitPattern: address), count)
    }
  }

  /// The pages stay in the files; only the process's own view of them goes.
  func trim() {
    counts.withLock { counts in
      for (address, count) in counts {
        madvise(UnsafeMutableRawPointer(bitPattern: address), count, MADV_DONTNEED)
      }
    }
  }
}

/// A nameless file and what is mapped of it.
private final class MappedFile: SpillFile {
  private struct State {
    var length = 0
    /// Addresses of what is mapped.
    var mapped: [UInt] = []
  }

  private let file: NamelessFile
  private let regions: MappedRegions
  private let state = Mutex(State())

  init(_ file: NamelessFile, _ regions: MappedRegions) {
    self.file = file
    self.regions = regions
  }

  deinit {
    state.withLock { state in
      for address in state.mapped { regions.unmap(address) }
    }
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    if bytes.isEmpty { return length }
    try file.append(bytes.assumingMemoryBound(to: UInt8.self))
    return state.withLock { state in
      defer { state.length += bytes.count }
      return state.length
    }
  }

  private var length: Int { state.withLock { $0.length } }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
    try file.read(at: offset, into: buffer)
  }

  func map() throws -> UnsafeRawPointer {
    // A mapping has at least a byte; nobody looks at that one.
    let bytes = try file.map(0..<max(1, length), protection: PROT_READ)
    state.withLock { keep(bytes, &$0) }
    return UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
  }

  func room(byteCount: Int) -> UnsafeMutableRawPointer? {
    let address = state.withLock { state -> UInt? in
      // Reserved on disk first: a mapped page that finds the disk full would end the process.
      guard posix_fallocate(file.descriptor, off_t(state.length), off_t(byteCount)) == 0,
        let bytes = try? file.map(
          state.length..<state.length + byteCount, protection: PROT_READ | PROT_WRITE)
      else { return nil }
      state.length += byteCount
      keep(bytes, &state)
      return UInt(bitPattern: bytes.baseAddress)
    }
    return address.flatMap(UnsafeMutableRawPointer.init(bitPattern:))
  }

  private func keep(_ bytes: UnsafeMutableRawBufferPointer, _ state: inout State) {
    state.mapped.append(UInt(bitPattern: bytes.baseAddress))
    regions.add(bytes)
  }
}

extension NamelessFile {
  fileprivate func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer)
    throws(OutputFault)
  {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let at = off_t(offset + filled)
      let taken = uninterrupted { pread(descriptor, rest.baseAddress, rest.count, at) }
      if taken.error != 0 { throw Self.fault(folder, taken.error) }
      if taken.result == 0 { throw Self.fault(folder, EIO) }
      filled += taken.result
    }
  }

  /// - Parameter range: begins at a whole number of pages.
  fileprivate func map(
    _ range: Range<Int>, protection: Int32
  ) throws(OutputFault) -> UnsafeMutableRawBufferPointer {
    let start = mmap(
      nil, range.count, protection, MAP_SHARED, descriptor, off_t(range.lowerBound))
    guard let start, start != MAP_FAILED else { throw Self.fault(folder, errno) }
    return UnsafeMutableRawBufferPointer(start: start, count: range.count)
  }
}
