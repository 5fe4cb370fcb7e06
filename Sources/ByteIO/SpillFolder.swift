public import ClaimCore
import Glibc
import Synchronization

/// Nameless files for rows that outgrow memory: in `TMPDIR`, or in `/tmp`.
public final class SpillFolder: SpillSpace {
  private let files = Mutex<[MappedFile]>([])
  private let resident = ResidentFiles()

  public init() {}

  public func makeFile() throws -> any SpillFile {
    let file = MappedFile(try NamelessFile())
    files.withLock { $0.append(file) }
    return file
  }

  public func trim() {
    // Each call makes the other processors forget addresses: worth it where there is much to give back.
    if !resident.hasGrown { return }
    let files = files.withLock { $0 }
    for file in files { file.trim() }
    resident.note()
  }
}

/// A nameless file and what is mapped of it.
private final class MappedFile: SpillFile {
  /// Addresses: the process maps them, whoever asked for them uses them.
  private struct Region {
    let start: UInt
    let count: Int

    init(_ bytes: UnsafeMutableRawBufferPointer) {
      start = UInt(bitPattern: bytes.baseAddress)
      count = bytes.count
    }

    var pointer: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: start) }
  }

  private struct State {
    var length = 0
    var mapped: [Region] = []
  }

  private let file: NamelessFile
  private let state = Mutex(State())

  init(_ file: NamelessFile) { self.file = file }

  deinit {
    state.withLock { state in
      for region in state.mapped { munmap(region.pointer, region.count) }
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
    let region = Region(bytes)
    state.withLock { $0.mapped.append(region) }
    return UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
  }

  func room(byteCount: Int) -> UnsafeMutableRawPointer? {
    let region = state.withLock { state -> Region? in
      // Reserved on disk first: a mapped page that finds the disk full would end the process.
      guard posix_fallocate(file.descriptor, off_t(state.length), off_t(byteCount)) == 0,
        let bytes = try? file.map(
          state.length..<state.length + byteCount, protection: PROT_READ | PROT_WRITE)
      else { return nil }
      let region = Region(bytes)
      state.length += byteCount
      state.mapped.append(region)
      return region
    }
    return region?.pointer
  }

  /// The pages stay in the file; only the process's own view of them goes.
  func trim() {
    state.withLock { state in
      for region in state.mapped { madvise(region.pointer, region.count, MADV_DONTNEED) }
    }
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
