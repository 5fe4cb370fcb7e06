import AdapterKit

/// `inbox`
enum InboxKeys {
  static let folder = ManifestKey.text(
    "folder", "a folder", as: .folder, required: "the folder that files arrive in",
    summary:
      "The folder. Files arrive in its `incoming`, and go through `processing` to `done` or `failed`, "
      + "which are made where they are missing. All four are on one file system. Inputs whose path lies "
      + "in `incoming` read what arrives; others are read where they stand.", example: "../drop")
  static let ready = ManifestKey(
    "ready", ReadyKeys.object, summary: "When a file that arrives is whole.")
  static let group = ManifestKey.text(
    "group", "a pattern of file names with {key} in it", as: .groupPattern,
    summary:
      "Which files are one run: those that this matches and whose `{key}` agrees. `*` stands for any "
      + "characters, `?` for one, `{key}` for at least one; each takes as few as it can. Without it, all "
      + "that is there is one run.", example: "\"*-{key}.*\"")
  static let waitMinutes = ManifestKey.integer(
    "wait_minutes", 0...10_080, default: 60,
    summary:
      "How long a run waits for the files of all its inputs; then what came goes to `failed`.",
    example: "30")
  static let pollSeconds = ManifestKey.integer(
    "poll_seconds", 1...3600, default: 30,
    summary:
      "How often `watch` looks, though nothing told it to: network folders may tell nothing.",
    example: "10")
  static let attempts = ManifestKey.integer(
    "attempts", 1...100, default: 5,
    summary: "How often the process may die over a run before its files go to `failed`.",
    example: "3")
  static let keepDays = ManifestKey<Int>(
    "keep_days", .integer(days),
    summary: "How long `done` and `failed` keep files; without it, for ever.", example: "90"
  ) { $0.integer(in: days) }
  private static let days = 1...36_500

  static let object = ObjectSpecification(
    "An inbox",
    summary:
      "A folder that `watch` and `run --inbox` take files from ([unattended.md](unattended.md)).",
    keys: [
      folder.specification, ready.specification, group.specification, waitMinutes.specification,
      pollSeconds.specification, attempts.specification, keepDays.specification,
    ])
}

enum ReadyKeys {
  static let seconds = ManifestKey.integer(
    "seconds", 0...86_400, default: 10,
    summary:
      "For how long its size, time and inode have to stay as they are. 0 takes it at once, for senders "
      + "that rename what they have finished.", example: "30")
  static let marker = ManifestKey.text(
    "marker", "the ending of a file's marker, such as .done", as: .nameEnding,
    summary:
      "The ending of a file that senders put beside one that is whole: `sessions.csv.done` for "
      + "`sessions.csv`.", example: ".done")

  static let object = ObjectSpecification(
    "Ready", summary: "By time, or by a marker.",
    keys: [seconds.specification, marker.specification],
    rules: [.oneAtMost(["seconds", "marker"])])
}
