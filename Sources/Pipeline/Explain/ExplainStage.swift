internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Ledger
internal import Manifests
internal import Synchronization

/// `explain`: a run up to its result, for the patients of the sessions that were asked for; the core
/// then says why. Nothing is written.
struct ExplainStage {
  let run: PreparedRun
  let work: OrderedWork
  let log: Log

  /// What stands before the core: the same for every session.
  struct Material {
    let loaded: LoadStage.Loaded
    /// With what the ledger adds.
    let set: SessionSet
    let rejected: RejectedSessions
    /// By session id.
    let histories: [String: ChargeHistory]
  }

  func explain(_ ids: [String]) throws -> [Explanation] {
    let rejected = RejectedSessions(asked: ids)
    var load = LoadStage(
      run: run, work: work, quarantine: Quarantine(of: run.manifest, outputs: [], isDryRun: true),
      progress: Progress(log: log))
    load.onRejection = { rejected.add($0) }
    let loaded = try load.load()
    load.progress.end()
    UnknownNames(run: run, practice: loaded.practice, log: log).warn()
    warnOfRejects(loaded.summary)
    let (set, histories) = try recall(loaded, ids)
    let material = Material(
      loaded: loaded, set: set, rejected: rejected, histories: histories)
    let stories = try stories(of: ids, material)
    return try ids.map { id in
      if let explanation = ExplanationMaker(run: run, material: material, id: id)
        .explanation(stories[id])
      {
        return explanation
      }
      throw RunFailure.usage(unknown(id, material))
    }
  }

  private func warnOfRejects(_ summary: RunSummary) {
    let (rejected, read) = (summary.rejectedCount, summary.readCount)
    if run.manifest.rejects.limit.admits(rejected: rejected, ofRead: read) { return }
    log.warning(
      "\(rejected) of \(read) records are rejected, more than rejects.max allows: a run would emit "
        + "nothing")
  }

  /// What the ledger knows, if there is one; it is only read.
  private func recall(
    _ loaded: LoadStage.Loaded, _ ids: [String]
  ) throws -> (SessionSet, [String: ChargeHistory]) {
    let sessions = try loaded.sessions.all()
    guard let path = run.manifest.ledger.map(run.manifest.resolve), Ledger.exists(path) else {
      return (sessions, [:])
    }
    return try Ledger.read(path) { ledger in
      let set = try ledger.recall(sessions, of: loaded.practice, for: run.recall)
      var histories: [String: ChargeHistory] = [:]
      for id in ids { histories[id] = try ledger.charge(ofSession: id) }
      return (set, histories)
    }
  }

  // MARK: Billing

  /// Bills the patients of the sessions, as a run does.
  private func stories(
    of ids: [String], _ material: Material
  ) throws -> [String: SessionStory] {
    let set = material.set
    let pool = material.loaded.practice.pool
    var wanted: [Int: [String]] = [:]
    let asked = Set(ids)
    let lengths = Set(ids.map(\.utf8.count))
    for index in set.sessions.indices {
      let session = set.sessions[index]
      guard lengths.contains(session.id.count) else { continue }
      let id = pool.string(session.id)
      if asked.contains(id) { wanted[session.patient.index, default: []].append(id) }
    }
    if wanted.isEmpty { return [:] }
    let order = PatientOrder(set, pool: pool)
    let settings = run.billing
    var stories: [String: SessionStory] = [:]
    for place in 0..<order.patientCount {
      guard let first = order.sessions(of: place).first,
        let ids = wanted[set.sessions[Int(first)].patient.index]
      else { continue }
      var billing = PatientBilling.explaining(material.loaded.practice, settings)
      billing.bill(patient: place, in: order, of: set)
      for id in ids { stories[id] = billing.story(ofSession: id) }
    }
    return stories
  }

  // MARK: Unknown ids

  private func unknown(_ id: String, _ material: Material) -> String {
    let pool = material.loaded.practice.pool
    let set = material.set
    var nearest: [String] = []
    for start in stride(from: 0, to: set.sessions.count, by: 1 << 14) {
      let part = start..<min(start + 1 << 14, set.sessions.count)
      let names = part.map { pool.string(set.sessions[$0].id) }
      if let name = nearestName(to: id, in: names) { nearest.append(name) }
    }
    nearest += material.rejected.ids
    let hint = nearestName(to: id, in: nearest).map { " (did you mean \"\($0)\"?)" } ?? ""
    let ledger = run.manifest.ledger == nil ? "" : ", nor does the ledger remember it"
    return "no input has a session \"\(id)\"\(hint)\(ledger)"
  }
}

/// The session records that were rejected.
final class RejectedSessions: Sendable {
  private struct State {
    var ids: [String] = []
    var asked: [String: [Rejection]] = [:]
  }

  private let asked: Set<String>
  private let state = Mutex(State())

  init(asked: [String]) { self.asked = Set(asked) }

  func add(_ rejection: Rejection) {
    guard rejection.kind == .sessions, let id = rejection.recordID else { return }
    let isAsked = asked.contains(id)
    state.withLock { state in
      state.ids.append(id)
      if isAsked { state.asked[id, default: []].append(rejection) }
    }
  }

  var ids: [String] { state.withLock { $0.ids } }

  func records(of id: String) -> [Rejection] { state.withLock { $0.asked[id] ?? [] } }
}
