import AdapterKit
import ClaimCore

/// Writes a byte for each text that XML can't carry, and nothing else: so the shared writers
/// themselves say which texts a claim would show.
enum UnfitTexts: ClaimNotation {
  static func text<Sink: ByteSink & ~Copyable>(
    _ bytes: UnsafeBufferPointer<UInt8>, to sink: inout Sink
  ) {
    if !XMLText.canHold(bytes) { sink.append(0x21) }
  }

  static func text<Sink: ByteSink & ~Copyable>(
    _ text: Text, of pool: TextPool, to sink: inout Sink
  ) {
    if !XMLText.canHold(text, of: pool) { sink.append(0x21) }
  }

  static func startFile(to buffer: inout ByteBuffer) {}
  static func startBatch(to buffer: inout ByteBuffer) {}
  static func endBatch(to buffer: inout ByteBuffer) {}
  static func startClaims(to buffer: inout ByteBuffer) {}
  static func startClaim(to buffer: inout ByteBuffer) {}
  static func endClaim(isLast: Bool, to buffer: inout ByteBuffer) {}
  static func endFile(to buffer: inout ByteBuffer) {}
  static func startObject<Sink: ByteSink & ~Copyable>(first name: StaticString, to sink: inout Sink)
  {}
  static func endObject<Sink: ByteSink & ~Copyable>(to sink: inout Sink) {}
  static func startField<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {}
  static func endField<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {}
  static func field<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, to sink: inout Sink, plain write: (inout Sink) -> Void
  ) {}
  static func absent<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {}
  static func startList<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {}
  static func endList<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {}
  static func startElement<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, at index: Int, to sink: inout Sink
  ) {}
  static func endElement<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink) {}
  static func bare<Sink: ByteSink & ~Copyable>(to sink: inout Sink, _ write: (inout Sink) -> Void) {
  }
}
