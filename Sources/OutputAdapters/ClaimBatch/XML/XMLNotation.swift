import AdapterKit

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
  static func startObject(first name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(xmlTag: name)
  }

  @inline(__always)
  static func endObject(to buffer: inout ByteBuffer) {}

  @inline(__always)
  static func startField(_ name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(xmlTag: name)
  }

  @inline(__always)
  static func endField(_ name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(xmlEndTag: name)
  }

  @inline(__always)
  static func field(
    _ name: StaticString, to buffer: inout ByteBuffer, plain write: (inout ByteBuffer) -> Void
  ) {
    buffer.append(xmlTag: name)
    write(&buffer)
    buffer.append(xmlEndTag: name)
  }

  @inline(__always)
  static func absent(_ name: StaticString, to buffer: inout ByteBuffer) {}

  @inline(__always)
  static func startList(_ name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(xmlTag: name)
  }

  @inline(__always)
  static func endList(_ name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(xmlEndTag: name)
  }

  @inline(__always)
  static func startElement(_ name: StaticString, at index: Int, to buffer: inout ByteBuffer) {
    buffer.append(xmlTag: name)
  }

  @inline(__always)
  static func endElement(_ name: StaticString, to buffer: inout ByteBuffer) {
    buffer.append(xmlEndTag: name)
  }

  @inline(__always)
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) {
    buffer.append(xmlText: bytes)
  }

  @inline(__always)
  static func bare(to buffer: inout ByteBuffer, _ write: (inout ByteBuffer) -> Void) {
    write(&buffer)
  }
}
