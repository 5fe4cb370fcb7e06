import AdapterKit
import CLibXML2

/// Reads one document. Parsing is one thread's work, so it happens in ``nextBlock()`` and the
/// blocks are read already.
final class XMLRecordReader: RecordReader {
  private let source: any ByteSource
  private let scan: UnsafeMutablePointer<DocumentScan>
  private let parser: PushParser
  /// Whether the `encoding` option vouches for UTF-8, whatever the document says of itself.
  private let encodingIsGiven: Bool
  private var hasBegun = false
  private var hasEnded = false
  /// Up to here the parser has it.
  private var pushed = 0
  private var guardian = TokenGuard()

  /// Small enough for limits to be checked in time.
  private static let pushSize = 64 << 10

  init(
    _ source: any ByteSource, paths: [FieldPath], records: RecordPath, limits: ScanLimits,
    encodingIsGiven: Bool
  ) throws(InputFault) {
    try XMLLibrary.load(for: source.name)
    self.source = source
    self.encodingIsGiven = encodingIsGiven
    scan = .allocate(capacity: 1)
    scan.initialize(
      to: DocumentScan(
        sourceName: source.name, paths: paths, records: records, limits: limits))
    guard let parser = PushParser(scan) else {
      scan.deinitialize(count: 1)
      scan.deallocate()
      throw InputFault(source: source.name, message: "there is no memory left for a parser")
    }
    self.parser = parser
  }

  deinit {
    scan.deinitialize(count: 1)
    scan.deallocate()
  }

  var absentNames: [String] { [] }
  var knownNames: [String] { [] }
  var frame: RecordFrame { scan.pointee.frame.frame }

  func nextBlock() throws(InputFault) -> UnreadBlock? {
    claimpipe_xml_silence()
    while scan.pointee.sealed.isEmpty {
      if let fault = scan.pointee.fault { throw fault }
      if hasEnded { return nil }
      if hasBegun { try readOn() } else { try begin() }
    }
    let block = scan.pointee.sealed.removeFirst()
    return UnreadBlock { () throws(InputFault) -> RecordBlock in block }
  }

  // MARK: Steps

  /// Looks at what the document says of itself before the parser sees it.
  private func begin() throws(InputFault) {
    hasBegun = true
    while !DocumentStart.isEnough(firstBytes) {
      guard try scan.pointee.window.read(source) else { break }
    }
    let start = DocumentStart(firstBytes)
    if let encoding = start.foreignEncoding, !encodingIsGiven {
      return scan.pointee.refuseEncoding(encoding)
    }
    scan.pointee.bytesBeforeParser = start.mark
    pushed = start.mark
    if start.declaration > 0 {
      scan.pointee.frame.declaration = Array(
        UnsafeBufferPointer(start: scan.pointee.window.at(start.mark), count: start.declaration))
    }
    pushValid()
  }

  private var firstBytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: scan.pointee.window.at(0), count: scan.pointee.window.end)
  }

  private func readOn() throws(InputFault) {
    scan.pointee.dropUsed()
    if try scan.pointee.window.read(source) { pushValid() } else { end() }
  }

  private func pushValid() {
    let stop = scan.pointee.window.end
    let check = UTF8Check.checkWithoutZeros(scan.pointee.window.at(pushed), count: stop - pushed)
    push(upTo: pushed + check.valid)
    if check.isBroken { scan.pointee.refuseBrokenUTF8(at: pushed) }
  }

  private func push(upTo stop: Int) {
    while pushed < stop && !scan.pointee.isHalted {
      let count = min(stop - pushed, Self.pushSize)
      guardian.look(at: &scan.pointee, from: pushed, count: count)
      if scan.pointee.isHalted { return }
      let bytes = UnsafePointer(scan.pointee.window.at(pushed))
      pushed += count
      parser.push(bytes, count: count)
    }
  }

  private func end() {
    hasEnded = true
    if pushed < scan.pointee.window.end { return scan.pointee.refuseTruncated() }
    guardian.look(at: &scan.pointee, from: pushed, count: 0)
    if scan.pointee.isHalted { return }
    parser.finish()
    if scan.pointee.open.count > 0 || !scan.pointee.rootIsSeen { scan.pointee.refuseTruncated() }
    if !scan.pointee.isHalted { scan.pointee.sealRest() }
  }
}

extension DocumentScan {
  /// Lets go of all bytes in front of the record or token under way.
  fileprivate mutating func dropUsed() {
    window.drop(before: recordDepth >= 0 ? recordStart : position)
  }

  fileprivate mutating func sealRest() {
    if !block.isEmpty { sealed.append(block.seal()) }
  }
}
