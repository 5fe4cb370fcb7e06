/// Every batch: its claims come to what it says, and only what was sent is in one (CLM-8, CLM-9).
enum BatchBalance {
  static func check(
    _ reading: LedgerReading, _ verification: inout LedgerVerification,
    _ report: inout ProblemReport
  ) throws {
    for query in queries { try reading.report(query, to: &report) }
  }

  private static let queries = [
    """
    SELECT 'batch ' || control_number || ' says ' || claim_count || ' claims of '
      || claims_transaction.billed
      || ' cents, and has ' || count(claim.id) || ' of ' || coalesce(sum(claim.billed), 0)
    FROM claims_transaction
      LEFT JOIN claim ON claim.claims_transaction = claims_transaction.id
    GROUP BY claims_transaction.id
    HAVING count(claim.id) <> claim_count OR coalesce(sum(claim.billed), 0) <> claims_transaction.billed
    """,
    """
    SELECT 'claim ' || number || ' is ' || status || ', and in a batch' FROM claim
    WHERE status IN ('draft', 'ready_to_submit')
      AND claims_transaction IS NOT NULL
    """,
    """
    SELECT 'claim ' || number || ' is ' || status || ', and in no batch' FROM claim
    WHERE status NOT IN ('draft', 'ready_to_submit')
      AND claims_transaction IS NULL
    """,
    """
    SELECT 'claim ' || number || ' has the unknown status ' || status FROM claim
    WHERE status NOT IN ('draft', 'ready_to_submit', 'submitted', 'historical')
    """,
    """
    SELECT 'claim ' || claim.number || ' is version ' || claim.version || ' and stands for version '
      || original.version
    FROM claim JOIN claim AS original ON original.id = claim.original
    WHERE claim.version > 1 AND original.version >= claim.version
    """,
    """
    SELECT 'claim ' || number || ' is to be corrected, and is ' || status
    FROM correction JOIN claim ON claim.id = claim WHERE status <> 'submitted'
    """,
  ]
}
