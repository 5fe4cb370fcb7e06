public import AdapterKit
import Glibc

/// A file that appears whole or not at all (formats.md section 6).
///
/// Written under another name in the same folder; ``seal()`` sends it to disk, ``finish()`` waits
/// until it is there and ``publish()`` gives it its name, so that a run can finish all of its files
/// before the first appears. Dropped without that, nothing of it stays. Readable by its owner only, as
/// are folders made for it.
public final class AtomicFile {
  public let path: String
  /// Bytes written so far.
  public private(set) var byteCount = 0

  public let folder: String
  /// Where it is until it has its name.
  public let temporaryPath: String
  /// The flush's, and -1, once the file is sealed.
  private var descriptor: Int32
  private let lane = DiskLane()
  /// Once the file is sealed.
  private var flush: Flush?
  private var isOnDisk = false
  private var hash = SHA256()
  /// Once it is sealed.
  public internal(set) var digest: FileDigest?
  /// Another file that gets the same bytes.
  public private(set) var copy: AtomicFile?
  private var isPublished = false
  var isPromised = false

  /// Bytes that are on their way to disk.
  private var begun = 0
  /// The disk begins to write while more is rendered, so that `finish()` waits less: after this much at
  /// first, and later in greater steps.
  private static let firstStep = 1 << 20
  private static let greatestStep = 8 << 20

  /// - Parameter path: whose folder is made if need be; what stands there now stays until
  ///   ``publish()``.
  public init(path: String) throws(OutputFault) {
    let (folder, name) = splitPath(path)
    self.path = path
    self.folder = folder
    var status = stat()
    // A folder, and a device or pipe, which a new file must not take the place of.
    if name.isEmpty || (stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG) {
      throw OutputFault(
        path: path, action: "can't be written", cause: "it is not a regular file",
        remedy: "name a file in a folder")
    }
    try makeFolder(folder)
    TemporaryFiles.removeStale(of: name, in: folder)
    (temporaryPath, descriptor) = try AtomicFile.create(path, "\(folder)/.\(name).\(getpid())")
  }

  private static func create(
    _ path: String, _ stem: String
  ) throws(OutputFault) -> (String, Int32) {
    // An earlier process of the same number may have left its file behind.
    for attempt in 0..<100 {
      let candidate = attempt == 0 ? "\(stem).tmp" : "\(stem)-\(attempt).tmp"
      let opened = TemporaryFiles.create(candidate)
      if opened.error == 0 { return (candidate, opened.descriptor) }
      if opened.error != EEXIST { throw OutputFault(path, "can't be created", opened.error) }
    }
    throw OutputFault(
      path: path, action: "can't be created", cause: systemText(EEXIST),
      remedy: "remove the old \(stem)*.tmp files")
  }

  deinit {
    if descriptor >= 0 { lane.close(descriptor) }
    if !isPublished && !isPromised { unlink(temporaryPath) }
    TemporaryFiles.forget(temporaryPath)
  }

  /// Has everything written to another file as well, from the first byte on: written twice from
  /// memory costs less than copied afterwards.
  public func keepCopy(at path: String) throws(OutputFault) {
    precondition(byteCount == 0, "a copy begins with the first byte")
    copy = try AtomicFile(path: path)
  }

  public func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputFault) {
    try put(bytes, at: take(bytes))
  }

  public func write(_ buffer: borrowing ByteBuffer) throws(OutputFault) {
    try buffer.withBytes { (bytes) throws(OutputFault) in try write(bytes) }
  }

  /// Takes the next bytes of the file, which ``put(_:at:)`` has to bring there: hashing needs them in
  /// their order, writing does not. Called by one thread at a time.
  ///
  /// - Returns: where they belong.
  public func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    precondition(digest == nil, "a finished file takes no more bytes")
    hash.update(bytes)
    let offset = byteCount
    advance(to: offset + bytes.count)
    copy?.advance(to: byteCount)
    return offset
  }

  private func advance(to end: Int) {
    byteCount = end
    let step = min(max(begun, Self.firstStep), Self.greatestStep)
    // The last step may not be written yet.
    let written = end - step
    if written - begun >= step {
      lane.beginWriting(begun..<written, of: descriptor)
      begun = written
    }
  }

  /// Writes bytes that were taken; any thread may, several at once.
  public func put(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) throws(OutputFault) {
    try writeAll(descriptor, bytes, at: offset, name: path)
    try copy?.put(bytes, at: offset)
  }

  public func write(_ bytes: [UInt8]) throws(OutputFault) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(OutputFault) in try write(bytes) }
  }

  /// Sends all bytes to disk, its copy's too, without waiting for it; nothing can be written
  /// afterwards.
  @discardableResult
  public func seal() throws(OutputFault) -> FileDigest {
    if let digest { return digest }
    guard let sha256 = hash.finish() else {
      throw OutputFault(
        path: path, action: "can't be hashed", cause: "OpenSSL gave no SHA-256",
        remedy: "check OpenSSL's configuration")
    }
    let digest = FileDigest(byteCount: byteCount, sha256: sha256)
    self.digest = digest
    beginFlush()
    copy?.digest = digest
    copy?.beginFlush()
    return digest
  }

  private func beginFlush() {
    flush = lane.flush(descriptor)
    descriptor = -1
  }

  /// Waits until all bytes are on disk, its copy's too; nothing can be written afterwards.
  @discardableResult
  public func finish() throws(OutputFault) -> FileDigest {
    let digest = try seal()
    try waitForDisk()
    try copy?.waitForDisk()
    return digest
  }

  private func waitForDisk() throws(OutputFault) {
    if isOnDisk { return }
    let error = flush?.wait() ?? 0
    if error != 0 { throw OutputFault(path, "can't be brought to disk", error) }
    isOnDisk = true
  }

  /// Gives a finished file its name, in place of what had it.
  public func publish() throws(OutputFault) {
    if isPublished { return }
    try takeName()
    try syncName()
  }

  /// Gives a finished file its name, which is on disk once ``syncName()`` was asked of this file or of
  /// a later one in the same folder.
  public func takeName() throws(OutputFault) {
    precondition(isOnDisk, "only a finished file is published")
    if isPublished { return }
    if rename(temporaryPath, path) != 0 { throw OutputFault(path, "can't be replaced", errno) }
    isPublished = true
  }

  /// Brings the names in the file's folder to disk.
  public func syncName() throws(OutputFault) { try syncFolder(folder, of: path) }

  /// Lets go of a file that nobody wants after all.
  public func discard() {
    precondition(!isPublished && !isPromised, "a file that has its name stays")
    if descriptor >= 0 { lane.close(descriptor) }
    descriptor = -1
    unlink(temporaryPath)
    TemporaryFiles.forget(temporaryPath)
  }

  /// Finishes and publishes for every user of the machine to read, where it is for monitors and holds
  /// nothing of anybody's.
  public func commitReadableByAll() throws(OutputFault) {
    try finish()
    if chmod(temporaryPath, 0o644) != 0 {
      throw OutputFault(path, "can't be made readable", errno)
    }
    try publish()
  }

  /// Finishes and publishes.
  @discardableResult
  public func commit() throws(OutputFault) -> FileDigest {
    let digest = try finish()
    try publish()
    return digest
  }
}
