import AdapterKit
import ClaimCore
import Foundation
import Intake
import Manifests

/// `docs/manifest.md`, made of the manifest's specification and the records' fields.
struct ManifestPage {
  static let example = """
    # yaml-language-server: $schema=manifest.schema.json
    version: 1
    pipeline: weekly-billing
    time_zone: America/New_York
    inputs:
      - adapter: csv
        record: sessions
        path: inbox/sessions-*.csv
        options: { delimiter: ";" }
        mapping:                                   # only where names or values are not ours
          session_id: Id
          status: { from: STATE, map: { finished: submitted, called off: cancelled } }
          start: { from: START, format: "MM/dd/yyyy h:mm a" }
          modifiers: { from: [MOD1, MOD2] }
          telecare: { value: false }
      - { adapter: json, record: patients, path: patients.json, options: { records: "entry[*].resource" } }
    billing: { default_rule: commercial }
    period: { from: 2026-01-01, to: 2026-01-31 }
    outputs:
      - { adapter: billing_export, path: out/billing-export.csv }
      - { adapter: claim_batch, path: out/claims.json }
    rejects: { max: 1%, quarantine: out/quarantine }
    report: out/run-report.json

    """

  private static let intro = """
    # The manifest

    A manifest says what to read, how to bill and what to write. It is YAML, or JSON, which is YAML too, and stands in
    `plugins-config/`. Paths are relative to it.

    ```yaml
    \(example)```

    `claimpipe check` reads it in full before anything else happens, and says everything that is wrong with it at once, with
    line, column and the nearest right name. `claimpipe guess FILE` drafts one.

    * [Keys](#the-manifest-1), key by key
    * [Values](#values): how texts, numbers, switches and `${NAME}` are read
    * [Records](#records): what a mapping can name, and what each field accepts
    * [In an editor](#in-an-editor): the JSON Schema, and what it can't see

    The adapters' options have [pages of their own](adapters/README.md).

    """

  private static let values = """

    ## Values

    A value means what its key wants, so `no` is a name where a name is wanted and false where a switch is.

    - **Texts** need quotes only where YAML does: around `*.csv`, `"#"`, `": "`.
    - **Switches** are `true`, `false`, `yes` or `no` in any case, in quotes or without.
    - **Numbers** stand without quotes, without a fraction and without a leading zero.
    - **Dates** are `2026-01-05`.
    - **`${NAME}`** in any value takes an environment variable; that is how secrets come in. `$${` is `${` itself. Inside braces and
      brackets YAML wants quotes around it: `{ path: "${INBOX}/sessions.csv" }`.
    - A key without a value is an error: leave it out. Anchors, aliases, tags and merge keys are not read, and a key stands
      only once in its object.

    """

  private static let editor = """

    ## In an editor

    `claimpipe schema manifest` prints the manifest's JSON Schema (draft 2020-12), with the adapters that are installed. An editor with a
    YAML language server checks a manifest by it while it is written, and completes keys, adapters, options and fields:

        claimpipe schema manifest > plugins-config/manifest.schema.json

    and the manifest begins with

        # yaml-language-server: $schema=manifest.schema.json

    (`docs/schemas/manifest.schema.json` is the one without installed adapters.) What it refuses, `check` refuses, and the other way
    round, but for what a schema can't see:

    - whether files and folders are there, and whether two things of the manifest want one file;
    - whether a time zone is known to the machine, and environment variables, with what they stand for;
    - how a number is spelled: `010`, `0x10` and `1.0` are numbers once YAML has read them, and so is an amount with three decimals;
    - that `from` is not after `to`, and other questions of one value against another: two separators that are the same, two
      columns with one name, standard input named twice, a part that a column does not have,
      `each` of two different values, a split's `of` that is no source of its entry;
    - whether an output has the control numbers that `{control_number}` takes, and placeholders in options that name files
      and in a hook's command;
    - the characters of X12's texts;
    - what is wrong with YAML itself, such as a key that stands there twice, an anchor or a tag, which editors say on their own.

    """

  var text: String {
    Self.intro + ManifestSpecification.objects.map(section).joined() + Self.values + records
      + Self.editor
  }

  private func section(_ object: ObjectSpecification) -> String {
    let isRoot = object.title == ManifestSpecification.root.title
    let title = isRoot ? "## \(object.title)" : "### \(object.title)"
    return "\n\(title)\n" + Self.table(of: object)
  }

  /// What an object is for, its keys, and what they ask of each other.
  static func table(of object: ObjectSpecification) -> String {
    var text = object.summary.isEmpty ? "\n" : "\n\(object.summary)\n\n"
    text += Markdown.table(
      ["key", "value", "default", "meaning"],
      object.keys.map { key in
        let example = key.example.isEmpty ? "" : " Example: \(Markdown.code(key.example))."
        return [
          Markdown.code(key.name), key.type.words,
          key.isRequired ? "**needed**" : key.defaultValue.map(Markdown.value) ?? "",
          key.summary + example,
        ]
      })
    for rule in object.rules { text += "\n\(words(for: rule))\n" }
    return text
  }

  private static func words(for rule: ObjectRule) -> String {
    func list(_ keys: [String], _ word: String) -> String {
      let names = keys.map(Markdown.code)
      guard let last = names.last, names.count > 1 else { return names.joined() }
      return names.dropLast().joined(separator: ", ") + " \(word) " + last
    }
    switch rule {
    case .someOf(let keys) where keys.count > 3: return "At least one key stands there."
    case .someOf(let keys): return "At least one of \(list(keys, "and")) stands there."
    case .oneAtMost(let keys): return "At most one of \(list(keys, "and")) stands there."
    case .alone(let key, let others):
      return "Beside \(Markdown.code(key)), \(list(others, "and")) have no effect and are refused."
    case .needs(let key, let other):
      return "\(Markdown.code(key)) takes \(Markdown.code(other))."
    case .whereKey(let key, let words, let required, let refused):
      let condition = "Where \(Markdown.code(key)) is \(list(words, "or"))"
      let parts = [
        required.isEmpty ? nil : "\(list(required, "and")) must be there",
        refused.isEmpty ? nil : "\(list(refused, "and")) must not",
      ]
      return "\(condition), \(parts.compactMap { $0 }.joined(separator: ", ")).".replacing(
        "..", with: ".")
    }
  }

  // MARK: Records

  private static let forms: [(name: String, type: FieldType, accepted: String)] = [
    ("text", .text, "anything; spaces around it are cut off, and nothing is a missing value"),
    ("date", .date, "`2026-01-05`, or as the mapping's `format` says"),
    (
      "time", .time,
      "ISO 8601 with minutes: `2026-01-05T09:00`, `2026-01-05 09:00:30.5`, with `Z` or an offset such as "
        + "`-05:00`; or as the mapping's `format` says. Without an offset it is local time"
    ),
    ("switch", .bool, "`true`, `false`, `yes`, `no`, `y`, `n`, `1`, `0`, in any case"),
    (
      "list", .list,
      "parts joined by `:`, `;` or `|`; in JSON an array too, in XML a repeated element"
    ),
    (
      "requirements", .requirements,
      "a list joined by `;` or `|`, of "
        + PlanRequirement.forms.map(Markdown.code).joined(separator: ", ")
        + " (billing.md section 8)"
    ),
    ("amount", .money, "`1234.50`; `$1,234.50` and `+7` are right too"),
    ("whole number", .wholeNumber, "digits with an optional sign"),
    ("minutes", .minutes, "a whole number above 0"),
    ("place of service", .placeOfService, "a code of two digits; a digit alone is padded (POS-1)"),
  ]

  private var records: String {
    var text = """

      ## Records

      An input's `record` is one of these, and the fields are what its mapping can name; without a mapping a field is looked up by the
      name that it has here, in any case. Rules are in [billing.md](billing.md), section 1. Required fields must have a value in every record,
      or the record is rejected.

      \(Markdown.table(["type", "accepted"], Self.forms.map { [$0.name, $0.accepted] }))
      Fields with a list of words take these in any case, with spaces or dashes for `_`; also `canceled`, and `male`, `female`
      and `unknown` for a gender. `claimpipe schema records` has all of this for programs.

      """
    for kind in RecordKind.allCases {
      let schema = RecordSchema.of(kind)
      text += "\n### `\(kind.rawValue)`\n\n"
      text += Markdown.table(
        ["field", "type", "if missing"],
        schema.fields.map { field in
          let missing = field.defaultValue.map { "counts as \($0)" } ?? ""
          return [
            Markdown.code(field.name), words(for: field.type),
            field.isRequired ? "**the record is rejected**" : missing,
          ]
        })
      if !schema.key.isEmpty {
        let key = schema.key.map(Markdown.code).joined(separator: " and ")
        text += "\nRecords are told apart by \(key) (REC-1, REC-2).\n"
      }
    }
    return text
  }

  private func words(for type: FieldType) -> String {
    if case .choice(let words) = type { return words.map(Markdown.code).joined(separator: ", ") }
    return Self.forms.first { $0.type == type }?.name ?? ""
  }
}

/// `docs/testing-manifests.md`
enum TestingPage {
  static let text = """
    # Testing manifests

        claimpipe test [NAME...] [--update] [--config FOLDER]

    A manifest decides what payers are sent, so a change to it is worth a test. A test case is a folder in
    `plugins-config/tests` with files to read and the files that should come out:

    ```
    plugins-config/
      weekly.yml                   the manifest
      tests/weekly-billing/
        case.yml                   which manifest, on which day
        inputs/sessions-1.csv      what its inputs read here
        inputs/patients.json
        expected/exit-status.txt   what should come of it: 0 or 1, or 3 with too many rejects
        expected/out/claims.json   … and every file that it should write
        expected/out/quarantine/sessions-1.csv
    ```

    ```yaml
    # case.yml
    manifest: ../../weekly.yml
    now: 2026-04-01
    ```

    `claimpipe test` runs every case, or those that are named, and compares **every file byte for byte**: outputs, drafts, the quarantine with its
    reasons, findings and the run report; and the exit status. It ends with 0 if all is as expected, 1 if something is not, and 2
    if a case can't be run.

    ```
    FAIL  weekly-billing
          out/billing-export.csv
            row 4, column "Billable Units": expected "3", is "2"
          out/claims.json
            claims[0].lines[2].units: expected 3, is 2
          out/claims.x12
            @@ line 39 @@
            - SV1*HC:97153:HM*29.00*UN*3***1:2~
            + SV1*HC:97153:HM*29.00*UN*2***1:2~
    ```

    What differs is shown as it is. Cases hold test data, of invented people; where they hold anything else, mind where this goes.

    ## A new case, and a change that is meant

    Write `case.yml`, put files into `inputs`, and let `claimpipe test --update NAME` record what the run gives. Read it before you
    commit it: from now on it is what is right. After a change that is meant to change the outputs, `--update` again; it says which files
    changed, and your version control shows how.

    ## Where it runs

    In a folder of its own that is gone afterwards, and that only you can look into. The manifest stands there at the top, its inputs as
    links, and everything that it writes below, with the paths that the manifest has but without `..` and a root: `../out/claims.json`
    becomes `out/claims.json`. So nothing is written where the manifest says, the ledger included, and nothing is read from there but with
    `inputs: manifest`. Only programs run where they always do: those of adapters that are installed beside the manifest, and of
    `exec`, in the manifest's folder. An adapter without a `path` reads what it reads anywhere.

    ## `case.yml`

    \(table(FileSpecifications.testCase))
    The `now` of a case may stand in its steps instead.

    ## Several runs on one ledger

    With `steps` a case is several runs, one after the other, on the ledger that the manifest names (or `set` does). Each
    step's files are in `expected/NAME`, and `inputs/NAME` has those that only this step reads; what is not there comes from `inputs`.

    ```yaml
    manifest: ../../weekly.yml
    set: [ledger=state/ledger.sqlite]
    steps:
      - { name: monday, now: 2026-04-06 }
      - { name: tuesday, now: 2026-04-07 }
    ```

    ### A step

    \(table(FileSpecifications.testStep))
    The samples have cases too: [`plugins-config/tests`](../plugins-config/tests).

    """

  private static func table(_ object: ObjectSpecification) -> String {
    String(ManifestPage.table(of: object).drop { $0.isNewline })
  }
}
