import AdapterKit

/// Where a record message has what: the fields that were asked for, then what the message itself says.
struct MessagePlan: Sendable {
  /// Fields that were asked for.
  let width: Int
  let fields: FieldPlan

  /// What a message says of its record, by its slot behind the fields.
  enum Part: Int, CaseIterable { case fields, type, line, raw, code, message }

  init(names: [String], form: MessageForm, source: String) throws(InputFault) {
    width = names.count
    let keys = Part.allCases.map { part in
      switch part {
      case .fields: form.fields
      case .type: "type"
      case .line: "line"
      case .raw: "raw"
      case .code: "code"
      case .message: "message"
      }
    }
    let named = try FieldPlan.paths(names, source: source)
    if named.contains(where: { $0.parents > 0 }) {
      throw InputFault(
        source: source, message: "the mapping has `../`, but nothing stands around a record here")
    }
    let paths = named.map {
      JSONPath(steps: [.key(Array(form.fields.utf8))] + $0.steps)
    }
    fields = FieldPlan(paths + keys.map { JSONPath(steps: [.key(Array($0.utf8))]) })
  }

  func slot(_ part: Part) -> Int { width + part.rawValue }

  /// What is wrong with a line that is not JSON; nothing of the line itself.
  static func nonsense(
    _ flaw: Malformed, _ range: Range<Int>, _ text: UnsafePointer<UInt8>
  ) -> String {
    let column =
      ByteScan.characters(text, range.lowerBound..<max(flaw.offset, range.lowerBound)) + 1
    let message =
      flaw.flaw == .utf8 ? "these bytes are not UTF-8, which all output must be" : flaw.flaw.message
    return "not JSON at column \(column): \(message). Every line of standard output must be one "
      + "message, and what is for people goes to standard error"
  }
}
