import AdapterKit
import CLibXML2
import Glibc

/// Reads one document. Parsing is one thread's work, so it happens in ``nextBlock()`` and the
/// blocks are read already.
final class XMLRecordReader: RecordReader {
  private let source: any ByteSource
  private let scan: UnsafeMutablePointer<DocumentScan>
  private let parser: PushParser
  /// Whether the `encoding` option vouches for UTF-8, whatever the document says of itself.
  private let encodingIsGiven: Bool
  /// So that tests have both readings of a document.
  private let usesParserOnly: Bool
  private var hasBegun = false
  private var hasEnded = false
  /// Up to here the parser has it.
  private var pushed = 0
  private var guardian = TokenGuard()
  /// Reads what needs no parser.
  private var plain: PlainRecords
  /// How much the parser is given at least before plain records are looked for again.
  private var stride = 0

  /// Small enough for limits to be checked in time.
  private static let pushSize = 64 << 10

  init(
    _ source: any ByteSource, paths: [FieldPath], records: RecordPath, limits: ScanLimits,
    encodingIsGiven: Bool, parserOnly: Bool = false
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
    plain = PlainRecords(scan.pointee)
    usesParserOnly = parserOnly
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
    if try scan.pointee.window.read(source) {
      pushValid()
      scan.pointee.sealIfLarge()
      return
    }
    pushValid(isLast: true)
    end()
  }

  /// - Parameter isLast: nothing is kept back for more bytes to come.
  private func pushValid(isLast: Bool = false) {
    let stop = scan.pointee.window.end
    let check = UTF8Check.checkWithoutZeros(scan.pointee.window.at(pushed), count: stop - pushed)
    push(upTo: pushed + check.valid, isLast: isLast || check.isBroken)
    if check.isBroken { scan.pointee.refuseBrokenUTF8(at: pushed) }
  }

  private func push(upTo stop: Int, isLast: Bool) {
    while pushed < stop && !scan.pointee.isHalted {
      if !usesParserOnly, plain.isNext(in: scan.pointee, pushed: pushed) {
        let (end, why) = plain.read(&scan.pointee, from: pushed, upTo: stop)
        if end > pushed {
          // For the parser these bytes never were.
          scan.pointee.bytesBeforeParser += end - pushed
          pushed = end
          stride = 0
        }
        if why == .needsMore && !isLast && stop - pushed < Self.pushSize { return }
      }
      let count = pieceEnd(upTo: stop) - pushed
      guardian.look(at: &scan.pointee, from: pushed, count: count)
      if scan.pointee.isHalted { return }
      let bytes = UnsafePointer(scan.pointee.window.at(pushed))
      pushed += count
      parser.push(bytes, count: count)
    }
  }

  /// Where the parser's next piece ends: behind a tag that plain records may follow, as soon as there
  /// is one; later and later, where there are none.
  private func pieceEnd(upTo stop: Int) -> Int {
    let most = min(pushed + Self.pushSize, stop)
    if usesParserOnly || !plain.isUseful { return most }
    let start = min(pushed + stride, most)
    stride = min(max(stride * 2, 256), Self.pushSize)
    return scan.pointee.tagEnd(from: start, upTo: most) ?? most
  }

  private func end() {
    hasEnded = true
    if scan.pointee.isHalted { return }
    if pushed < scan.pointee.window.end { return scan.pointee.refuseTruncated() }
    guardian.look(at: &scan.pointee, from: pushed, count: 0)
    if scan.pointee.isHalted { return }
    parser.finish()
    if scan.pointee.open.count > 0 || !scan.pointee.rootIsSeen { scan.pointee.refuseTruncated() }
    if !scan.pointee.isHalted { scan.pointee.sealRest() }
  }
}

extension DocumentScan {
  /// Behind the end tag of the record under way, if there is one, or any tag outside of records.
  fileprivate func tagEnd(from start: Int, upTo stop: Int) -> Int? {
    var at = UnsafePointer(window.at(start))
    let end = UnsafePointer(window.at(stop))
    let name = recordDepth >= 0 ? open.base[recordDepth].name : nil
    while at < end, let found = memchr(at, 0x3E, end - at) {
      let bracket = UnsafeRawPointer(found).assumingMemoryBound(to: UInt8.self)
      at = bracket + 1
      if let name, !isEndTag(name, before: bracket) { continue }
      return start + (at - UnsafePointer(window.at(start)))
    }
    return nil
  }

  /// Whether `</name` stands in front of a bracket.
  private func isEndTag(
    _ name: UnsafePointer<UInt8>, before bracket: UnsafePointer<UInt8>
  ) -> Bool {
    var count = 0
    while name[count] != 0 { count += 1 }
    guard bracket - UnsafePointer(window.at(window.start)) >= count + 2 else { return false }
    let start = bracket - count
    return memcmp(start, name, count) == 0 && start[-1] == 0x2F && start[-2] == 0x3C
  }

  /// Lets go of all bytes in front of the record or token under way and of the block's.
  fileprivate mutating func dropUsed() {
    let used = recordDepth >= 0 ? recordStart : position
    window.drop(before: block.isEmpty ? used : min(used, block.start))
  }

  fileprivate mutating func sealIfLarge() {
    if block.isLarge(upTo: window.end) { seal() }
  }

  fileprivate mutating func sealRest() {
    if !block.isEmpty { seal() }
  }
}
