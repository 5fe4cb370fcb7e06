import AdapterKit
import ClaimCore

/// Checks a manifest's tree in full.
struct RootChecks {
  let loader: ManifestLoader
  let name: String
  let log: FaultLog

  /// What the tree says; of use only where the log is empty.
  func manifest(_ tree: ManifestNode) -> Manifest? {
    let value = CheckedValue(node: tree, path: "", log: log)
    guard let root = value.object(RootKeys.object, "a manifest: an object with version, pipeline …")
    else { return nil }
    version(root)
    let pipeline = root.read(RootKeys.pipeline)
    let timeZone = timeZone(root)
    let inbox =
      loader.ignoresInbox
      ? nil : InboxChecks(files: loader.files, folder: ManifestPath.folder(of: name)).read(root)
    var inputChecks = InputChecks(
      specifications: loader.specifications, recordFields: loader.recordFields,
      files: loader.files, folder: ManifestPath.folder(of: name))
    inputChecks.inbox = inbox.map {
      InboxPlaces(
        inbox: $0, arrived: loader.arrived, files: loader.files,
        folder: ManifestPath.folder(of: name))
    }
    let inputs = inputChecks.read(root[RootKeys.inputs])
    if let value = root[RootKeys.inbox], let inbox, inputs.allSatisfy(\.arriving.isEmpty) {
      value.fault(
        "no input has its path in \(quoted(inbox.folder + "/incoming")): nothing would be read")
    }
    let scope = ScopeChecks.read(root)
    let billing = BillingChecks.read(root, scope: scope)
    let (outputs, writes) = OutputChecks(specifications: loader.specifications, scope: scope)
      .read(root[RootKeys.outputs])
    let reports = ReportChecks(root)
    if root[RootKeys.ledger] == nil { for output in outputs { output.ledgerFaults(log) } }
    let reporting = ReportingChecks(root)
    let paths = paths(
      inputs: inputs, inbox: inbox, reports: reports, outputs: writes + reporting.files)
    return Manifest(
      name: name, pipeline: pipeline ?? "", timeZone: timeZone, inputs: inputs, scope: scope,
      billing: billing, outputs: outputs, rejects: reports.rejects, report: reports.report,
      findings: reports.findings, ledger: reports.ledger, inbox: inbox, arrived: loader.arrived,
      limits: LimitChecks.read(root), reporting: reporting.paths, paths: paths)
  }

  private func version(_ root: CheckedObject) {
    guard let value = root[RootKeys.version],
      let version = value.integer(in: 1...Int.max)
    else { return }
    if version != 1 { value.fault("unknown version \(version): this claimpipe reads version 1") }
  }

  private func timeZone(_ root: CheckedObject) -> String {
    guard let value = root[RootKeys.timeZone] else { return "UTC" }
    let wanted = "an IANA time zone such as America/New_York"
    guard let scalar = value.scalar(wanted) else { return "UTC" }
    let isName = scalar.text.utf8.allSatisfy { byte in
      isDigit(byte) || "_+-/".utf8.contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    guard isName, !scalar.text.isEmpty, scalar.text.utf8.first != UInt8(ascii: "/"),
      loader.files.zoneExists(scalar.text)
    else {
      value.fault(
        ["UTC", "Etc/UTC"].contains(where: loader.files.zoneExists)
          ? "unknown time zone \(quoted(scalar.written)): \(wanted) is wanted"
          : "no time zones are installed on this machine, or not where TZDIR says: install tzdata, "
            + "or set TZDIR to its folder")
      return "UTC"
    }
    return scalar.text
  }

  /// Every use of a file.
  private func paths(
    inputs: [ManifestInput], inbox: InboxSettings?, reports: ReportChecks, outputs: [PathUse]
  ) -> PathCollisions {
    var paths = PathCollisions(
      folder: ManifestPath.folder(of: name), realPath: loader.files.realPath)
    paths.read(String(ManifestPath.fileName(of: name)), by: "the manifest itself")
    for input in inputs where input.hasPath {
      for source in input.sources { paths.read(source, by: input.marks.keyPath) }
    }
    if let inbox {
      for name in InboxPlaces.folders { paths.close("\(inbox.folder)/\(name)", for: "inbox") }
    }
    for use in reports.files + outputs {
      add(paths.write(use) ?? standing(.folder, use, "a folder of this name is there: name a file"))
    }
    if let use = reports.folder {
      add(
        paths.writeFolder(use)
          ?? standing(.file, use, "a file of this name is there, and a folder is needed"))
    }
    return paths
  }

  /// A fault where the path already is what it can't be.
  private func standing(_ kind: FileLookup.Kind, _ use: PathUse, _ message: String)
    -> ManifestFault?
  {
    let path = ManifestPath.resolve(use.path, in: ManifestPath.folder(of: name))
    return loader.files.kind(path) == kind ? use.fault(message) : nil
  }

  private func add(_ fault: ManifestFault?) {
    if let fault { log.add(fault.mark, fault.keyPath, fault.message) }
  }
}
