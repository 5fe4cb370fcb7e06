internal import AdapterKit
internal import Manifests

extension Commands {
  /// `claimpipe adapters`
  ///
  /// - Parameter config: a folder of manifests, for the adapters that are installed beside them;
  ///   `nil` takes `plugins-config` where there is one.
  public func adapters(_ name: String?, config: String?) -> ExitStatus {
    ending { list(name, of: try installed(config)) }
  }

  /// The registry with what is installed beside the manifests of a folder.
  func installed(_ config: String?) throws(RunFailure) -> AdapterRegistry {
    if let config, !Self.isFolder(config) {
      throw RunFailure.usage("--config \(config) is no folder: name the one that holds manifests")
    }
    guard let folder = config ?? (Self.isFolder(Self.usualConfig) ? Self.usualConfig : nil) else {
      return registry
    }
    return try InstalledAdapters(folder: folder, log: log).join(registry)
  }

  private static let usualConfig = "plugins-config"

  private static func isFolder(_ path: String) -> Bool {
    FileLookup.system(zoneExists: { _ in false }).kind(path) == .folder
  }

  func list(_ name: String?, of registry: AdapterRegistry) -> ExitStatus {
    let specifications = registry.specifications
    guard let name else {
      return StandardStreams.output(
        SpecificationText.table(specifications) + ValidationText.table(registry))
    }
    let named = specifications.filter { $0.name == name }
    if named.isEmpty {
      let nearest = nearestName(to: name, in: specifications.map(\.name))
      log.error(
        "there is no adapter \"\(name)\""
          + (nearest.map { " (did you mean \"\($0)\"?)" } ?? "")
          + "; there are: " + specifications.map(\.name).joined(separator: ", "))
      return .usage
    }
    return StandardStreams.output(
      named.map { SpecificationText.detail($0) + ValidationText.detail($0, registry) }.joined())
  }
}
