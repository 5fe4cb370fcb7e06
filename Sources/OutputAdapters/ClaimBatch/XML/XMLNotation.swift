import AdapterKit
import ClaimCore

/// Claims as XML that meets docs/schemas/claim-batch.xsd: elements are named as JSON's members, a
/// list is an element around its own, and what has no value is left out.
enum XMLNotation: ClaimNotation {
  static func startFile(to buffer: inout ByteBuffer) {
    buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    buffer.append("<claim_batch xmlns=\"urn:claimpipe:claim-batch:1\">\n")
  }
  static func startBatch(to buffer: inout ByteBuffer) { buffer.append("<batch>") }
  static func endBatch(to buffer: inout ByteBuffer) { buffer.append("</batch>\n") }
  static func startClaims(to buffer: inout ByteBuffer) { buffer.append("<claims>\n") }
  static func startClaim(to buffer: inout ByteBuffer) { buffer.append("<claim>") }
  static func endClaim(isLast: Bool, to buffer: inout ByteBuffer) { buffer.append("</claim>\n") }
  static func endFile(to buffer: inout ByteBuffer) {
    buffer.append("</claims>\n</claim_batch>\n")
  }

  @inline(__always)
  static func startObject<Sink: ByteSink & ~Copyable>(first name: StaticString, to sink: inout Sink)
  {
    sink.append(xmlTag: name)
  }

  @inline(__always)
  static func endObject<Sink: ByteSink & ~Copyable>(to sink: inout Sink) {}

  @inline(__always)
  static func startField<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {
    sink.append(xmlTag: name)
  }

  @inline(__always)
  static func endField<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {
    sink.append(xmlEndTag: name)
  }

  @inline(__always)
  static func field<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, to sink: inout Sink, plain write: (inout Sink) -> Void
  ) {
    sink.append(xmlTag: name)
    write(&sink)
    sink.append(xmlEndTag: name)
  }

  @inline(__always)
  static func absent<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {}

  @inline(__always)
  static func startList<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {
    sink.append(xmlTag: name)
  }

  @inline(__always)
  static func endList<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {
    sink.append(xmlEndTag: name)
  }

  @inline(__always)
  static func startElement<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, at index: Int, to sink: inout Sink
  ) {
    sink.append(xmlTag: name)
  }

  @inline(__always)
  static func endElement<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {
    sink.append(xmlEndTag: name)
  }

  @inline(__always)
  static func text<Sink: ByteSink & ~Copyable>(
    _ bytes: UnsafeBufferPointer<UInt8>, to sink: inout Sink
  ) {
    sink.append(xmlText: bytes)
  }

  @inline(__always)
  static func text<Sink: ByteSink & ~Copyable>(
    _ text: Text, of pool: TextPool, to sink: inout Sink
  ) {
    sink.append(xmlText: text, of: pool)
  }

  @inline(__always)
  static func bare<Sink: ByteSink & ~Copyable>(to sink: inout Sink, _ write: (inout Sink) -> Void) {
    write(&sink)
  }
}
