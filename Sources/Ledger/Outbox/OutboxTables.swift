/// Tables of the files that outputs handed on, and of what is still to be done with them.
enum OutboxTables {
  static let statements = [
    // Of a file that only speaks of another one, such as its checksum: that one's path.
    "ALTER TABLE publication ADD COLUMN beside TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE publication ADD COLUMN is_marker INTEGER NOT NULL DEFAULT 0",
    // One row a file of an output with an outbox, a hook or placeholders in its path.
    """
    CREATE TABLE outbox_file (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (id),
      -- The output's path and the file's, with placeholders.
      output TEXT NOT NULL,
      document TEXT NOT NULL,
      date INTEGER NOT NULL,
      -- Of the output and the date, from 1.
      sequence INTEGER NOT NULL,
      path TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      records INTEGER NOT NULL,
      control_number INTEGER,
      -- What the names of the files beside it end in; empty where there is none.
      checksum TEXT NOT NULL,
      marker TEXT NOT NULL,
      -- NULL while it is ours to look after; else removed, replaced, changed or missing.
      gone TEXT
    ) STRICT
    """,
    "CREATE INDEX outbox_file_by_output ON outbox_file (output, date)",
    "CREATE INDEX outbox_file_by_document ON outbox_file (document)",
    "CREATE INDEX outbox_file_by_path ON outbox_file (path) WHERE gone IS NULL",
    // One row a file whose output has a hook.
    """
    CREATE TABLE outbox_hook (
      file INTEGER PRIMARY KEY REFERENCES outbox_file (id),
      -- waiting, done or failed (given up)
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      -- When it is due, by the machine's clock, while it waits.
      next INTEGER NOT NULL,
      last_error TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX outbox_hook_waiting ON outbox_hook (next) WHERE state = 'waiting'",
  ]
}
