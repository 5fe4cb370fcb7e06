import AdapterKit
import ClaimCore

/// How claims are spelled: the shared writers say what a claim holds and in which order, so that it
/// carries the same facts in every notation.
///
/// Functions are static, so that each writer is compiled once per notation and nothing is asked at
/// run time. Names are the fields' own; values say whether they are text, words or numbers.
protocol ClaimNotation: Sendable {
  // The file
  static func startFile(to buffer: inout ByteBuffer)
  static func startBatch(to buffer: inout ByteBuffer)
  static func endBatch(to buffer: inout ByteBuffer)
  static func startClaims(to buffer: inout ByteBuffer)
  static func startClaim(to buffer: inout ByteBuffer)
  /// - Parameter isLast: of its file, or alone on its line.
  static func endClaim(isLast: Bool, to buffer: inout ByteBuffer)
  static func endFile(to buffer: inout ByteBuffer)

  // Objects
  /// Begins an object with its first field.
  static func startObject(first name: StaticString, to buffer: inout ByteBuffer)
  static func endObject(to buffer: inout ByteBuffer)
  /// Begins a further field; its value follows.
  static func startField(_ name: StaticString, to buffer: inout ByteBuffer)
  static func endField(_ name: StaticString, to buffer: inout ByteBuffer)
  /// A further field of what needs no escape in any notation: a date, an amount, one of our words.
  static func field(
    _ name: StaticString, to buffer: inout ByteBuffer, plain write: (inout ByteBuffer) -> Void)
  /// A field that every such object has, without a value.
  static func absent(_ name: StaticString, to buffer: inout ByteBuffer)

  // Lists
  static func startList(_ name: StaticString, to buffer: inout ByteBuffer)
  static func endList(_ name: StaticString, to buffer: inout ByteBuffer)
  /// - Parameters:
  ///   - name: of one element.
  ///   - index: its place in the list, from 0.
  static func startElement(_ name: StaticString, at index: Int, to buffer: inout ByteBuffer)
  static func endElement(_ name: StaticString, to buffer: inout ByteBuffer)

  // Values
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer)
  /// A number, or true or false.
  static func bare(to buffer: inout ByteBuffer, _ write: (inout ByteBuffer) -> Void)
}

extension ClaimNotation {
  /// - Precondition: the text is there.
  @inline(__always)
  static func text(_ text: Text, of pool: TextPool, to buffer: inout ByteBuffer) {
    pool.withBytes(text) { Self.text($0, to: &buffer) }
  }

  static func text(_ string: String, to buffer: inout ByteBuffer) {
    var string = string
    string.withUTF8 { text($0, to: &buffer) }
  }

  static func text(_ literal: StaticString, to buffer: inout ByteBuffer) {
    text(
      UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount), to: &buffer)
  }

  /// A text, or the field without a value where it is missing.
  @inline(__always)
  static func field(
    _ name: StaticString, _ text: Text, of pool: TextPool, to buffer: inout ByteBuffer
  ) {
    if text.isMissing { return absent(name, to: &buffer) }
    startField(name, to: &buffer)
    Self.text(text, of: pool, to: &buffer)
    endField(name, to: &buffer)
  }

  @inline(__always)
  static func field(_ name: StaticString, _ number: Int, to buffer: inout ByteBuffer) {
    startField(name, to: &buffer)
    bare(to: &buffer) { $0.append(decimal: number) }
    endField(name, to: &buffer)
  }
}
