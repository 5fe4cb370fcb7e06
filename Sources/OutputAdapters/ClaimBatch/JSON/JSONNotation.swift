import AdapterKit

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
  static func startObject(first name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x7B)
  }

  @inline(__always)
  static func endObject(to buffer: inout ByteBuffer) { buffer.append(0x7D) }

  @inline(__always)
  static func startField(_ name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x2C)
  }

  @inline(__always)
  static func endField(_ name: StaticString, to buffer: inout ByteBuffer) {}

  @inline(__always)
  static func field(
    _ name: StaticString, to buffer: inout ByteBuffer, plain write: (inout ByteBuffer) -> Void
  ) {
    buffer.append(jsonKey: name, after: 0x2C, opening: 0x22)
    write(&buffer)
    buffer.append(0x22)
  }

  @inline(__always)
  static func absent(_ name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x2C)
    buffer.append("null")
  }

  @inline(__always)
  static func startList(_ name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x2C, opening: 0x5B)
  }

  @inline(__always)
  static func endList(_ name: StaticString, to buffer: inout ByteBuffer) { buffer.append(0x5D) }

  @inline(__always)
  static func startElement(_ name: StaticString, at index: Int, to buffer: inout ByteBuffer) {
    if index > 0 { buffer.append(0x2C) }
  }

  @inline(__always)
  static func endElement(_ name: StaticString, to buffer: inout ByteBuffer) {}

  @inline(__always)
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) {
    buffer.append(jsonString: bytes)
  }

  @inline(__always)
  static func bare(to buffer: inout ByteBuffer, _ write: (inout ByteBuffer) -> Void) {
    write(&buffer)
  }
}
