import AdapterKit
import ClaimCore

/// Claims as JSON objects (formats.md section 5): what has no value is null, lists may be empty.
enum JSONNotation: ClaimNotation {
  static func startFile(to buffer: inout ByteBuffer) { buffer.append("{") }
  static func startBatch(to buffer: inout ByteBuffer) { buffer.append("\"batch\":") }
  static func endBatch(to buffer: inout ByteBuffer) { buffer.append(",\n") }
  static func startClaims(to buffer: inout ByteBuffer) { buffer.append("\"claims\":[\n") }
  static func startClaim(to buffer: inout ByteBuffer) {}
  static func endClaim(isLast: Bool, to buffer: inout ByteBuffer) {
    if !isLast { buffer.append(0x2C) }
    buffer.append(0x0A)
  }
  static func endFile(to buffer: inout ByteBuffer) { buffer.append("]}\n") }

  @inline(__always)
  static func startObject<Sink: ByteSink & ~Copyable>(first name: StaticString, to sink: inout Sink)
  {
    sink.append(jsonKey: name, after: 0x7B)
  }

  @inline(__always)
  static func endObject<Sink: ByteSink & ~Copyable>(to sink: inout Sink) { sink.append(0x7D) }

  @inline(__always)
  static func startField<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {
    sink.append(jsonKey: name, after: 0x2C)
  }

  @inline(__always)
  static func endField<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {}

  @inline(__always)
  static func field<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, to sink: inout Sink, plain write: (inout Sink) -> Void
  ) {
    sink.append(jsonKey: name, after: 0x2C, opening: 0x22)
    write(&sink)
    sink.append(0x22)
  }

  @inline(__always)
  static func absent<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {
    sink.append(jsonKey: name, after: 0x2C)
    sink.append("null")
  }

  @inline(__always)
  static func startList<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {
    sink.append(jsonKey: name, after: 0x2C, opening: 0x5B)
  }

  @inline(__always)
  static func endList<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {
    sink.append(0x5D)
  }

  @inline(__always)
  static func startElement<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, at index: Int, to sink: inout Sink
  ) {
    if index > 0 { sink.append(0x2C) }
  }

  @inline(__always)
  static func endElement<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {}

  @inline(__always)
  static func text<Sink: ByteSink & ~Copyable>(
    _ bytes: UnsafeBufferPointer<UInt8>, to sink: inout Sink
  ) {
    sink.append(jsonString: bytes)
  }

  @inline(__always)
  static func text<Sink: ByteSink & ~Copyable>(
    _ text: Text, of pool: TextPool, to sink: inout Sink
  ) {
    sink.append(jsonString: text, of: pool)
  }

  @inline(__always)
  static func bare<Sink: ByteSink & ~Copyable>(to sink: inout Sink, _ write: (inout Sink) -> Void) {
    write(&sink)
  }
}
