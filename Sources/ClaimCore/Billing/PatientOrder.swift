/// The sessions of a set by patient id, and each patient's by start and then session id: the order in
/// which patients are billed and results stand.
public struct PatientOrder: Sendable {
  /// Indices of sessions.
  public let sessions: [UInt32]
  /// Where each patient's sessions begin; one more at the end.
  public let starts: [Int]

  public var patientCount: Int { starts.count - 1 }

  /// One patient's sessions.
  public func sessions(of patient: Int) -> ArraySlice<UInt32> {
    sessions[starts[patient]..<starts[patient + 1]]
  }

  public func sessionCount(of patients: Range<Int>) -> Int {
    starts[patients.upperBound] - starts[patients.lowerBound]
  }

  public init(_ set: SessionSet, pool: TextPool) {
    let ranks = set.patientIDs.ranks(pool)
    let entries = set.sessions.withRows { Self.sorted($0, ranks, pool) }
    sessions = entries.map(\.value)
    var starts: [Int] = []
    var last: UInt32?
    for (place, entry) in entries.enumerated() where last != Self.rank(entry) {
      starts.append(place)
      last = Self.rank(entry)
    }
    starts.append(entries.count)
    self.starts = starts
  }

  private static func rank(_ entry: RadixEntry) -> UInt32 { UInt32(entry.key >> 32) }

  /// By one number of the patient's rank and the minute of the start; the few sessions of a patient in
  /// one minute are compared in full.
  private static func sorted(
    _ sessions: UnsafeBufferPointer<Session>, _ ranks: [UInt32], _ pool: TextPool
  ) -> [RadixEntry] {
    let minute = 60 * Moment.microsPerSecond
    var first = Int64.max
    for session in sessions { first = min(first, session.start.instant) }
    // A session later than 8,000 years after the first has the last minute there is: a tie, then.
    var entries = sessions.indices.map { index in
      let session = sessions[index]
      let minutes = UInt32(clamping: session.start.instant.subtractingClamped(first) / minute)
      return RadixEntry(
        key: UInt64(ranks[session.patient.index]) << 32 | UInt64(minutes), value: UInt32(index))
    }
    RadixSort.sort(&entries)
    entries.sortTies { a, b in
      let (left, right) = (sessions[Int(a)], sessions[Int(b)])
      if left.start.instant != right.start.instant {
        return left.start.instant < right.start.instant
      }
      let id = pool.compare(left.id, right.id)
      return id != 0 ? id < 0 : a < b
    }
    return entries
  }

  /// Cuts the patients into runs of about `size` sessions, for threads to share out. The cuts do not
  /// depend on the number of threads.
  public func runs(ofAbout size: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var first = 0
    for patient in 0..<patientCount where starts[patient + 1] - starts[first] >= size {
      runs.append(first..<patient + 1)
      first = patient + 1
    }
    if first < patientCount { runs.append(first..<patientCount) }
    return runs
  }
}

extension Int64 {
  fileprivate func subtractingClamped(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? .max : difference
  }
}
