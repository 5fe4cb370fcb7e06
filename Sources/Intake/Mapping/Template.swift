import AdapterKit

/// A template cut into its parts: `{PATIENT}-{START}`.
struct Template {
  let parts: [BracedText.Part]

  /// - Throws: a sentence.
  init(_ written: String) throws(TemplateFault) {
    do throws(BracedText.SingleBrace) {
      parts = try BracedText(written).parts
    } catch {
      throw TemplateFault(
        message: "has a single \(error.brace); write a source name in braces, such as {ID}, or "
          + "\(error.brace)\(error.brace) for the sign itself")
    }
    for case .name(let name) in parts where name.isEmpty || name.contains("{") {
      throw TemplateFault(message: "has no source name between two braces, such as {ID}")
    }
  }
}

struct TemplateFault: Error { let message: String }
