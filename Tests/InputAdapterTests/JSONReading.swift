import AdapterKit

@testable import JSONAdapter

/// What reading a source came to.
struct Reading: Equatable {
  var records: [SeenRecord] = []
  var faults: [RecordFault] = []
  var fault: InputFault?
}

enum JSONReading {
  static func json(
    _ text: [UInt8], records: String? = nil, names: [String] = ["a"], block: Int = 1 << 20,
    atMost: Int = .max, limit: Int? = nil
  ) throws -> Reading {
    let options = records.map { ["records": OptionValue.text($0)] } ?? [:]
    var adapter = try JSONAdapter(
      options: OptionValues(options, of: JSONAdapter.specification))
    adapter.limits.blockBytes = block
    if let limit { adapter.limits.recordBytes = limit }
    return read(adapter, text, names, atMost)
  }

  static func ndjson(
    _ text: [UInt8], names: [String] = ["a"], block: Int = 1 << 20, atMost: Int = .max,
    limit: Int? = nil
  ) throws -> Reading {
    var adapter = try NDJSONAdapter(options: OptionValues(of: NDJSONAdapter.specification))
    adapter.limits.blockBytes = block
    if let limit { adapter.limits.recordBytes = limit }
    return read(adapter, text, names, atMost)
  }

  private static func read(
    _ adapter: any InputAdapter, _ text: [UInt8], _ names: [String], _ atMost: Int
  ) -> Reading {
    var reading = Reading()
    do throws(InputFault) {
      let source = MemorySource(name: "memory", text, atMost: atMost)
      let reader = try adapter.open(source, names: names)
      while let unread = try reader.nextBlock() { reading.add(try unread.read()) }
    } catch {
      reading.fault = error
    }
    return reading
  }
}

extension Reading {
  fileprivate mutating func add(_ block: RecordBlock) {
    let first = records.count
    for (number, extent) in block.records.enumerated() {
      let slots = block.slots[(number * block.width)..<((number + 1) * block.width)]
      records.append(
        SeenRecord(
          verbatim: Array(block.bytes[Int(extent.start)..<Int(extent.end)]),
          line: Int(extent.line), values: slots.map { Found($0, block.bytes) }))
    }
    for fault in block.faults {
      records[first + fault.record].fault = fault.code
      faults.append(
        RecordFault(
          record: first + fault.record, line: fault.line, column: fault.column, code: fault.code,
          message: fault.message))
    }
  }

  /// The records as the oracle would tell them.
  var plain: [SeenRecord] {
    records.map { record in
      var record = record
      switch record.fault {
      case "duplicate_key", "lone_surrogate": record.fault = "duplicate_key or lone_surrogate"
      case "nested_too_deep": record.fault = "malformed_json"
      default: break
      }
      return record
    }
  }
}

extension Found {
  fileprivate init(_ slot: FieldSlot, _ bytes: [UInt8]) {
    let text = String(decoding: bytes[slot.range], as: UTF8.self)
    switch slot.kind {
    case .missing: self = .missing
    case .text: self = .text(text)
    case .nested: self = .nested
    case .list:
      self = .list(
        text.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init))
    }
  }
}
