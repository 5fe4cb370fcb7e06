import AdapterKit
import ClaimCore

/// How claims are spelled: the shared writers say what a claim holds and in which order, so that it
/// carries the same facts in every notation.
///
/// Functions are static, so that each writer is compiled once per notation and nothing is asked at
/// run time. Names are the fields' own; values say whether they are text, words or numbers.
///
/// What stands inside a claim goes to any sink. No name, with all that stands around it, takes more
/// than ``mostAroundField`` bytes, no element of a list but its text more than ``mostAroundElement``,
/// and no byte of a text becomes more than ``longestEscape``: so claims and lines are written into
/// room that is made once.
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
  static func startObject<Sink: ByteSink & ~Copyable>(first name: StaticString, to sink: inout Sink)
  static func endObject<Sink: ByteSink & ~Copyable>(to sink: inout Sink)
  /// Begins a further field; its value follows.
  static func startField<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink)
  static func endField<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink)
  /// A further field of what needs no escape in any notation: a date, an amount, one of our words.
  static func field<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, to sink: inout Sink, plain write: (inout Sink) -> Void)
  /// A field that every such object has, without a value.
  static func absent<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink)

  // Lists
  static func startList<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink)
  static func endList<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink)
  /// - Parameters:
  ///   - name: of one element.
  ///   - index: its place in the list, from 0.
  static func startElement<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, at index: Int, to sink: inout Sink)
  static func endElement<Sink: ByteSink & ~Copyable>(_ name: StaticString, to sink: inout Sink)

  // Values
  static func text<Sink: ByteSink & ~Copyable>(
    _ bytes: UnsafeBufferPointer<UInt8>, to sink: inout Sink)
  /// - Precondition: the text is there.
  static func text<Sink: ByteSink & ~Copyable>(
    _ text: Text, of pool: TextPool, to sink: inout Sink)
  /// A number, or true or false.
  static func bare<Sink: ByteSink & ~Copyable>(to sink: inout Sink, _ write: (inout Sink) -> Void)
}

extension ClaimNotation {
  /// `<original_claim_number></original_claim_number>` has 47.
  static var mostAroundField: Int { 64 }
  /// `<diagnosis_pointer></diagnosis_pointer>` has 39.
  static var mostAroundElement: Int { 48 }
  static var longestEscape: Int { max(JSONText.longestEscape, XMLText.longestEscape) }

  static func text<Sink: ByteSink & ~Copyable>(_ string: String, to sink: inout Sink) {
    var string = string
    string.withUTF8 { text($0, to: &sink) }
  }

  static func text<Sink: ByteSink & ~Copyable>(_ literal: StaticString, to sink: inout Sink) {
    text(
      UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount), to: &sink)
  }

  /// A text, or the field without a value where it is missing.
  @inline(__always)
  static func field<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, _ text: Text, of pool: TextPool, to sink: inout Sink
  ) {
    if text.isMissing { return absent(name, to: &sink) }
    startField(name, to: &sink)
    Self.text(text, of: pool, to: &sink)
    endField(name, to: &sink)
  }

  @inline(__always)
  static func field<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, _ number: Int, to sink: inout Sink
  ) {
    startField(name, to: &sink)
    bare(to: &sink) { $0.append(decimal: number) }
    endField(name, to: &sink)
  }
}
