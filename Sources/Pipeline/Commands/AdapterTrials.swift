internal import AdapterKit
public import Conformance

extension Commands {
  /// `claimpipe adapters test`
  ///
  /// - Parameters:
  ///   - config: as for ``adapters(_:config:)``.
  ///   - check: the one to perform in this process; `nil` starts a process for each.
  ///   - arguments: what this program was started with.
  public func testAdapter(
    _ request: ConformanceRequest, config: String?, check: String?, arguments: [String],
    isJSON: Bool
  ) -> ExitStatus {
    ending {
      let registry = try installed(config)
      if registry.input(request.adapter) == nil && registry.output(request.adapter) == nil {
        // It says which there are.
        return list(request.adapter, of: registry)
      }
      let kit = ConformanceKit(registry: registry, request: request)
      do {
        if let check {
          try kit.perform(check: check)
          return .done
        }
        return show(try kit.run { arguments + ["--check", $0] }, isJSON: isJSON)
      } catch let fault as ConformanceFault {
        throw RunFailure.usage(fault.message)
      }
    }
  }

  private func show(_ reports: [ConformanceReport], isJSON: Bool) -> ExitStatus {
    let status = StandardStreams.output(
      isJSON
        ? JSONValue.object([("adapters", .array(reports.map(\.json)))]).rendered
        : reports.map(\.text).joined(separator: "\n"))
    if status != .done { return status }
    return reports.allSatisfy(\.isPassed) ? .done : .doneWithErrors
  }
}
