import AdapterKit

/// `case.yml`.
enum TestCaseKeys {
  static let manifest = ManifestKey.text(
    "manifest", "the manifest's path", required: "the manifest's path, relative to this file",
    summary: "The manifest that is tested, relative to the case's folder.",
    example: "../../weekly.yml")
  static let now = ManifestKey.text(
    "now", "a date or time",
    summary:
      "The run's date or time, as `claimpipe run --now` takes it. Every run of a case needs one, "
      + "so that its outputs are the same every day.", example: "2026-04-01")
  static let inputs = ManifestKey(
    "inputs", .either(.choice(["manifest"]), .dictionary(of: .either(.text, .some(.text)))),
    summary:
      "Where the manifest's inputs read. Without it, each reads the file of its own name in the "
      + "case's folder `inputs`, and a pattern all that match it there. An object names files by the "
      + "manifest's paths: a file of the case, or a list of them. The word `manifest` reads the "
      + "manifest's own file wherever `inputs` has none.",
    example: "{ \"inbox/sessions-*.csv\": [monday.csv, tuesday.csv] }")
  static let environment = ManifestKey(
    "environment", .dictionary(of: .scalar),
    summary: "Values for the manifest's `${NAME}`, over those of the environment itself.",
    example: "{ SENDER_ID: TESTER }")
  static let set = ManifestKey.texts(
    "set", "a list of key=value",
    summary: "Keys of the manifest that the case sets, as `claimpipe run --set` does.",
    example: "[rejects.max=5]")
  static let name = ManifestKey.text(
    "name", "a name", required: "the step's name, which its expected files' folder has",
    summary: "The step's name, and that of the folder in `expected` with its files.",
    example: "first")
  static let steps = ManifestKey(
    "steps", .some(.object(step)),
    summary: "Runs that follow one another on one ledger. Without it, the case is one run.")

  static let step = ObjectSpecification(
    "A step", summary: "One run; what it does not say, the case does.",
    keys: [name.specification, now.specification, inputs.specification, set.specification])

  static let object = ObjectSpecification(
    "A test case", summary: "",
    keys: [
      manifest.specification, now.specification, inputs.specification, environment.specification,
      set.specification, steps.specification,
    ])
}
