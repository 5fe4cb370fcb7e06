import AdapterKit
import CLibXML2

/// What bounds a document's use of memory and time.
struct ScanLimits: Sendable, Equatable {
  var recordBytes = 16 << 20
  var depth = 256
  /// libxml2 compares each attribute with each other one, and each prefix with every declared one.
  static let attributes = 1000
  /// A tag, comment, CDATA section or processing instruction; below libxml2's own 10,000,000.
  static let tokenBytes = 8 << 20
}

/// An open element.
struct OpenElement: BitwiseCopyable {
  /// Its local name; libxml2 keeps it.
  var name: UnsafePointer<UInt8>
  /// Its place among the wanted paths, or -1.
  var node: Int32 = -1
  /// The slot of its own value, or -1.
  var slot: Int32 = -1
  /// Outside records: its path is the beginning of the record path.
  var isOnPath = false
  /// Around records: one of them was met.
  var hasRecords = false
  /// Its parent's value may be a list of such elements.
  var isItem = false
  var isNil = false
  var hasChildren = false
  /// Its children and text are no plain list.
  var isMixed = false
  /// Namespaces that it declares.
  var namespaces: Int32 = 0
  /// The first child's name.
  var childName: UnsafePointer<UInt8>?
  var items = ValueChain()

  var isWanted: Bool { slot >= 0 }
}

/// One document being parsed: what the parser's events find and change.
///
/// It lives at one address for as long as the parser, which hands that address to every event;
/// nothing here that is touched per element counts references.
struct DocumentScan: ~Copyable {
  /// What becomes of character data just now.
  enum TextUse { case none, value, mustBeBlank, parent }

  let sourceName: String
  let limits: ScanLimits
  let records: RecordPath
  let matcher: FieldMatcher
  var parser: xmlParserCtxtPtr?
  /// Bytes in front of what the parser was given.
  var bytesBeforeParser = 0

  var window = SourceWindow()
  var names: NameTable
  var open = Pool<OpenElement>(capacity: 64)
  var openNamespaces = 0
  var rootIsSeen = false
  var textUse = TextUse.none

  /// The depth of the record under way, or -1.
  var recordDepth = -1
  var recordStart = 0
  var recordLine = 0
  /// Of the record among its siblings, from 1.
  var recordNumber = 0

  var parents = ParentValues()
  var record: RecordAssembly
  var block: BlockUnderWay
  var sealed: [RecordBlock] = []
  var frame = FrameUnderWay()

  /// Set once; nothing counts after it.
  var fault: InputFault?
  var isHalted = false

  init(sourceName: String, paths: [FieldPath], records: RecordPath, limits: ScanLimits) {
    self.sourceName = sourceName
    self.limits = limits
    self.records = records
    matcher = FieldMatcher(paths, records: records)
    names = NameTable(matcher.names)
    record = RecordAssembly(width: matcher.width)
    block = BlockUnderWay(width: matcher.width)
  }

  /// Where the parser stands, as an offset in the source.
  var position: Int {
    @inline(__always) get {
      guard let input = parser?.pointee.input else { return window.end }
      return Int(bitPattern: input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
        + bytesBeforeParser
    }
  }

  /// The first byte of the record under way, as it stands in the window.
  var recordBytes: UnsafePointer<UInt8> {
    @inline(__always) get { UnsafePointer(window.at(recordStart)) }
  }

  /// The block's records are ready to be handed out.
  mutating func seal() { sealed.append(block.seal(window)) }

  /// Where these bytes stand in the record under way; -1 if the parser made them somewhere else.
  @inline(__always)
  func positionInRecord(_ bytes: UnsafePointer<UInt8>) -> Int {
    guard let input = parser?.pointee.input, let base = input.pointee.base,
      let end = input.pointee.end, bytes >= base, bytes < end
    else { return -1 }
    return Int(bitPattern: input.pointee.consumed) + (bytes - base) + bytesBeforeParser
      - recordStart
  }

  /// The `<` of the start tag that the parser just read; no attribute can hold another.
  func startOfTag() -> Int {
    var offset = min(position, window.end - 1)
    while offset > window.start, window.at(offset).pointee != 0x3C { offset -= 1 }
    return offset
  }
}
