/// What a manifest says of the files that its outputs hand on, as far as it holds after a run too.
public struct OutboxPlan: Sendable {
  /// The path to open of the ledger.
  public let ledger: String
  public let pipeline: String
  /// The manifest's folder; empty is the working folder.
  public let folder: String
  /// By ``Manifest/outboxKey(_:)`` of the output's path.
  public let outputs: [String: Output]

  public struct Output: Sendable {
    /// `outputs[2]`
    public let keyPath: String
    public let hook: HookSettings?
    public let keepDays: Int?
  }

  public var hasHooks: Bool { outputs.values.contains { $0.hook != nil } }
  public var hasRetention: Bool { outputs.values.contains { $0.keepDays != nil } }
}

extension Manifest {
  /// `nil` without a ledger.
  public var outboxPlan: OutboxPlan? {
    guard let ledger else { return nil }
    let keyed = outputs.map { output in
      (
        outboxKey(output.path),
        OutboxPlan.Output(
          keyPath: output.marks.keyPath, hook: output.hook, keepDays: output.outbox?.keepDays)
      )
    }
    return OutboxPlan(
      ledger: resolve(ledger), pipeline: pipeline, folder: folder,
      outputs: Dictionary(keyed) { first, _ in first })
  }

  /// The same for every way to write a path with placeholders.
  public func outboxKey(_ template: String) -> String { onePath(template) }
}

extension ManifestLoader {
  /// What a manifest says of its outboxes, whatever else stands in it: its inputs may be gone by now.
  ///
  /// - Throws: what is wrong with its text, its ledger, or its outputs' paths and hooks.
  public func outboxPlan(
    text: [UInt8], name: String, overrides: [String] = []
  ) throws(ManifestFaults) -> OutboxPlan? {
    let log = FaultLog()
    let overrides = overrides.compactMap { Override($0, log: log) }
    var plan: OutboxPlan?
    if let tree = tree(of: text, overrides, log: log) {
      let value = CheckedValue(node: tree, path: "", log: log)
      if let root = value.object("a manifest: an object with ledger …") {
        plan = outboxPlan(root, folder: ManifestPath.folder(of: name))
      }
    }
    if !log.faults.isEmpty { throw ManifestFaults(name: name, faults: log.faults) }
    return plan
  }

  private func outboxPlan(_ root: CheckedObject, folder: String) -> OutboxPlan? {
    guard let ledger = root.read(RootKeys.ledger) else { return nil }
    let paths = PathCollisions(folder: folder, realPath: files.realPath)
    var outputs: [String: OutboxPlan.Output] = [:]
    for item in root[RootKeys.outputs]?.items("a list of outputs") ?? [] {
      guard let object = item.object("an output: an object with adapter and path"),
        let path = object[OutputKeys.path].flatMap(OutputPath.read)
      else { continue }
      let checks = OutboxChecks(output: object)
      outputs[paths.key(path)] = OutboxPlan.Output(
        keyPath: item.path, hook: checks.hook(), keepDays: checks.outbox()?.keepDays)
    }
    return OutboxPlan(
      ledger: ManifestPath.resolve(ledger, in: folder),
      pipeline: root.read(RootKeys.pipeline) ?? "", folder: folder, outputs: outputs)
  }
}
