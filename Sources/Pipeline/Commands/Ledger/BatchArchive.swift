internal import AdapterKit
internal import ByteIO
internal import Ledger

/// A batch's copy beside the ledger, byte for byte as it was sent.
struct BatchArchive {
  let batch: BatchEntry
  let path: String

  /// Copies it to a file that appears whole or not at all, and only if it is what was sent.
  func copy(to target: String) throws {
    let file = try AtomicFile(path: target)
    try read { try file.write($0) }
    let digest = try file.finish()
    try check(digest.sha256)
    try file.publish()
  }

  /// - Throws: where it can't be read or isn't what was sent.
  func verify() throws {
    if let digest = try FileDigest(of: path) { return try check(digest.sha256) }
    throw InputFault(source: path, message: "batch \(batch.digits) is not there; restore a backup")
  }

  private func read(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    let source = try FileSource(path: path, name: path)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 1)
    defer { room.deallocate() }
    while true {
      let count = try source.read(into: room)
      if count == 0 { return }
      try body(UnsafeRawBufferPointer(rebasing: room[..<count]).bindMemory(to: UInt8.self))
    }
  }

  private func check(_ sha256: String) throws {
    if sha256 == batch.sha256 { return }
    throw InputFault(
      source: path,
      message:
        "is not batch \(batch.digits) as it was sent (its SHA-256 differs); restore it from a "
        + "backup")
  }
}

extension Commands {
  /// `claims emit`
  public func emitBatch(
    _ place: LedgerPlace, _ controlNumber: String, to target: String
  ) -> ExitStatus {
    ending {
      let path = try place.path()
      let number = try Self.controlNumber(controlNumber)
      if target == "-" { throw RunFailure.usage("--to takes a file") }
      let (batch, isPromised) = try Ledger.read(path) {
        (try $0.batch(number), try $0.hasPromises())
      }
      guard let batch else { throw RunFailure.usage("the ledger has no batch \(controlNumber)") }
      if batch.isPurged {
        throw RunFailure.usage("batch \(batch.digits) was purged: its bytes are gone")
      }
      // A run that was killed may have left the copy without its name.
      if isPromised { try Ledger.existing(path).writeSettled(log: log) { _, _ in } }
      try BatchArchive(batch: batch, path: batch.archivePath(in: path)).copy(to: target)
      log.info(
        "wrote \(target): batch \(batch.digits), \(batch.claimCount) claims, billed "
          + batch.billed.decimal)
      return .done
    }
  }
}
