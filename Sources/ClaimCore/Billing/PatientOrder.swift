/// The run's sessions by patient id, and each patient's by start and then session id: the order in
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

  public init(_ set: SessionSet, pool: TextPool) {
    // Counting sort by patient, patients in the order of their ids.
    var counts = [Int](repeating: 0, count: set.patientIDs.count)
    for index in set.sessions.indices { counts[set.sessions[index].patient.index] += 1 }
    let present = counts.indices.filter { counts[$0] > 0 }.sorted {
      pool.compare(set.patientIDs[$0], set.patientIDs[$1]) < 0
    }
    var starts = [0]
    var next = [Int](repeating: 0, count: counts.count)
    for patient in present {
      next[patient] = starts[starts.count - 1]
      starts.append(starts[starts.count - 1] + counts[patient])
    }
    sessions = Array(unsafeUninitializedCapacity: set.sessions.count) { buffer, count in
      for index in set.sessions.indices {
        let patient = set.sessions[index].patient.index
        buffer.initializeElement(at: next[patient], to: UInt32(index))
        next[patient] += 1
      }
      count = set.sessions.count
    }
    self.starts = starts
  }

  /// A patient's sessions by start and then session id.
  public func sortedSessions(
    of patient: Int, in set: SessionSet, pool: TextPool
  ) -> ArraySlice<UInt32> {
    let own = sessions(of: patient)
    if own.count < 2 { return own }
    let keyed = own.map { (start: set.sessions[Int($0)].start.instant, index: $0) }
    let sorted = keyed.sorted {
      if $0.start != $1.start { return $0.start < $1.start }
      return pool.compare(set.sessions[Int($0.index)].id, set.sessions[Int($1.index)].id) < 0
    }
    return sorted.map(\.index)[...]
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
