internal import GRDB

/// The ledger's tables, version by version. A migration that was released is never changed.
enum Migrations {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      for statement in firstVersion { try database.execute(sql: statement) }
      try LookupIndexes.create(database)
    }
    migrator.registerMigration("inbox") { database in
      for statement in inbox { try database.execute(sql: statement) }
    }
    migrator.registerMigration("outbox") { database in
      for statement in OutboxTables.statements { try database.execute(sql: statement) }
    }
    return migrator
  }

  /// Files that came through an inbox, one row a file and run; `arrival` is the name that the inbox
  /// gave the run.
  private static let inbox = [
    """
    CREATE TABLE source_file (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (id),
      arrival TEXT NOT NULL,
      name TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX source_file_by_sha256 ON source_file (sha256)",
    "CREATE INDEX source_file_by_arrival ON source_file (arrival)",
  ]

  /// Dates are days since 1970, times microseconds since then in UTC, money cents, ids text.
  private static let firstVersion = [
    "PRAGMA application_id = \(NewLedger.applicationID)",
    // One row a run that was committed.
    """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      moment INTEGER NOT NULL,
      pipeline TEXT NOT NULL
    ) STRICT
    """,
    // One row a session that was ever seen, with its charge item; item_status is NULL where there is
    // none (cancelled, on no claim).
    """
    CREATE TABLE charge (
      id INTEGER PRIMARY KEY,
      session_id TEXT NOT NULL,
      patient_id TEXT NOT NULL,
      business_unit_id TEXT NOT NULL,
      date_of_service INTEGER NOT NULL,
      session_status TEXT NOT NULL,
      item_status TEXT,
      units INTEGER NOT NULL,
      facts INTEGER NOT NULL,
      billed_externally INTEGER NOT NULL,
      claim INTEGER REFERENCES claim (id),
      record_digest INTEGER NOT NULL,
      record BLOB NOT NULL,
      run INTEGER NOT NULL REFERENCES run (id),
      first_run INTEGER NOT NULL REFERENCES run (id),
      -- As billed, and whether a duplicate has to be at the same one (DUP-1).
      place_of_service TEXT NOT NULL,
      place_matters INTEGER NOT NULL,
      -- The units that its claim bills; units may have changed since.
      claimed_units INTEGER,
      -- CLM-9: those that the claim that was corrected last bills.
      corrected_units INTEGER
    ) STRICT
    """,
    // CHG-4: how long the charge periods of a business unit are, as the last run had it.
    """
    CREATE TABLE business_unit (
      id TEXT PRIMARY KEY,
      charge_period TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    // What changed after a charge was first seen.
    """
    CREATE TABLE charge_event (
      id INTEGER PRIMARY KEY,
      charge INTEGER NOT NULL REFERENCES charge (id),
      run INTEGER NOT NULL REFERENCES run (id),
      before TEXT,
      after TEXT,
      why TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX charge_event_by_charge ON charge_event (charge)",
    // CLM-8: one row a batch that an output wrote.
    """
    CREATE TABLE claims_transaction (
      id INTEGER PRIMARY KEY,
      control_number INTEGER NOT NULL UNIQUE,
      run INTEGER NOT NULL REFERENCES run (id),
      date INTEGER NOT NULL,
      adapter TEXT NOT NULL,
      path TEXT NOT NULL,
      claim_count INTEGER NOT NULL,
      billed INTEGER NOT NULL,
      -- Empty only while its file is being made.
      sha256 TEXT NOT NULL,
      -- The run that purged its archive copy.
      purged INTEGER REFERENCES run (id)
    ) STRICT
    """,
    // CLM-9: original is the claim that a version stands for, the one before it; a claim of version 1
    // that has one bills sessions that the correction of that claim left over.
    """
    CREATE TABLE claim (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL,
      version INTEGER NOT NULL,
      original INTEGER REFERENCES claim (id),
      frequency TEXT NOT NULL,
      status TEXT NOT NULL,
      patient_id TEXT NOT NULL,
      payer_id TEXT NOT NULL,
      business_unit_id TEXT NOT NULL,
      first_date INTEGER NOT NULL,
      billed INTEGER NOT NULL,
      units INTEGER NOT NULL,
      payer_claim_number TEXT,
      -- The batch that it is in; a claim is in one.
      claims_transaction INTEGER REFERENCES claims_transaction (id),
      -- One line each: procedure code, modifiers, place of service, start and end date, units,
      -- cents and session ids, with tabs between.
      lines TEXT NOT NULL,
      run INTEGER NOT NULL REFERENCES run (id)
    ) STRICT
    """,
    // CLM-9: what a person asked to be done with a claim that was sent; the next run does it.
    """
    CREATE TABLE correction (
      claim INTEGER PRIMARY KEY REFERENCES claim (id),
      frequency TEXT NOT NULL, -- '7' or '8'
      run INTEGER NOT NULL REFERENCES run (id)
    ) STRICT
    """,
    // What a person did with a claim that was sent.
    """
    CREATE TABLE claim_event (
      id INTEGER PRIMARY KEY,
      claim INTEGER NOT NULL REFERENCES claim (id),
      run INTEGER NOT NULL REFERENCES run (id),
      what TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX claim_event_by_claim ON claim_event (claim)",
    // Files that a committed run has on disk under a temporary name and is renaming.
    """
    CREATE TABLE publication (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (id),
      temporary TEXT NOT NULL,
      path TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      control_number INTEGER,
      is_marked INTEGER NOT NULL
    ) STRICT
    """,
  ]
}
