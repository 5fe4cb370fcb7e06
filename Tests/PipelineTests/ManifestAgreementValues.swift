/// Values, right ones and wrong ones, that the schema and the checks are asked about.
extension ManifestAgreementTests {
  static let constants: [(field: String, entries: [String])] = [
    (
      "status",
      [
        "{ value: In Progress }", "{ value: canceled }", "{ default: submited }", "{ value: '' }",
        "{ map: { a: \" SUBMITTED \" } }", "{ map: { a: b } }", "{ format: yyyy }",
        "{ value: \"${STATE}\" }",
      ]
    ),
    (
      "start",
      [
        "{ value: 2026-01-05 09:00 }", "{ value: 2026-01-05T09:00:00.5+05:30 }",
        "{ value: 2026-01-05T09:00:00+05: }", "{ value: 2026-01-05T24:00 }",
        "{ value: 2026-01-05T24:01 }", "{ value: \"2026-01-05T24:00:00.0Z\" }",
        "{ value: 9999-12-31T24:00 }", "{ value: \"2026-01-05T24:00:00.1\" }",
        "{ value: 2026-01-05 }",
        "{ value: 2026-02-30T09:00 }", "{ value: 1/5/26 9:00, format: M/d/yy H:mm }",
        "{ format: yyyy-MM-dd }", "{ format: DD.MM.YYYY HH:mm }", "{ format: dd.MM.yyyy HH:mm }",
        "{ format: \"dd.MM.yyyy h:mm\" }", "{ format: \"yyyy-MM-dd'T'HH:mm:ssX\" }",
        "{ format: \"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\" }", "{ format: \"yyyyMMdd'HHmm\" }",
        "{ format: \"EEE, d MMM yyyy HH:mm 'o''clock'\" }", "{ format: \"'yMd' HH\" }",
        "{ format: yyy-MM-dd HH }", "{ format: \"${PATTERN}\" }", "{ map: { a: b } }",
      ]
    ),
    (
      "telecare",
      [
        "{ value: Y }", "{ value: 1 }", "{ value: 2 }", "{ default: maybe }", "{ value: \"0\" }",
        "{ map: { a: on } }", "{ map: { a: No, b: \"\" } }",
      ]
    ),
    (
      "end",
      [
        "{ from: START, plus_minutes: LEN }", "{ from: START, plus_minutes: \"\" }",
        "{ value: 2026-01-05T09:00, plus_minutes: L }", "{ decimal: \",\" }",
        "{ from: [D, T], overnight: true }", "{ from: D, overnight: maybe }", "{ overnight: no }",
        "{ value: 2026-01-05T09:00, overnight: true }",
        "{ from: [D, T], split: { on: \"-\", take: last, of: T } }",
        "{ from: [D, T], split: { on: \"-\", take: last, of: [T] } }",
        "{ from: [D, T], split: { on: \"-\", take: last, of: \"\" } }",
      ]
    ),
    (
      "service_code",
      [
        "{ from: a, split: { on: \",\", take: each } }",
        "{ from: [a, b], split: { on: \",\", take: each } }",
        "{ from: [a], split: { on: \",\", take: place } }",
        "{ template: \"{a}\", split: { on: \",\", take: each } }",
        "{ split: { on: \",\", take: all } }", "{ plus_minutes: L }", "{ overnight: true }",
        "{ from: a, split: { on: \",\", take: each, of: a } }",
        "{ from: a, split: { on: \",\", take: place, of: a } }",
        "{ from: a, split: { on: \",\", take: first, of: a } }",
      ]
    ),
    ("sequence", ["{ value: \"+7\" }", "{ value: -7 }", "{ value: 1.5 }", "{ value: x }"]),
    (
      "modifiers",
      [
        "{ split: { on: \",\", take: all } }", "{ value: \"GT:59\" }",
        "{ from: [a, b], split: { on: \",\", take: all, of: b } }", "{ value: 95 }",
        "{ default: ~ }",
      ]
    ),
    (
      "patient_id",
      [
        "{ template: x }", "{ template: \"{{a}}\" }", "{ template: \"{{{a}}}\" }",
        "{ template: \"{a\" }", "{ template: \"{}{b}\" }", "{ template: \"a}{b}\" }",
        "{ template: \"${P}\" }", "{ template: 7 }", "{ split: { on: \",\", take: \"2\" } }",
        "{ split: { on: \",\", take: 999999999 } }", "{ split: { on: \",\", take: 1000000000 } }",
        "{ split: { on: \",\", take: 0 } }", "{ split: { on: \",\", take: second } }",
        "{ from: x, value: y }", "{ from: [x, \"\"] }", "7", "\"\"", "[a]", "{}", "~",
      ]
    ),
  ]

  static let amounts = [
    "$1,234.50", "+$7", "1,23", ".5", "1.", "1.500", "1.505", "12 34", "$", "1e3", "-1",
  ]

  static let options: [(adapter: String, options: [String])] = [
    (
      "json",
      [
        "records: $", "records: $.a[0].b", "records: \"entry[*].resource\"", "records: \"a[\"",
        "records: a..b", "records: \"a]\"", "records: \"[*][0]\"", "records: \".\"",
        "records: \"['a b'].c\"", "records: a/b", "records: \"a[10000]\"", "records: \"\"",
      ]
    ),
    (
      "xml",
      [
        "records: /a/b", "records: a", "records: //a", "records: a:b/c", "records: a:b:c",
        "records: \"a[1]\"", "records: \"a/@b\"", "records: \":a\"", "max_depth: 1",
        "encoding: utf8", "encoding: latin1",
      ]
    ),
    (
      "csv",
      [
        "delimiter: \"\\t\"", "delimiter: \\t", "delimiter: \"\\n\"", "delimiter: 7",
        "quote: \"'\"",
        "delimiter: ;;", "comment: é", "header: maybe",
      ]
    ),
    (
      "billing_export",
      [
        "columns: [modifiers]", "columns: [Modifier]", "columns: [{ from: Modifiers, name: M }]",
        "columns: [{ from: modifiers }]", "columns: [{ name: M }]", "date_format: dd.MM.yyyy",
        "date_format: DD.MM.YYYY", "date_format: HH", "datetime_format: \"yyyy 'at' HH:mm\"",
        "datetime_format: yyy", "datetime_format: \"'\"", "date_format: \"\"", "delimiter: a",
        "delimiter: \"|\"", "mark_billed_externally: true", "mark_billed_externally: no",
        "statuses: []", "statuses: [billed]", "line_ending: cr",
      ]
    ),
    (
      "exec",
      [
        "command: [cat]", "command: []", "protocol: singer", "command: [cat], stream: a",
        "command: [cat], protocol: singer", "command: [cat], protocol: singer, stream: a",
        "command: [cat], environment: [A_1]", "command: [cat], environment: [1A]",
        "command: [cat], idle_seconds: 0",
      ]
    ),
    ("duplicates_report", ["format: xlsx, bom: true", "format: xlsx, formula_guard: false"]),
    (
      "claim_batch",
      [
        "format: x12", "format: xml, sender_id: A", "sender_id: A", "format: \"${FORMAT}\"",
        "format: x12, sender_id: A, receiver_id: BB, submitter_name: C, receiver_name: D",
        "\(partner)", "\(partner), contact_phone: 555", "\(partner), contact_phone: (555) 555-0100",
        "\(partner), contact_phone: +1 555 555 0100, sender_qualifier: 30",
        "\(partner), contact_email: a@b.example, claim_note: \(String(repeating: "x", count: 81))",
        "\(partner), contact_email: a@b.example, element_separator: a",
        "\(partner), contact_email: a@b.example, segment_terminator: \"\\n\"",
        "\(partner), contact_email: a@b.example, repetition_separator: \"\\n\"",
        "\(partner), contact_email: a@b.example, claim_filing_codes: [{ payer: 7, code: MC }]",
        "\(partner), contact_email: a@b.example, claim_filing_codes: [{ payer: 7, code: QQ }]",
        "\(partner), contact_email: a@b.example, claim_filing_codes: [{ payer: 7 }]",
        "\(partner), contact_email: a@b.example, sender_qualifier: \"01\"",
        "\(partner), contact_email: a@b.example, authorization_information: elevenchars",
      ]
    ),
  ]

  static let partner =
    "format: x12, sender_id: AA, receiver_id: BB, submitter_name: C, contact_name: E, receiver_name: D"
}
