public import AdapterKit
import Glibc
import Manifests

/// Runs adapters through one suite of checks, whoever made them.
///
/// Each check has a process of its own: the program starts itself again with
/// ``ConformanceKit/perform(check:)`` as its work. So an adapter that crashes or hangs fails one check, and what
/// it leaves behind can be counted.
public struct ConformanceKit: Sendable {
  let registry: AdapterRegistry
  let request: ConformanceRequest

  public init(registry: AdapterRegistry, request: ConformanceRequest) {
    self.registry = registry
    self.request = request
  }

  /// Tries the adapter, or both where an input and an output have its name.
  ///
  /// - Parameter command: what starts this program with ``perform(check:)``'s check.
  /// - Throws: ``ConformanceFault``, or what kept a process from being started.
  public func run(_ command: (_ check: String) -> [String]) throws -> [ConformanceReport] {
    var reports: [ConformanceReport] = []
    if let kind = registry.input(request.adapter) {
      _ = try InputTrial(kind, request, scratch: nil)
      reports.append(try report(kind.specification, InputTrial.checks, command))
    }
    if let kind = registry.output(request.adapter) {
      _ = try OutputTrial(kind, request, scratch: nil)
      reports.append(try report(kind.specification, OutputTrial.checks, command))
    }
    if reports.isEmpty {
      throw ConformanceFault("there is no adapter \"\(request.adapter)\"")
    }
    return reports
  }

  private func report<Trial>(
    _ specification: AdapterSpecification, _ checks: [Check<Trial>], _ command: (String) -> [String]
  ) throws -> ConformanceReport {
    var report = ConformanceReport(adapter: specification.name, kind: specification.kind)
    for id in request.only where !checks.contains(where: { $0.id == id }) {
      throw ConformanceFault(
        "there is no check \(id); there are: " + checks.map(\.id).joined(separator: ", "))
    }
    for check in checks where request.only.isEmpty || request.only.contains(check.id) {
      let folder = try ScratchFolder()
      let process = CheckProcess(
        arguments: command("\(specification.kind.rawValue).\(check.id)"), folder: folder,
        timeLimit: request.timeLimit)
      report.rows.append(
        ConformanceReport.Row(
          check: check.id,
          about: check.about.replacing("{records}", with: "\(request.recordCount)"),
          verdict: try process.run()))
    }
    return report
  }

  /// Performs one check in this process and leaves its verdict for the one that started it.
  ///
  /// - Parameter check: `input.torn`.
  public func perform(check: String) throws {
    let folder = try ScratchFolder.given()
    // Whoever started it may be gone by then.
    alarm(UInt32(clamping: request.timeLimit + 5))
    let parts = check.split(separator: ".", maxSplits: 1).map(String.init)
    let verdict =
      switch (parts.first, registry.input(request.adapter), registry.output(request.adapter)) {
      case ("input", let kind?, _):
        try InputTrial(kind, request, scratch: folder).verdict(of: parts.last ?? "")
      case ("output", _, let kind?):
        try OutputTrial(kind, request, scratch: folder).verdict(of: parts.last ?? "")
      default: throw ConformanceFault("there is no check \(check)")
      }
    try CheckProcess.leave(verdict, in: folder)
  }
}

extension ConformanceRequest {
  /// The options as a manifest would give them to the adapter.
  ///
  /// - Parameter standard: what holds where the request says nothing.
  func values(
    of specification: AdapterSpecification, over standard: [String: OptionValue]
  ) throws -> OptionValues {
    let pairs = try options.map { option in
      guard let mark = option.firstIndex(of: "=") else {
        throw ConformanceFault("--option takes key=value: \(option) has no =")
      }
      return (String(option[..<mark]), String(option[option.index(after: mark)...]))
    }
    do throws(ManifestFaults) {
      let set = try OptionText.read(pairs, of: specification, name: "--option")
      return OptionValues(standard.merging(set) { $1 }, of: specification)
    } catch {
      throw ConformanceFault(error.description)
    }
  }
}
