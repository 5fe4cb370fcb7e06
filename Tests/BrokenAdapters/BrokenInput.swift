import AdapterKit
import Glibc
import Synchronization

/// What is wrong with an input adapter; each is an adapter of that name.
enum BrokenInput: String, CaseIterable {
  case sound
  case withoutSample, takesAnyOption, takesEmptyForOne, dropsLast, swapsValues, takesTorn, losesTorn
  case dropsNotUTF8, takesFirstOfTwo, goesByPlace, needsWholeReads, countsAsRead, linesFromZero
  case linesOfBlocks, forgetsHead, swallowsFault, leaksFile, leaksProcess, leaksThread, leavesFile
  case tellsValues, badSlots, crashesWhenMany, hangs

  var kind: InputAdapterKind {
    let specification = AdapterSpecification(
      name: rawValue, kind: .input, summary: "Broken on purpose.",
      options: [
        OptionSpecification(
          "mark", .text, summary: "A mark.", example: "x", refuses: ["two words"])
      ])
    return InputAdapterKind(
      specification: specification, sources: .text,
      sample: { _ in self == .withoutSample ? nil : Pairs.sample },
      make: { (options) throws(OptionFault) in
        if self != .takesAnyOption, options.text("mark")?.contains(" ") == true {
          throw OptionFault(option: "mark", message: "must be one word")
        }
        return BrokenOpening(flaw: self)
      })
  }
}

private struct BrokenOpening: RecordOpening {
  let flaw: BrokenInput

  func open(
    _ source: any ByteSource, names: [String]
  ) throws(InputFault) -> any RecordReader {
    let source =
      flaw == .swallowsFault || flaw == .needsWholeReads
      ? CarelessSource(source, flaw) : source
    var format = Pairs()
    format.takesTornLines = flaw == .takesTorn
    // Whatever is asked for is taken to be there, in the head's order.
    let wanted = flaw == .goesByPlace ? Array(Pairs.names.prefix(names.count)) : names
    do throws(InputFault) {
      return BrokenReader(
        try LineRecordReader(source, names: wanted, format: format, blockBytes: 1 << 12), flaw)
    } catch {
      if flaw != .takesFirstOfTwo { throw error }
      format.names = ["visit", "patient"]
      return try LineRecordReader(
        MemorySource(Array("visit|patient|.\nV-1||.\n".utf8)), names: names, format: format)
    }
  }
}

/// Ends where it should fail, or takes what it gets for all there is.
private final class CarelessSource: ByteSource {
  let name: String
  private let source: any ByteSource
  private let flaw: BrokenInput
  private var isShort = false

  init(_ source: any ByteSource, _ flaw: BrokenInput) {
    name = source.name
    self.source = source
    self.flaw = flaw
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    if isShort { return 0 }
    do throws(InputFault) {
      let count = try source.read(into: buffer)
      isShort = flaw == .needsWholeReads && count < min(buffer.count, 8)
      return count
    } catch {
      if flaw == .swallowsFault { return 0 }
      throw error
    }
  }
}

/// A sound reader, spoilt.
private final class BrokenReader: RecordReader {
  private let reader: any RecordReader
  private let flaw: BrokenInput
  private var isFirst = true
  private static let readSoFar = Mutex(0)

  init(_ reader: any RecordReader, _ flaw: BrokenInput) {
    self.reader = reader
    self.flaw = flaw
    switch flaw {
    case .leaksFile: _ = Glibc.open("/dev/null", O_RDONLY)
    case .leaksProcess: Self.startSleep()
    case .leaksThread: Self.startThread()
    case .leavesFile: Self.leaveFile()
    case .hangs: while true { sleep(1) }
    default: break
    }
  }

  var absentNames: [String] { reader.absentNames }
  var knownNames: [String] { reader.knownNames }
  var frame: RecordFrame {
    var frame = reader.frame
    if flaw == .forgetsHead { frame.prefix = [] }
    return frame
  }

  func nextBlock() throws(InputFault) -> UnreadBlock? {
    guard let unread = try reader.nextBlock() else {
      defer { isFirst = false }
      return flaw == .takesEmptyForOne && isFirst ? UnreadBlock { Self.oneOfNothing } : nil
    }
    isFirst = false
    let flaw = flaw
    return UnreadBlock { () throws(InputFault) in try Self.spoil(unread.read(), flaw) }
  }

  private static var oneOfNothing: RecordBlock {
    var builder = RecordBlockBuilder(raw: [], width: Pairs.names.count)
    builder.begin(0..<0, line: 1)
    return builder.finish()
  }

  private static func spoil(
    _ block: RecordBlock, _ flaw: BrokenInput
  ) throws(InputFault) -> RecordBlock {
    var block = block
    switch flaw {
    case .dropsLast where block.records.count > 100: drop(block.records.count - 1, of: &block)
    case .losesTorn:
      for fault in block.faults.reversed() where fault.code == "no_dot" {
        drop(fault.record, of: &block)
      }
    case .dropsNotUTF8:
      for fault in block.faults.reversed() where fault.code == "not_utf8" {
        drop(fault.record, of: &block)
      }
    case .swapsValues where block.width > 1 && block.records.count > 50:
      block.slots.swapAt(50 * block.width, 50 * block.width + 1)
    case .countsAsRead:
      let first = readSoFar.withLock { count in
        defer { count += block.records.count }
        return count
      }
      renumber(&block) { first + $0 + 2 }
    case .linesFromZero:
      let lines = block.records.map { Int($0.line) }
      renumber(&block) { lines[$0] - 1 }
    case .linesOfBlocks: renumber(&block) { $0 + 2 }
    case .badSlots where !block.slots.isEmpty: block.slots.removeLast()
    case .crashesWhenMany where block.records.first.map { $0.line > 200 } == true:
      preconditionFailure("broken on purpose")
    case .tellsValues where !block.faults.isEmpty:
      let value = String(decoding: block.bytes.prefix(8), as: UTF8.self)
      throw InputFault(source: "sample", message: "something is wrong near \(value)")
    default: break
    }
    return block
  }

  private static func drop(_ record: Int, of block: inout RecordBlock) {
    block.records.remove(at: record)
    block.slots.removeSubrange((record * block.width)..<((record + 1) * block.width))
    block.faults = block.faults.filter { $0.record != record }.map {
      RecordFault(
        record: $0.record > record ? $0.record - 1 : $0.record, line: $0.line, column: $0.column,
        code: $0.code, message: $0.message)
    }
  }

  private static func renumber(_ block: inout RecordBlock, _ line: (Int) -> Int) {
    block.records = block.records.enumerated().map { index, extent in
      RecordExtent(start: Int(extent.start), end: Int(extent.end), line: line(index))
    }
  }

  // MARK: Things left behind

  private static func startSleep() {
    var process: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("20"), nil]
    _ = posix_spawn(&process, "/bin/sleep", nil, nil, &arguments, nil)
    for argument in arguments { free(argument) }
  }

  private static func startThread() {
    var thread = pthread_t()
    _ = pthread_create(
      &thread, nil,
      { @Sendable _ in
        sleep(20)
        return nil
      }, nil)
  }

  private static func leaveFile() {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    close(Glibc.open("\(folder)/left", O_CREAT | O_WRONLY, 0o600))
  }
}
