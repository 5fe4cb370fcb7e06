import AdapterKit
import ClaimCore
import Foundation
import Intake
import Manifests
import Pipeline

/// Markdown's tables and texts, as the reference pages use them.
enum Markdown {
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows)
      .map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n" }
      .joined()
  }

  static func code(_ text: some StringProtocol) -> String { "`\(text)`" }

  /// A value as a manifest has it.
  static func value(_ value: JSONValue) -> String {
    switch value {
    case .text(let text): code(text.isEmpty || "\",;:*^~".contains(text) ? "\"\(text)\"" : text)
    case .boolean(let value): code("\(value)")
    case .integer(let number): code("\(number)")
    case .array(let items):
      code("[\(items.map { $0.text ?? "" }.joined(separator: ", "))]")
    default: ""
    }
  }
}

/// `docs/adapters/NAME.md`, made of an adapter's specification and the doc comment of its type.
struct AdapterPage {
  let adapter: AdapterSpecification
  let validations: [any ClaimValidation.Type]
  /// The doc comment's lines.
  let comment: [String]
  /// The options of the example, by name; the rest is left out.
  let shown: [String]

  private var kind: String { adapter.kind == .input ? "input" : "output" }

  var text: String {
    var text = "# `\(adapter.name)`\n\n\(adapter.summary)\n\n"
    text += "It is an **\(kind) adapter**; [all adapters](README.md)."
    text +=
      adapter.kind == .input
      ? adapter.isPathOptional ? " Its `path` may be left out.\n" : " It needs a `path`.\n" : "\n"
    text += "\n" + comment.joined(separator: "\n") + "\n"
    text += "\n## Example\n"
    for example in manifests { text += "\n\(example.what)```yaml\n\(example.text)```\n" }
    text += "\n## Options\n\n" + options
    if !validations.isEmpty { text += "\n## Validations\n\n" + validationTable }
    for note in adapter.notes { text += "\n\(note)\n" }
    return text + Self.footer
  }

  private static let footer = """

    ---

    This page is made of the adapter's specification: change that below `Sources`, and record the page anew with
    `CLAIMPIPE_RECORD=1 swift test --disable-xctest --filter ReferencePageTests`.

    """

  /// Whole manifests that `claimpipe check` takes, given the files; each with a word on it.
  var manifests: [(what: String, text: String)] {
    let usual = ("", manifest(shown.compactMap(adapter.option)))
    let needed = adapter.options.filter { option in
      option.condition != nil
        && (option.isRequired || adapter.alternatives.contains { $0.first == option.name })
    }
    guard let condition = needed.first?.condition, let format = adapter.option(condition.option),
      let word = condition.values.first
    else { return [usual] }
    let chosen = OptionSpecification(format.name, format.type, summary: "", example: word)
    let others = shown.compactMap(adapter.option).filter { $0.isRequired && $0.condition == nil }
    return [
      usual, ("With `\(condition.option): \(word)`:\n\n", manifest([chosen] + others + needed)),
    ]
  }

  private static let paths = [
    "billing_export": "out/billing-export.csv", "claim_batch": "out/claims.json",
    "duplicates_report": "out/duplicates.xlsx",
  ]

  private func manifest(_ options: [OptionSpecification]) -> String {
    let lines = options.map { "      \($0.name): \($0.example)\n" }
    let block = lines.isEmpty ? "" : "    options:\n" + lines.joined()
    let ending = ["csv", "json", "ndjson", "xml"].first { $0 == adapter.name } ?? "txt"
    let path = adapter.isPathOptional ? "" : "    path: inbox/sessions.\(ending)\n"
    let input =
      adapter.kind == .input
      ? "  - adapter: \(adapter.name)\n    record: sessions\n\(path)\(block)"
      : "  - { adapter: csv, record: sessions, path: inbox/sessions.csv }\n"
    let output =
      adapter.kind == .output
      ? "  - adapter: \(adapter.name)\n    path: \(Self.paths[adapter.name] ?? "out/file")\n\(block)"
      : "  - { adapter: billing_export, path: out/billing-export.csv }\n"
    return "version: 1\npipeline: weekly-billing\ninputs:\n\(input)outputs:\n\(output)"
  }

  private var options: String {
    if adapter.options.isEmpty { return "It has none.\n" }
    let rows = adapter.options.map { option in
      [
        "[\(Markdown.code(option.name))](#\(option.name))", ReferencePage.words(for: option.type),
        option.isRequired ? need(of: option) : option.defaultValue.map(Self.words) ?? "",
      ]
    }
    return Markdown.table(["option", "type", "default"], rows)
      + adapter.options.map(section).joined()
  }

  private func need(of option: OptionSpecification) -> String {
    guard let condition = option.condition else { return "**needed**" }
    let words = condition.values.map(Markdown.code).joined(separator: " or ")
    return "**needed** with \(words)"
  }

  /// Words stand as they are, signs in quotes.
  private static func words(for value: OptionValue) -> String {
    if case .text(let text) = value,
      text.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) })
    {
      return Markdown.code(text)
    }
    return Markdown.code(SpecificationText.words(for: value))
  }

  private func section(_ option: OptionSpecification) -> String {
    var text = "\n### `\(option.name)`\n\n\(option.summary)\n\n"
    if let condition = option.condition {
      let words = condition.values.map(Markdown.code).joined(separator: " or ")
      text += "Only with `\(condition.option)`: \(words).\n\n"
    }
    if option.takesLedger { text += "As `true` it takes a `ledger` in the manifest.\n\n" }
    if !option.itemWords.isEmpty {
      text +=
        "Known, in upper or lower case: "
        + option.itemWords.map(Markdown.code).joined(separator: ", ") + ".\n\n"
    }
    if let others = adapter.alternatives.first(where: { $0.contains(option.name) }) {
      text += "One of \(others.map(Markdown.code).joined(separator: ", ")) is needed.\n\n"
    }
    return text + "```yaml\n\(option.name): \(option.example)\n```\n"
  }

  private var validationTable: String {
    "Claims that this output takes are asked these beside the contract's; one that fails is Draft.\n\n"
      + Markdown.table(
        ["code", "what is wrong"],
        validations.sorted { $0.code.description < $1.code.description }.map { validation in
          let code = validation.code.description
          let anchor = code.replacing(".", with: "")
          return ["[\(Markdown.code(code))](../validations.md#\(anchor))", "\(validation.message)"]
        })
  }
}

/// What all pages share.
enum ReferencePage {
  static func words(for type: OptionType) -> String {
    switch type {
    case .choice(let words): words.map(Markdown.code).joined(separator: ", ")
    case .choices(let words): "list of " + words.map(Markdown.code).joined(separator: ", ")
    case .items(let keys):
      "list of texts, or objects with "
        + keys.map { Markdown.code($0.name) }.joined(separator: ", ")
    default: SpecificationText.words(for: type)
    }
  }

  /// The doc comment of the type whose file has a specification of this name.
  static func comment(of adapter: String, in files: [(path: String, text: String)]) -> [String] {
    let named = try? Regex("AdapterSpecification\\(\\s*name: \"\(adapter)\"")
    guard let named, let file = files.first(where: { $0.text.contains(named) }) else { return [] }
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { $0.hasPrefix("public struct ") || $0.hasPrefix("public enum ") }
    let comment = lines[..<(start ?? 0)].reversed().prefix { $0.hasPrefix("///") }.reversed()
    return comment.map { line in
      String(line.dropFirst(line.hasPrefix("/// ") ? 4 : 3))
        .replacing("``", with: "`")
        .replacing(/\b(formats|billing|claim-batch|x12|plugin-protocol|duplicates-report)\.md/) {
          "[\($0.0)](../\($0.0))"
        }
    }
  }
}

/// `docs/adapters/README.md`
struct AdapterIndex {
  let registry: AdapterRegistry

  var text: String {
    """
    # Adapters

    An input of a manifest names the adapter that reads its files, an output the one that writes it. Adapters that are
    programs join by a file beside the manifests ([plugin-protocol.md](../plugin-protocol.md)), adapters in Swift in
    a program of their own ([swift-adapters.md](../swift-adapters.md)); `claimpipe adapters` lists them all.

    ## Input adapters

    \(table(registry.inputs.map(\.specification)))
    Which is it? `claimpipe guess FILE` looks at the file, and drafts the manifest.

    ## Output adapters

    \(table(registry.outputs.map(\.specification)))
    """
  }

  private func table(_ adapters: [AdapterSpecification]) -> String {
    Markdown.table(
      ["adapter", "what it is for", "options"],
      adapters.map { adapter in
        let options = adapter.options.prefix(5).map { Markdown.code($0.name) }
        let more = adapter.options.count > 5 ? " and \(adapter.options.count - 5) more" : ""
        return [
          "[\(Markdown.code(adapter.name))](\(adapter.name).md)", adapter.summary,
          options.joined(separator: ", ") + more,
        ]
      })
  }
}
