import AdapterKit

/// Reads `adapter` and `options`, which inputs and outputs share.
struct AdapterChecks {
  let specifications: [AdapterSpecification]
  let kind: AdapterSpecification.Kind

  /// An adapter that was found, with its options.
  struct Found {
    let name: String
    let mark: ManifestMark
    let specification: AdapterSpecification
    let options: [String: OptionValue]
    let optionMarks: [String: ManifestMark]

    func marks(of item: CheckedValue, path: CheckedValue?) -> AdapterMarks {
      AdapterMarks(
        keyPath: item.path, adapter: mark, path: path?.mark ?? item.mark, options: optionMarks)
    }
  }

  func read(_ object: CheckedObject) -> Found? {
    let known = specifications.filter { $0.kind == kind }
    let value = object.required(
      InputKeys.adapter.name, "one of \(known.map(\.name).joined(separator: ", "))")
    guard let value, let name = name(value, known: known.map(\.name)),
      let specification = known.first(where: { $0.name == name })
    else { return nil }
    let (options, marks) = OptionChecks(specification: specification)
      .read(object[InputKeys.options])
    return Found(
      name: name, mark: value.mark, specification: specification, options: options,
      optionMarks: marks)
  }

  private func name(_ value: CheckedValue, known: [String]) -> String? {
    if case .scalar(let scalar) = value.node.content,
      specifications.contains(where: { $0.name == scalar.text && $0.kind != kind })
    {
      let other = kind == .input ? "an output" : "an input"
      value.fault(
        "\(quoted(scalar.written)) is \(other) adapter: \(kind.rawValue) adapters are "
          + known.joined(separator: ", "))
      return nil
    }
    return value.word(of: known, what: "adapter")
  }
}
