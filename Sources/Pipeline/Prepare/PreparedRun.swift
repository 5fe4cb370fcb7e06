internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Manifests

/// A manifest that was checked in full, with its adapters and mappings made: `check`, `preview` and
/// `run` all begin here, so none accepts what another refuses.
struct PreparedRun {
  struct Input {
    let manifest: ManifestInput
    let adapter: any InputAdapter
    let mapping: CompiledMapping
    let encoding: TextEncoding?
    /// The number of its first source.
    let firstSource: Int
  }

  struct Output {
    let manifest: ManifestOutput
    let adapter: any OutputAdapter
  }

  let manifest: Manifest
  let inputs: [Input]
  let outputs: [Output]
  let zones: TimeZones
  /// The run's date in the manifest's zone.
  let date: CivilDate

  /// Every source's name, by number.
  var sourceNames: [String] { inputs.flatMap(\.manifest.sources) }
}

extension PreparedRun {
  /// - Throws: ``RunFailure``.
  init(_ request: RunRequest, registry: AdapterRegistry = .builtIn) throws {
    var manifest = try Self.load(request, registry)
    manifest.narrow(by: try Self.scope(of: request))
    var faults: [ManifestFault] = []
    inputs = Self.inputs(of: manifest, registry, &faults)
    outputs = Self.outputs(of: manifest, registry, &faults)
    faults += manifest.collisions(ofOutputPaths: outputs.map(\.adapter.paths))
    if !faults.isEmpty {
      throw RunFailure.manifest(ManifestFaults(name: manifest.name, faults: faults))
    }
    self.manifest = manifest
    zones = TimeZones(default: manifest.timeZone, load: ZoneInfo.load)
    date = try Self.date(request.now, zones)
  }

  private static func load(_ request: RunRequest, _ registry: AdapterRegistry) throws -> Manifest {
    let source = try openSource(path: request.manifest, name: request.manifest, encoding: nil)
    let text = try source.readAll(limit: 1 << 22)
    let loader = ManifestLoader(
      specifications: registry.specifications,
      recordFields: { RecordSchema.of($0).fields.map(\.name) },
      files: .system(zoneExists: { ZoneInfo.load($0) != nil }),
      environment: { EnvironmentVariable.get($0) })
    return try loader.load(text: text, name: request.manifest, overrides: request.overrides)
  }

  private static func inputs(
    of manifest: Manifest, _ registry: AdapterRegistry, _ faults: inout [ManifestFault]
  ) -> [Input] {
    var inputs: [Input] = []
    var source = 0
    for input in manifest.inputs {
      defer { source += input.sources.count }
      guard let type = registry.input(input.adapter) else { continue }
      let options = OptionValues(input.options, of: type.specification)
      var encoding: TextEncoding?
      if let name = options.text("encoding") {
        encoding = TextEncoding(name: name)
        if encoding == nil {
          faults.append(
            input.marks.fault(OptionFault(option: "encoding", message: TextEncoding.unknown(name))))
        }
      }
      let mapping = compile(input, &faults)
      do {
        let adapter = try type.init(options: options)
        guard let mapping else { continue }
        inputs.append(
          Input(
            manifest: input, adapter: adapter, mapping: mapping, encoding: encoding,
            firstSource: source))
      } catch {
        faults.append(input.marks.fault(error))
      }
    }
    return inputs
  }

  private static func compile(
    _ input: ManifestInput, _ faults: inout [ManifestFault]
  ) -> CompiledMapping? {
    let entries = Dictionary(uniqueKeysWithValues: input.mapping.map { ($0.field, $0.entry) })
    do {
      return try CompiledMapping(input.record, entries.mapValues(FieldMapping.init))
    } catch {
      for fault in error.faults {
        let entry = entries[fault.field]
        let mark = fault.key.flatMap { entry?.mark(of: $0) } ?? entry?.mark ?? input.marks.adapter
        faults.append(
          ManifestFault(
            mark: mark, keyPath: "\(input.marks.keyPath).mapping.\(fault.field)",
            message: fault.message))
      }
      return nil
    }
  }

  private static func outputs(
    of manifest: Manifest, _ registry: AdapterRegistry, _ faults: inout [ManifestFault]
  ) -> [Output] {
    manifest.outputs.compactMap { output in
      guard let type = registry.output(output.adapter) else { return nil }
      do {
        let options = OptionValues(output.options, of: type.specification)
        return Output(
          manifest: output, adapter: try type.init(options: options, path: output.path))
      } catch {
        faults.append(output.marks.fault(error))
        return nil
      }
    }
  }
}

extension FieldMapping {
  init(_ entry: MappingEntry) {
    self.init(map: entry.map, default: entry.defaultValue, format: entry.format)
    switch entry.origin {
    case .from(let names): from = names
    case .value(let constant): value = constant
    case .template(let text): template = text
    }
    split = entry.split.map { split in
      let part: FieldSplit.Part =
        switch split.part {
        case .first: .first
        case .last: .last
        case .rest: .rest
        case .number(let number): .number(number)
        }
      return FieldSplit(on: split.separator, take: part)
    }
  }
}
