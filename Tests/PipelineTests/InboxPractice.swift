import Foundation

/// A ledger's practice whose sessions arrive in an inbox.
struct InboxPractice {
  typealias Session = LedgerPractice.Session

  var practice = LedgerPractice()
  var ready = "{ seconds: 0 }"
  var group: String? = "\"*-{key}.*\""
  var more = ""
  /// Patients arrive too.
  var hasPatients = false

  func prepare(_ sandbox: Sandbox) throws {
    try practice.write([], to: sandbox)
    try FileManager.default.removeItem(at: sandbox.url("drop"))
    var manifest = practice.manifest.replacing("drop/*.csv", with: "drop/incoming/sessions-*.csv")
    if hasPatients {
      manifest = manifest.replacing("in/patients.csv", with: "\"drop/incoming/patients-*.csv\"")
    }
    let grouping = group.map { ", group: \($0)" } ?? ""
    manifest += "\ninbox: { folder: drop, ready: \(ready)\(grouping), poll_seconds: 1\(more) }\n"
    try sandbox.write(manifest, to: "run.yml")
    try FileManager.default.createDirectory(
      at: sandbox.url("drop/incoming"), withIntermediateDirectories: true)
  }

  static func document(_ sessions: [Session]) -> String {
    ([Session.columns] + sessions.map(\.values)).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// As a sender does that renames what it has finished.
  func drop(_ sessions: [Session], as key: String, in sandbox: Sandbox) throws {
    try drop(Self.document(sessions), as: "sessions-\(key).csv", in: sandbox)
  }

  func drop(_ text: String, as name: String, in sandbox: Sandbox) throws {
    try sandbox.write(text, to: "drop/incoming/.\(name)")
    let place = sandbox.url("drop/incoming/\(name)").path
    rename(sandbox.url("drop/incoming/.\(name)").path, place)
  }

  /// Where the files are that were dropped, by content: `incoming`, `processing`, `done`, `failed`.
  static func places(_ sandbox: Sandbox) throws -> [String: [String]] {
    var places: [String: [String]] = [:]
    for path in (try? sandbox.files(in: "drop")) ?? [] {
      let parts = path.split(separator: "/")
      guard let name = parts.last, !name.hasPrefix("."), !name.hasPrefix("reason.json") else {
        continue
      }
      places[try sandbox.text("drop/\(path)"), default: []].append(String(parts[0]))
    }
    return places
  }

  /// The files of `failed`, with the codes of the reasons that stand beside them.
  static func failures(_ sandbox: Sandbox) throws -> [String: String] {
    var failures: [String: String] = [:]
    let files = try sandbox.files(in: "drop/failed")
    for path in files where !path.hasSuffix("reason.json") {
      let parts = path.split(separator: "/")
      let reason = try JSONSerialization.jsonObject(
        with: sandbox.data("drop/failed/\(parts[0])/reason.json"))
      failures[String(parts[1])] = (reason as? [String: Any])?["code"] as? String
    }
    return failures
  }

  static let once = ["run", "run.yml", "--inbox", "--now", "2026-02-01", "--jobs", "1"]
}

extension Sandbox {
  /// Waits until something holds, for half a minute.
  func waits(until holds: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<1500 {
      if try holds() { return true }
      usleep(20_000)
    }
    return false
  }

  func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url(folder).path)) ?? []).sorted()
  }
}
