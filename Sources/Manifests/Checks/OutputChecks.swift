import AdapterKit
import ClaimCore

/// Reads `outputs`.
struct OutputChecks {
  let specifications: [AdapterSpecification]
  let scope: Scope

  /// The outputs, and every path that they are known to write.
  func read(_ value: CheckedValue?) -> (outputs: [ManifestOutput], writes: [PathUse]) {
    guard let value, let items = value.items("a list of outputs") else { return ([], []) }
    if items.isEmpty { value.fault("an empty list: a run needs at least one output") }
    var outputs: [ManifestOutput] = []
    var writes: [PathUse] = []
    for (index, item) in items.enumerated() {
      guard
        let object = item.object(OutputKeys.object, "an output: an object with adapter and path")
      else { continue }
      let adapter = AdapterChecks(specifications: specifications, kind: .output).read(object)
      let path = object[OutputKeys.path]
      let file = path.flatMap(OutputPath.read)
      let scope = scope.narrowed(by: ScopeChecks.read(object))
      if let path, let file {
        writes.append(PathUse(path: file, mark: path.mark, keyPath: path.path))
      }
      guard let adapter, let file else { continue }
      let marks = adapter.marks(of: item, path: path)
      let more = pathOptions(adapter, marks)
      writes += more
      let templates =
        more + (path.map { [PathUse(path: file, mark: $0.mark, keyPath: $0.path)] } ?? [])
      TemplateChecks.check(
        templates, hasControlNumber: adapter.specification.option("control_number") != nil,
        object.log)
      let boxes = OutboxChecks(output: object)
      outputs.append(
        ManifestOutput(
          index: index, adapter: adapter.name, path: file, options: adapter.options, scope: scope,
          marks: marks, namedPaths: [file] + more.map(\.path), outbox: boxes.outbox(),
          hook: boxes.hook(), templateUses: templates))
    }
    return (outputs, writes)
  }

  /// Options that name files of their own, such as a batch's `drafts`.
  private func pathOptions(_ adapter: AdapterChecks.Found, _ marks: AdapterMarks) -> [PathUse] {
    adapter.specification.options.compactMap { option in
      guard option.type == .path, case .text(let path)? = adapter.options[option.name] else {
        return nil
      }
      return PathUse(
        path: path, mark: marks.mark(ofOption: option.name),
        keyPath: "\(marks.keyPath).options.\(option.name)")
    }
  }
}

/// Reads the path of a file to write.
enum OutputPath {
  static func read(_ value: CheckedValue) -> String? {
    guard let path = value.text("a path") else { return nil }
    if path == "-" {
      value.fault("outputs are files, written whole or not at all: name a file")
      return nil
    }
    if path.utf8.last == UInt8(ascii: "/") {
      value.fault("a folder: name a file in it")
      return nil
    }
    return path
  }
}
