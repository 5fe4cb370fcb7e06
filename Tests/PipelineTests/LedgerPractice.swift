import Foundation
import GRDBSQLite

/// A small practice whose claims are complete but for one patient's, with what a scheduler exports.
struct LedgerPractice {
  struct Session: Hashable {
    var id: String
    var status = "submitted"
    var patient = "P1"
    var code = "A"
    /// Of January 2026.
    var day = 5
    /// In minutes of the day.
    var start = 540
    var minutes = 60
    var location = "L1"
    var authorization = ""
    var chargeStatus = ""
    var practitioner = "PR1"

    init(_ id: String, _ change: (inout Session) -> Void = { _ in }) {
      self.id = id
      change(&self)
    }
    func with(_ change: (inout Session) -> Void) -> Session {
      var copy = self
      change(&copy)
      return copy
    }

    static let columns = [
      "session_id", "status", "patient_id", "practitioner_id", "service_code", "start", "end",
      "business_unit_id", "location_id", "authorization_number", "charge_status",
    ]
    var values: [String] {
      func time(_ minute: Int) -> String {
        String(
          format: "2026-01-%02dT%02d:%02d", day + minute / 1440, minute / 60 % 24, minute % 60)
      }
      return [
        id, status, patient, practitioner, code, time(start), time(start + minutes), "B1", location,
        authorization, chargeStatus,
      ]
    }
  }

  /// The authorization A2, of P2.
  var isPending = false
  /// Without it, P4's claims are Draft.
  var hasBirthDate = true
  /// P3's.
  var coverage = "V3"
  var hasPractitioners = true
  /// By payer: P2 and P4 are Y2's.
  var outputs = """
      - { adapter: billing_export, path: out/export.csv }
      - { adapter: claim_batch, path: out/claims.json }
      - { adapter: duplicates_report, path: out/duplicates.csv }
    """
  /// Lines of the manifest.
  var settings = ""
  /// `csv`, `json`, `ndjson`, `xml`
  var format = "csv"
  var fileName = "sessions"

  // MARK: Files

  /// Writes the manifest `run.yml`, the reference data and a drop of sessions.
  func write(_ sessions: [Session], to sandbox: Sandbox, files: Int = 1) throws {
    for (name, rows) in references {
      try sandbox.write(rows.joined(separator: "\n") + "\n", to: "in/\(name).csv")
    }
    for old in (try? sandbox.files(in: "drop")) ?? [] {
      try FileManager.default.removeItem(at: sandbox.url("drop/\(old)"))
    }
    for file in 0..<files {
      let part = sessions.enumerated().filter { $0.offset % files == file }.map(\.element)
      try sandbox.write(document(part), to: "drop/\(fileName)-\(file).\(format)")
    }
    try sandbox.write(manifest, to: "run.yml")
  }

  var manifest: String {
    let inputs = references.keys.sorted().map {
      "  - { adapter: csv, record: \($0), path: in/\($0).csv }"
    }
    return """
      version: 1
      pipeline: nightly
      inputs:
        - { adapter: \(format), record: sessions, path: "drop/*.\(format)" }
      \(inputs.joined(separator: "\n"))
      outputs:
      \(outputs)
      \(settings)
      ledger: state/ledger.sqlite
      rejects: { max: 1 }
      report: out/run-report.json
      """
  }

  private var references: [String: [String]] {
    let address = "1 Road,Albany,NY,12207-0001"
    let patients = (1...4).map {
      "P\($0),Pat,Example,\($0 < 4 || hasBirthDate ? "2016-02-29" : ""),F,\(address)"
    }
    let coverages = [
      "V1,P1,PL1,M1", "V2,P2,PL2,M2", "\(coverage),P3,PL1,M3", "V4,P4,PL2,M4",
    ]
    return [
      "patients": [
        "patient_id,first_name,last_name,date_of_birth,gender,address_line1,city,state,zip"
      ] + patients,
      "practitioners": ["practitioner_id,first_name,last_name,npi,taxonomy_code"]
        + (hasPractitioners
          ? ["PR1,Pia,Example,1000000012,103K00000X", "PR2,Pol,Example,1000000020,103K00000X"]
          : []),
      "locations": [
        "location_id,type,address_line1,city,state,zip", "L1,home,\(address)",
        "L2,office,\(address)",
      ],
      "business_units": [
        "business_unit_id,name,npi,tax_id,taxonomy_code,address_line1,city,state,zip",
        "B1,North,1000000038,00-0000001,261QR0400X,\(address)",
      ],
      "payers": ["payer_id,name,electronic_payer_id", "Y1,One,EX1", "Y2,Two,EX2"],
      "plans": ["plan_id,payer_id", "PL1,Y1", "PL2,Y2"],
      "plan_benefits": ["plan_id,service_code,procedure_code,time_per_unit"]
        + ["PL1", "PL2"].flatMap { ["\($0),A,97153,15", "\($0),B,97155,15"] },
      "fee_schedules": ["plan_id,procedure_code,billing_amount"]
        + ["PL1", "PL2"].flatMap { ["\($0),97153,10.00", "\($0),97155,20.50"] },
      "coverages": ["coverage_id,patient_id,plan_id,member_id"] + coverages,
      "authorizations": [
        "authorization_number,patient_id,status", "A1,P1,active",
        "A2,P2,\(isPending ? "pending" : "active")",
      ],
      "diagnoses": ["patient_id,code"] + (1...4).map { "P\($0),F84.0" },
    ]
  }

  private func document(_ sessions: [Session]) -> String {
    let rows = sessions.map { Array(zip(Session.columns, $0.values)) }
    switch format {
    case "csv":
      return ([Session.columns] + sessions.map(\.values))
        .map { $0.joined(separator: ",") + "\n" }.joined()
    case "xml":
      let items = rows.map { row in
        "<s>" + row.map { "<\($0)>\($1)</\($0)>" }.joined() + "</s>\n"
      }
      return "<sessions>\n\(items.joined())</sessions>\n"
    default:
      let items = rows.map { row in
        "{" + row.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ") + "}"
      }
      return format == "json"
        ? "[\(items.joined(separator: ",\n"))]\n" : items.map { $0 + "\n" }.joined()
    }
  }
}

/// A batch of claims in JSON.
struct BatchContent: Decodable {
  struct Header: Decodable { let controlNumber: String, totalClaims: Int, totalBilled: String }
  struct Line: Decodable { let units: Int, sessionIds: [String] }
  struct Claim: Decodable {
    let claimNumber, frequencyCode: String
    let originalClaimNumber: String?
    let lines: [Line]
  }
  let batch: Header
  let claims: [Claim]

  init(_ sandbox: Sandbox, _ path: String = "out/claims.json") throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: sandbox.data(path))
  }

  var sessions: [String] { claims.flatMap { $0.lines.flatMap(\.sessionIds) }.sorted() }
}

/// All that a ledger holds, table by table and row by row.
struct LedgerContent: Equatable {
  var tables: [String: [[String: String]]] = [:]

  /// Reads a copy: looking at a ledger that a killed process left would mend it.
  init(_ sandbox: Sandbox, _ path: String = "state/ledger.sqlite") throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appending(path: "ledger")
    for ending in ["", "-wal", "-journal"] where sandbox.exists(path + ending) {
      try sandbox.data(path + ending).write(to: URL(filePath: copy.path + ending))
    }
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    guard sqlite3_open_v2(copy.path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
      throw CocoaError(.fileReadCorruptFile)
    }
    let names = try Self.rows(
      database,
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    for name in names.compactMap({ $0["name"] }) {
      tables[name] = try Self.rows(database, "SELECT * FROM \"\(name)\" ORDER BY 1")
    }
    let faults = try Self.rows(database, "PRAGMA integrity_check")
    if faults.map(\.values.first) != ["ok"] { throw CocoaError(.fileReadCorruptFile) }
    if try !Self.rows(database, "PRAGMA foreign_key_check").isEmpty {
      throw CocoaError(.fileReadCorruptFile)
    }
  }

  private static func rows(
    _ database: OpaquePointer?, _ sql: String
  ) throws -> [[String: String]] {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else {
      throw CocoaError(.fileReadCorruptFile)
    }
    var rows: [[String: String]] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_DONE: return rows
      case SQLITE_ROW: break
      default: throw CocoaError(.fileReadCorruptFile)
      }
      var row: [String: String] = [:]
      for column in 0..<sqlite3_column_count(statement) {
        let name = String(cString: sqlite3_column_name(statement, column))
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL: break
        case SQLITE_BLOB:
          let bytes = UnsafeRawBufferPointer(
            start: sqlite3_column_blob(statement, column),
            count: Int(sqlite3_column_bytes(statement, column)))
          row[name] = bytes.map { String(format: "%02x", $0) }.joined()
        default: row[name] = String(cString: sqlite3_column_text(statement, column))
        }
      }
      rows.append(row)
    }
  }

  subscript(_ table: String) -> [[String: String]] { tables[table] ?? [] }

  /// Without the list of runs, which every run adds to.
  var withoutRuns: LedgerContent {
    var copy = self
    copy.tables["run"] = nil
    return copy
  }

  /// Without what the batches' bytes are told by.
  var withoutDigests: LedgerContent {
    var copy = self
    copy.tables["claims_transaction"] = self["claims_transaction"].map { row in
      var row = row
      row["sha256"] = nil
      return row
    }
    return copy
  }

  /// By session: the charge item's status; empty where there is none.
  var statuses: [String: String] {
    Dictionary(
      uniqueKeysWithValues: self["charge"].map { ($0["session_id"] ?? "", $0["item_status"] ?? "") }
    )
  }

  var controlNumbers: [Int] {
    self["claims_transaction"].compactMap { $0["control_number"].flatMap(Int.init) }.sorted()
  }

  /// Claims that were sent, with the number of batches that each is in; and those that are in none.
  var batchesByClaim: [String: Int] {
    Dictionary(
      uniqueKeysWithValues: self["claim"].map {
        ($0["number"] ?? "", $0["claims_transaction"] == nil ? 0 : 1)
      })
  }
}
