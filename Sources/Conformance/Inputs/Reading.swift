import AdapterKit
import Dispatch
import Synchronization

/// A record as an adapter gave it.
struct ReadRecord: Equatable, Sendable {
  var line: Int
  /// Verbatim; `nil` where the adapter does not keep records as the source spells them.
  var raw: [UInt8]?
  /// By name; elements of a list are joined as in a block.
  var values: [[UInt8]?]
  var fault: RecordFault?
}

/// What came of reading a source.
struct Reading: Equatable {
  var records: [ReadRecord] = []
  /// What ended it before the source's end.
  var fault: InputFault?
  var absentNames: [String] = []
  var frame = RecordFrame(prefix: [], separator: [], suffix: [])
  /// Blocks that are not what a block must be.
  var defects: [String] = []
}

enum ReadOrder {
  /// Each as soon as it is cut.
  case inTurn
  /// All are cut first; the last is read first.
  case backwards
  /// All are cut first; several threads read them.
  case threads
}

extension InputTrial {
  /// Reads a source to its end, or to its fault.
  func read(
    _ bytes: [UInt8], names: [String]? = nil, atMost: Int = .max, failingAt: Int? = nil,
    order: ReadOrder = .inTurn
  ) throws -> Reading {
    var reading = Reading()
    let names = try names ?? sample().names
    var opened: (any RecordReader)?
    do throws(InputFault) {
      let reader = try open(bytes, names: names, atMost: atMost, failingAt: failingAt)
      opened = reader
      reading.absentNames = reader.absentNames
      switch order {
      case .inTurn:
        while let unread = try reader.nextBlock() {
          reading.add(try unread.read(), width: names.count)
        }
      case .backwards, .threads:
        var blocks: [UnreadBlock] = []
        while let unread = try reader.nextBlock() { blocks.append(unread) }
        for result in order == .threads ? Self.threaded(blocks) : Self.backwards(blocks) {
          reading.add(try result.get(), width: names.count)
        }
      }
    } catch {
      reading.fault = error
    }
    if let opened { reading.take(opened.frame) }
    tell(reading)
    return reading
  }

  private func tell(_ reading: Reading) {
    if let fault = reading.fault { messages.add(fault.description) }
    for record in reading.records {
      if let fault = record.fault { messages.add("\(fault.code): \(fault.message)") }
    }
  }

  private static func backwards(_ blocks: [UnreadBlock]) -> [Result<RecordBlock, InputFault>] {
    blocks.reversed().map { block in
      Result { () throws(InputFault) in try block.read() }
    }.reversed()
  }

  private static func threaded(_ blocks: [UnreadBlock]) -> [Result<RecordBlock, InputFault>] {
    let read = Mutex<[Int: Result<RecordBlock, InputFault>]>([:])
    DispatchQueue.concurrentPerform(iterations: blocks.count) { @Sendable number in
      let taken = blocks.count - 1 - number
      let result = Result { () throws(InputFault) in try blocks[taken].read() }
      read.withLock { $0[taken] = result }
    }
    let results = read.withLock { $0 }
    return blocks.indices.compactMap { results[$0] }
  }
}

extension Reading {
  /// Another ending than the source's says that quarantine files are of another format.
  fileprivate mutating func take(_ frame: RecordFrame) {
    self.frame = frame
    if frame.ending.isEmpty { return }
    for index in records.indices { records[index].raw = nil }
  }

  /// Takes a block's records, if it is sound.
  mutating func add(_ block: RecordBlock, width: Int) {
    let defects = block.defects(width: width)
    if !defects.isEmpty {
      if self.defects.count < Verdict.mostReasons { self.defects += defects }
      return
    }
    var faults: [Int: RecordFault] = [:]
    for fault in block.faults { faults[fault.record] = faults[fault.record] ?? fault }
    for (index, extent) in block.records.enumerated() {
      let slots = block.slots[(index * width)..<((index + 1) * width)]
      records.append(
        ReadRecord(
          line: Int(extent.line), raw: Array(block.bytes[Int(extent.start)..<Int(extent.end)]),
          values: slots.map { block.value($0) }, fault: faults[index]))
    }
  }
}

extension RecordBlock {
  /// What would make whoever reads the block stumble.
  func defects(width: Int) -> [String] {
    var defects: [String] = []
    if self.width != width {
      defects.append("a block has width \(self.width) where \(width) names were asked for")
    }
    if slots.count != records.count * width {
      defects.append(
        "a block has \(slots.count) slots for \(records.count) records of \(width) names")
    }
    if slots.contains(where: { $0.kind != .missing && $0.offset + $0.count > bytes.count }) {
      defects.append("a block has a value outside of its bytes")
    }
    if records.contains(where: { $0.start > $0.end || Int($0.end) > bytes.count }) {
      defects.append("a block has a record outside of its bytes")
    }
    if faults.contains(where: { !records.indices.contains($0.record) }) {
      defects.append("a block has the fault of a record that it does not have")
    }
    return defects
  }

  fileprivate func value(_ slot: FieldSlot) -> [UInt8]? {
    switch slot.kind {
    case .missing: nil
    case .text, .list: Array(bytes[slot.range])
    case .nested: Array("(nested)".utf8)
    }
  }
}
