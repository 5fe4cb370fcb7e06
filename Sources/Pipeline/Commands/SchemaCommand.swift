internal import AdapterKit

extension Commands {
  /// `claimpipe schema`
  ///
  /// - Parameters:
  ///   - name: which; `nil` lists them.
  ///   - config: as of ``adapters(_:config:)``.
  public func schema(_ name: String?, config: String?) -> ExitStatus {
    let schemas = PublishedSchema.all
    guard let name else {
      let width = schemas.map(\.name.count).max() ?? 0
      return StandardStreams.output(
        schemas.map { schema in
          let padding = String(repeating: " ", count: width - schema.name.count)
          return "\(schema.name)\(padding)  \(schema.summary)\n"
        }.joined())
    }
    guard let schema = schemas.first(where: { $0.name == name }) else {
      let names = schemas.map(\.name)
      let nearest = nearestName(to: name, in: names).map { " (did you mean \"\($0)\"?)" } ?? ""
      log.error(
        "there is no schema \"\(name)\"\(nearest); there are: \(names.joined(separator: ", "))")
      return .usage
    }
    return ending {
      // Only the manifest's knows of adapters.
      let all = schema.name == "manifest" ? try installed(config) : registry
      return StandardStreams.output(schema.text(all))
    }
  }
}
