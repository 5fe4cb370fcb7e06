import Foundation

/// How a practice is spelled.
struct Spelling: Sendable {
  enum Format: String, Sendable { case csv, json, ndjson, xml }
  enum Packing: Sendable { case none, gzip, threeFiles }

  var format = Format.csv
  var encoding = String.Encoding.utf8
  var packing = Packing.none
  /// Rows of every file and inputs of the manifest in another order.
  var isShuffled = false
  /// The other delimiter and line end (CSV), spaces (JSON, XML).
  var isOdd = false
  var jobs = 1
  /// MiB of rows that stay in memory.
  var memory = 64
}

extension RandomPractice {
  /// Writes the practice with its manifest, `run.yml`, whose outputs are in `out`.
  func write(to sandbox: Sandbox, as spelling: Spelling, seed: UInt64) throws {
    var random = Random(state: seed)
    var inputs: [String] = []
    for (kind, records) in tables {
      let records = spelling.isShuffled ? records.shuffled(using: &random) : records
      let parts: [ArraySlice<Record>]
      if spelling.packing == .threeFiles {
        let cut = records.count / 3
        parts = [records[..<cut], records[cut..<(2 * cut)], records[(2 * cut)...]]
      } else {
        parts = [records[...]]
      }
      for (number, part) in parts.enumerated() {
        let path = "in/\(kind)-\(number).\(spelling.format)"
        try sandbox.write(spelling.document(kind, Array(part)), to: path)
        if spelling.packing == .gzip { try sandbox.tool("gzip", path) }
      }
      inputs.append(spelling.input(kind))
    }
    if spelling.isShuffled { inputs.shuffle(using: &random) }
    try sandbox.write(
      """
      \(settings)
      inputs:
      \(inputs.joined(separator: "\n"))
      outputs:
        - { adapter: billing_export, path: out/billing-export.csv }
        - { adapter: claim_batch, path: out/claims.json }
        - adapter: claim_batch
          path: out/claims.x12
          options:
            { format: x12, drafts: out/claims-x12-drafts.json, nine_digit_zips: false, sender_id: ME1,
              receiver_id: YOU, submitter_name: Me, contact_name: Me, contact_email: me@example.org,
              receiver_name: You }
        - { adapter: duplicates_report, path: out/duplicates.csv }
      rejects: { max: 100% }
      report: out/run-report.json
      """, to: "run.yml")
  }
}

extension Spelling {
  func input(_ kind: String) -> String {
    var options: [String] = []
    if format == .csv && isOdd { options.append("delimiter: \";\"") }
    if format == .json && isOdd { options.append("records: \"data.items\"") }
    if format == .xml && isOdd { options.append("records: \"/x:all/\(kind)/item\"") }
    if encoding == .isoLatin1 { options.append("encoding: latin1") }
    // XML's adapter is told; the others see the byte order mark.
    if encoding == .utf16LittleEndian && format == .xml { options.append("encoding: utf-16") }
    let path = "in/\(kind)-*.\(format)\(packing == .gzip ? ".gz" : "")"
    return "  - { adapter: \(format), record: \(kind), path: \"\(path)\", "
      + "options: { \(options.joined(separator: ", ")) } }"
  }

  func document(_ kind: String, _ records: [RandomPractice.Record]) throws -> Data {
    let text =
      switch format {
      case .csv: csv(records)
      case .json:
        isOdd
          ? "{\"data\": {\"of\": [1], \"items\": [\(records.map(json).joined(separator: " , "))]}}"
          : "[\(records.map(json).joined(separator: ",\n"))]"
      case .ndjson: records.map { json($0) + "\n" }.joined()
      case .xml: xml(kind, records)
      }
    guard let data = text.data(using: encoding) else {
      throw CocoaError(.fileWriteInapplicableStringEncoding)
    }
    let mark: [UInt8] =
      switch encoding {
      case .utf16LittleEndian: [0xFF, 0xFE]
      case .utf16BigEndian: [0xFE, 0xFF]
      default: isOdd && encoding == .utf8 && format != .xml ? [0xEF, 0xBB, 0xBF] : []
      }
    return Data(mark) + data
  }

  private func flag(_ value: Bool, _ style: Int) -> String {
    (value ? ["true", "Yes", "1", "Y"] : ["false", "no", "0", "n"])[style]
  }

  private func text(_ value: RandomPractice.Value, _ separator: String = ";") -> String {
    switch value {
    case .text(let text), .number(let text): text
    case .flag(let value, let style): flag(value, style)
    case .list(let parts): parts.joined(separator: separator)
    }
  }

  private func csv(_ records: [RandomPractice.Record]) -> String {
    let (delimiter, lineEnd) = isOdd ? (";", "\r\n") : (",", "\n")
    var names: [String] = []
    for name in records.flatMap(\.fields).map(\.name) where !names.contains(name) {
      names.append(name)
    }
    func cell(_ text: String) -> String {
      let needs = text.contains { "\"\n\r,;".contains($0) } || (isOdd && text.count % 2 == 1)
      return needs ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
    let rows = records.map { record in
      names.map { name in
        cell(record.fields.first { $0.name == name }.map { text($0.value, "|") } ?? "")
      }
    }
    let header = names.map { isOdd ? $0.uppercased() : $0 }
    return ([header] + rows).map { $0.joined(separator: delimiter) + lineEnd }.joined()
  }

  private func json(_ record: RandomPractice.Record) -> String {
    func quoted(_ text: String) -> String {
      var quoted = "\""
      for unit in text.utf16 {
        switch unit {
        case 0x22, 0x5C: quoted += "\\" + String(UnicodeScalar(UInt8(unit)))
        case 0x20..<0x7F: quoted += String(UnicodeScalar(UInt8(unit)))
        default: quoted += String(format: "\\u%04x", Int(unit))
        }
      }
      return quoted + "\""
    }
    // Escaped in one spelling, as it is in the other.
    func string(_ text: String) -> String {
      isOdd || text.contains { "\"\\\n\t".contains($0) } ? quoted(text) : "\"\(text)\""
    }
    let members = record.fields.map { name, value in
      let spelled =
        switch value {
        case .text(let text): string(text)
        case .number(let number): isOdd ? string(number) : number
        case .flag(let value, let style): style == 0 ? "\(value)" : string(flag(value, style))
        case .list(let parts):
          isOdd
            ? string(parts.joined(separator: ";")) : "[\(parts.map(string).joined(separator: ","))]"
        }
      return "\(string(name)): \(spelled)"
    }
    return "{\(members.joined(separator: isOdd ? " , " : ","))}"
  }

  private func xml(_ kind: String, _ records: [RandomPractice.Record]) -> String {
    func escaped(_ text: String) -> String {
      if isOdd && !text.contains("]]>") && text.count > 4 { return "<![CDATA[\(text)]]>" }
      return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: isOdd ? "&#x3e;" : "&gt;")
    }
    let items = records.map { record in
      let fields = record.fields.map { name, value in
        if case .list(let parts) = value, !isOdd {
          return parts.map { "<\(name)>\(escaped($0))</\(name)>" }.joined()
        }
        return "<\(name)>\(escaped(text(value)))</\(name)>"
      }
      return "<item>" + (isOdd ? "<!-- <item/> -->\n" : "")
        + fields.joined(separator: isOdd ? "\n" : "")
        + "</item>\n"
    }
    let name = encoding == .isoLatin1 ? "ISO-8859-1" : encoding == .utf8 ? "UTF-8" : "UTF-16"
    let declaration = "<?xml version=\"1.0\" encoding=\"\(name)\"?>\n"
    return isOdd
      ? "\(declaration)<x:all xmlns:x='urn:x'><\(kind)>\n\(items.joined())</\(kind)></x:all>"
      : "\(declaration)<\(kind)>\n\(items.joined())</\(kind)>\n"
  }
}
