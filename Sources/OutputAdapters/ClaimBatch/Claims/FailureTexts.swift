import AdapterKit
import ClaimCore

/// Every validation as claims list it, written once.
struct FailureTexts: Sendable {
  private let objects: [[UInt8]]

  init<Notation: ClaimNotation>(_ validations: [any ClaimValidation], as _: Notation.Type) {
    objects = validations.map { validation in
      var buffer = ByteBuffer(capacity: 256)
      Notation.startObject(first: "code", to: &buffer)
      Notation.text(validation.code, to: &buffer)
      Notation.endField("code", to: &buffer)
      Notation.startField("message", to: &buffer)
      Notation.text(validation.message, to: &buffer)
      Notation.endField("message", to: &buffer)
      Notation.endObject(to: &buffer)
      return buffer.bytes
    }
  }

  func append(_ unmet: UnmetValidation, to buffer: inout ByteBuffer) {
    buffer.append(objects[Int(unmet.validation)])
  }
}
