import AdapterKit

/// Writes a byte for each text that XML can't carry, and nothing else: so the shared writers
/// themselves say which texts a claim would show.
enum UnfitTexts: ClaimNotation {
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) {
    if !XMLText.canHold(bytes) { buffer.append(0x21) }
  }

  static func startFile(to buffer: inout ByteBuffer) {}
  static func startBatch(to buffer: inout ByteBuffer) {}
  static func endBatch(to buffer: inout ByteBuffer) {}
  static func startClaims(to buffer: inout ByteBuffer) {}
  static func startClaim(to buffer: inout ByteBuffer) {}
  static func endClaim(isLast: Bool, to buffer: inout ByteBuffer) {}
  static func endFile(to buffer: inout ByteBuffer) {}
  static func startObject(first name: StaticString, to buffer: inout ByteBuffer) {}
  static func endObject(to buffer: inout ByteBuffer) {}
  static func startField(_ name: StaticString, to buffer: inout ByteBuffer) {}
  static func endField(_ name: StaticString, to buffer: inout ByteBuffer) {}
  static func field(
    _ name: StaticString, to buffer: inout ByteBuffer, plain write: (inout ByteBuffer) -> Void
  ) {}
  static func absent(_ name: StaticString, to buffer: inout ByteBuffer) {}
  static func startList(_ name: StaticString, to buffer: inout ByteBuffer) {}
  static func endList(_ name: StaticString, to buffer: inout ByteBuffer) {}
  static func startElement(_ name: StaticString, at index: Int, to buffer: inout ByteBuffer) {}
  static func endElement(_ name: StaticString, to buffer: inout ByteBuffer) {}
  static func bare(to buffer: inout ByteBuffer, _ write: (inout ByteBuffer) -> Void) {}
}
