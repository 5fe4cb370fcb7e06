internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger

/// `claimpipe ledger …`: looking after the ledger itself.
extension Commands {
  /// `ledger backup`: the database as it is at one moment, and the batches that it names.
  public func backUp(_ path: String, to target: String) -> ExitStatus {
    ending {
      if let obstacle = Ledger.obstacle(toBackup: path, at: target) {
        throw RunFailure.usage(obstacle)
      }
      let file = try AtomicFile(path: target)
      try Ledger.backUp(path, into: file.temporaryPath)
      try file.finish()
      var missing = 0
      try Ledger.read(file.temporaryPath, copyOf: path) { copy in
        try copy.forEachBatch { batch in
          if batch.isPurged { return }
          missing += try copyArchive(batch, from: path, to: target) ? 0 : 1
        }
      }
      try file.publish()
      log.info("wrote \(target): a backup of \(path)")
      if missing == 0 { return .done }
      log.error("the backup lacks \(missing) batches")
      return .inputOrOutputFailed
    }
  }

  /// - Returns: `false` where there is none that is right.
  private func copyArchive(_ batch: BatchEntry, from ledger: String, to copy: String) throws -> Bool
  {
    let target = BatchArchive(batch: batch, path: batch.archivePath(in: copy))
    // An earlier backup to the same place has it.
    if (try? target.verify()) != nil { return true }
    do {
      try BatchArchive(batch: batch, path: batch.archivePath(in: ledger))
        .copy(to: target.path)
      return true
    } catch let fault as InputFault {
      log.error("\(fault)")
      return false
    }
  }

  /// `ledger verify`: 4 where something contradicts something else.
  public func verify(_ path: String) -> ExitStatus {
    ending {
      var verification = try Ledger.read(path) { try $0.verify() }
      if verification.promisedCount > 0 {
        log.warning(
          "a run ended before \(verification.promisedCount) of its files had their names: the next "
            + "run gives them, and verify again then")
      }
      for batch in verification.batches where !batch.isPurged {
        do { try BatchArchive(batch: batch, path: batch.archivePath(in: path)).verify() } catch {
          verification.problems.append(RunFailure(error).message)
        }
      }
      tell(verification)
      if verification.problems.isEmpty {
        log.info("\(path): the ledger agrees with itself")
        return .done
      }
      log.error("\(path): \(verification.problems.count) problems; restore a backup")
      return .inputOrOutputFailed
    }
  }

  private func tell(_ verification: LedgerVerification) {
    log.info("sessions: \(verification.sessionCount)")
    for status in ChargeStatus.allCases {
      guard let items = verification.items[status] else { continue }
      log.info("charge items \(status.name): \(items.count), units \(items.units)")
    }
    for (word, name) in ClaimEntry.statuses {
      guard let claims = verification.claims[word] else { continue }
      log.info(
        "claims \(name): \(claims.count), units \(claims.units), billed \(claims.billed.decimal)")
    }
    let billed = verification.batches.reduce(Money.zero) { $0.adding($1.billed) ?? $0 }
    let claims = verification.batches.reduce(0) { $0 + $1.claimCount }
    log.info(
      "batches: \(verification.batches.count), claims \(claims), billed \(billed.decimal)")
    for problem in verification.problems { log.error(problem) }
  }

  /// `ledger purge`
  public func purge(_ path: String, before date: String, isDryRun: Bool) -> ExitStatus {
    ending {
      guard let day = CivilDate(iso: date) else {
        throw RunFailure.usage("--before \(date) is no date: write it as 2026-01-31")
      }
      let ledger = try Ledger.existing(path)
      let counts = try ledger.act("ledger purge", log: log) { memory in
        let counts = try memory.purge(before: day)
        if !isDryRun { try memory.commit() }
        return counts
      }
      log.info("history of closed sessions: \(counts.events) entries")
      log.info("sessions cancelled before they were billed: \(counts.sessions)")
      log.info("lines of replaced claims: \(counts.claims) claims")
      log.info("copies of batches: \(counts.batches.count)")
      if isDryRun {
        log.info("dry run: nothing was purged")
      } else {
        try ledger.sweep()
        log.info("purged what is before \(day.iso)")
      }
      return .done
    }
  }
}
