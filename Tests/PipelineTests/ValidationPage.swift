import AdapterKit
import ClaimCore
import Foundation

/// A validation as its own file has it.
struct ValidationSource {
  let type: any ClaimValidation.Type
  /// Relative to the repository.
  let path: String
  /// The doc comment's lines.
  let comment: [String]
  /// Types that the file declares, extensions included.
  let declared: [String]

  var code: String { type.code.description }

  /// What the comment says to mend, as written: `patients.zip`.
  var mends: [String] {
    item("Mend").map { $0.matches(of: /`(\w+\.\w+)`/).map { String($0.1) } } ?? []
  }

  /// One item of the list that ends a comment, its lines joined.
  func item(_ name: String) -> String? {
    guard let start = comment.firstIndex(where: { $0.hasPrefix("- \(name):") }) else { return nil }
    let rest = comment[(start + 1)...].prefix { $0.hasPrefix("  ") }
    return ([comment[start]] + rest).joined(separator: " ")
  }
}

/// `docs/validations.md`, made of the validations' doc comments, codes and messages.
struct ValidationPage {
  private static let intro = """
    # Validations

    Every claim is asked what stands on this page before it goes into a batch (CLM-7). Each
    validation ends in one of three ways:

    - **pass**: the claim has it, or it is not asked of this claim.
    - **fail**: it is missing or malformed; the message says what would be right.
    - **no data**: what it looks at is not there, so it could not be checked.

    A claim is *Ready to Submit* if it passes all of them, and *Draft* otherwise: one that could not
    be checked is not called clean. (`as_draft: true` in the manifest makes all Draft.) A Draft claim
    is never in a batch. It stands in the file beside it (`drafts`, or the batch's name and
    `-drafts`), with every failure in `validation_failures`, and what could not be checked in
    `unchecked_validations`. Mend the fields that the code's section names, in the records whose ids
    the Draft claim shows, and run again: a claim of the same sessions keeps its number.

    Codes that begin with a format (`x12.`, `xml.`) are asked only where an output has that format, and
    of the claims that it takes. A claim that fails one is Draft in every output of the run that takes
    it.

    The last lines on the terminal and the run report (`claims.validation_failures`,
    `claims.unchecked_validations`) say how many claims fail each, or could not be checked for it.
    Where a message says *see the finding*, the findings file has it, by the session id of the claim's
    first line.
    `claimpipe adapters` lists the codes. A code names its validation for ever: it is never given to
    another.

    This page is made of the doc comments below `Sources`: change those, and record it anew with
    `CLAIMPIPE_RECORD=1 swift test --disable-xctest --filter ValidationPageTests`.

    """

  let sources: [ValidationSource]
  let registry: AdapterRegistry

  /// By the record that they are about, the code's first part.
  private var records: [(name: String, sources: [ValidationSource])] {
    Dictionary(grouping: sources) { String($0.code.prefix { $0 != "." }) }
      .sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.sorted { $0.code < $1.code }) }
  }

  var text: String {
    var text = Self.intro + "\n## Codes\n\n| record | code | what is wrong |\n| --- | --- | --- |\n"
    for (record, sources) in records {
      for (number, source) in sources.enumerated() {
        let link = "[`\(source.code)`](#\(source.code.replacing(".", with: "")))"
        text += "| \(number == 0 ? Self.title(record) : "") | \(link) | \(source.type.message) |\n"
      }
    }
    for (record, sources) in records {
      text += "\n## \(Self.title(record))\n"
      for source in sources { text += section(source) }
    }
    return text
  }

  private func section(_ source: ValidationSource) -> String {
    var text = "\n### `\(source.code)`\n\n> \(source.type.message)\n\n"
    let adapters = registry.outputs.filter { adapter in
      adapter.validations.contains { $0 == source.type }
    }
    for adapter in adapters {
      text += Self.asking(adapter.specification, source.code)
    }
    for line in source.comment {
      text += line.replacing(/^- (Mend|No data):/) { "- **\($0.1)**:" } + "\n"
    }
    let name = "\(source.type)"
    return text + "\n[\(name)](../\(source.path))\n"
  }

  /// Which claims are asked; a code that begins with one of the adapter's formats is that format's.
  private static func asking(_ adapter: AdapterSpecification, _ code: String) -> String {
    let first = String(code.prefix { $0 != "." })
    var format = ""
    if case .choice(let formats)? = adapter.option("format")?.type, formats.contains(first) {
      format = " with `format: \(first)`"
    }
    return "Asked only of claims that an output of `\(adapter.name)`\(format) takes.\n\n"
  }

  /// `billing_provider` → `Billing provider`
  private static func title(_ record: String) -> String {
    if record == "xml" { return "XML" }
    return record.prefix(1).uppercased() + record.dropFirst().replacing("_", with: " ")
  }
}

extension ValidationPage {
  /// Every Swift file below `Sources`.
  static func files() throws -> [(path: String, text: String)] {
    let folder = Sandbox.repository.appending(path: "Sources")
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".swift") }
      .map { path in
        let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        return ("Sources/" + path, text)
      }
  }

  /// The source of a validation among these files; `nil` where none has its name.
  static func source(
    of type: any ClaimValidation.Type, in files: [(path: String, text: String)]
  ) -> ValidationSource? {
    guard let file = files.first(where: { $0.path.hasSuffix("/\(type).swift") }) else { return nil }
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    let declaration =
      /^(?:(?:public|package|final) )*(?:struct|enum|class|actor|extension) (?<name>\w+)/
    let declared = lines.compactMap { $0.prefixMatch(of: declaration)?.name }.map(String.init)
    let start = lines.firstIndex { $0.prefixMatch(of: declaration)?.name == "\(type)" } ?? 0
    let comment = lines[..<start].reversed().prefix { $0.hasPrefix("///") }.reversed()
    return ValidationSource(
      type: type, path: file.path,
      comment: comment.map { String($0.dropFirst($0.hasPrefix("/// ") ? 4 : 3)) },
      declared: declared)
  }
}
