internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Ledger
internal import Manifests

/// A manifest that was checked in full, with its adapters and mappings made: `check`, `preview` and
/// `run` all begin here, so none accepts what another refuses.
struct PreparedRun {
  struct Input {
    let manifest: ManifestInput
    let adapter: any RecordOpening
    let sources: SourceForm
    let mapping: CompiledMapping
    /// What to ask the adapter for, and which records to take.
    let sieve: RecordSieve
    let encoding: TextEncoding?
    /// The number of its first source.
    let firstSource: Int
  }

  struct Output {
    let manifest: ManifestOutput
    let adapter: any DocumentMaking
    let options: [OptionSpecification]

    var files: OutputFiles {
      OutputFiles(
        manifest, paths: adapter.paths,
        pathOptions: options.filter { $0.type == .path }.map(\.name))
    }

    func documents(
      for result: BillingResult, in context: OutputContext
    ) throws(OutputFault) -> [OutputDocument] {
      try catching { () throws(RenderFault) in try adapter.documents(for: result, in: context) }
    }

    /// How it takes the result in parts, if it does.
    func partwise(
      of outline: RunOutline, in context: OutputContext
    ) throws(OutputFault) -> PartwiseOutput? {
      try catching { () throws(RenderFault) in try adapter.partwise(of: outline, in: context) }
    }

    func checkReadiness() throws(OutputFault) {
      try catching { () throws(RenderFault) in try adapter.checkReadiness() }
    }

    /// What fails in `body`, as an output that can't be made.
    func catching<Result>(
      _ body: () throws(RenderFault) -> Result
    ) throws(OutputFault) -> Result {
      do throws(RenderFault) {
        return try body()
      } catch {
        throw OutputFault(path: manifest.path, action: "can't be made", cause: error.message)
      }
    }
  }

  let manifest: Manifest
  let inputs: [Input]
  let outputs: [Output]
  /// When the run began, in the manifest's zone.
  let moment: Moment
  /// What the command says of EXP-3, over the manifest.
  let marksBilledExternally: Bool?
  /// Bytes of rows that stay in memory.
  let memory: Int
  /// In MiB: a hundred thousand sessions need no file.
  private static let defaultMemory = 48

  /// What an output may know of the run.
  ///
  /// - Parameter firstControlNumber: the least that a ledger has not given yet.
  func context(of output: Output, firstControlNumber: Int = 1) -> OutputContext {
    OutputContext(
      pipeline: manifest.pipeline, moment: moment, timeZone: manifest.timeZone,
      scope: output.manifest.scope, firstControlNumber: firstControlNumber)
  }

  /// How to bill, with what the outputs ask of claims.
  var billing: BillingSettings {
    var settings = manifest.billing
    for output in outputs {
      settings.claims.checks = settings.claims.checks.adding(
        output.adapter.checks(in: context(of: output)))
    }
    return settings
  }

  /// What a ledger is asked for: with a period that begins and ends, all of it, since reports list it.
  var recall: RecallRequest {
    let dates = manifest.scope.dates
    return RecallRequest(
      opensNew: manifest.billing.approval.isAutomatic,
      makesClaims: manifest.billing.claims.generate,
      period: dates.hasStart && dates.hasEnd ? dates : nil)
  }

  /// Every source's name, by number.
  var sourceNames: [String] { inputs.flatMap(\.manifest.sources) }

  /// What the inputs' files hold just now, packed or not; nothing of standard input and of programs.
  var inputBytes: Int { inputs.reduce(0) { $0 + bytes(of: $1) } }

  /// The same of one input.
  func bytes(of input: Input) -> Int {
    if input.sources == .path { return 0 }
    return input.manifest.sources.reduce(0) { bytes, source in
      let size = FileSource.size(ofFile: manifest.path(ofSource: source)) ?? 0
      // A sparse file may claim any size.
      return bytes + min(size, 1 << 40)
    }
  }

  /// Every file that the run may write, the quarantine's aside, as the manifest has them.
  var writtenPaths: [String] {
    outputs.flatMap(\.adapter.paths) + [manifest.report, manifest.findings].compactMap { $0 }
      + manifest.reporting.paths
  }
}

extension PreparedRun {
  /// - Parameters:
  ///   - registry: what a manifest can name; those installed beside it come along.
  ///   - arrived: what was taken from the inbox for this run; without it, inputs have what is there
  ///     now.
  ///   - log: takes what adapters' programs say.
  /// - Throws: ``RunFailure`` and whatever reading the manifest throws.
  init(
    _ request: RunRequest, registry: AdapterRegistry, arrived: ArrivedFiles? = nil, log: Log = Log()
  ) throws {
    let registry = try InstalledAdapters(
      folder: request.programs ?? Manifest.folder(of: request.manifest), log: log
    ).join(registry)
    var manifest = try Self.load(request, registry, arrived)
    manifest.narrow(by: try Self.scope(of: request))
    let parts = Parts(of: manifest, registry)
    if manifest.ledger == nil && request.marksBilledExternally == true {
      throw RunFailure.usage(
        "--mark-billed-externally yes takes a ledger, which keeps the marks: add "
          + "`ledger: state/ledger.sqlite` to the manifest")
    }
    marksBilledExternally = request.marksBilledExternally
    memory = (request.memory ?? Self.defaultMemory) << 20
    self.manifest = manifest
    inputs = parts.inputs
    outputs = parts.outputs
    moment = try Self.moment(request.now, zone: manifest.timeZone)
  }

  private static func load(
    _ request: RunRequest, _ registry: AdapterRegistry, _ arrived: ArrivedFiles?
  ) throws -> Manifest {
    let text = try text(ofManifest: request.manifest)
    let environment = request.environment
    var loader = loader(registry) { environment[$0] ?? EnvironmentVariable.get($0) }
    loader.arrived = arrived
    loader.ignoresInbox = request.ignoresInbox
    return try loader.load(
      text: text, name: request.manifest, overrides: request.overrides)
  }

  /// Checks manifests in full, with what adapters and mappings find wrong.
  static func loader(
    _ registry: AdapterRegistry,
    environment: @escaping @Sendable (String) -> String? = { EnvironmentVariable.get($0) }
  ) -> ManifestLoader {
    ManifestLoader(
      specifications: registry.specifications,
      recordFields: { RecordSchema.of($0).fields.map(\.name) },
      files: .system(zoneExists: { ZoneInfo.load($0).flatMap(TimeZoneRules.init(tzif:)) != nil }),
      environment: environment,
      furtherFaults: { Parts(of: $0, registry).faults })
  }

  /// A manifest that can't be read is a fault of the manifest, not of an input.
  static func text(ofManifest path: String) throws(RunFailure) -> [UInt8] {
    do throws(InputFault) {
      return try openSource(path: path, name: path).readAll(limit: 1 << 22)
    } catch {
      throw .usage(error.description)
    }
  }

  /// A manifest's adapters and mappings, with what they find wrong with it.
  private struct Parts {
    var inputs: [Input] = []
    var outputs: [Output] = []
    var faults: [ManifestFault] = []

    init(of manifest: Manifest, _ registry: AdapterRegistry) {
      var source = 0
      for input in manifest.inputs {
        add(input, firstSource: source, registry)
        source += input.sources.count
      }
      for output in manifest.outputs { add(output, registry, hasLedger: manifest.ledger != nil) }
      faults += manifest.collisions(of: outputs.map(\.files))
    }

    private mutating func add(
      _ input: ManifestInput, firstSource: Int, _ registry: AdapterRegistry
    ) {
      guard let kind = registry.input(input.adapter) else { return }
      let options = OptionValues(
        input.options, refused: input.marks.refused(besides: input.options), of: kind.specification)
      let encoding = encoding(options, of: input)
      let mapping = mapping(of: input)
      let rules = kind.specification.ruleFaults(of: options)
      do throws(OptionFault) {
        let adapter = try kind.make(options)
        faults += rules.flatMap(input.marks.faults)
        guard let mapping else { return }
        inputs.append(
          Input(
            manifest: input, adapter: adapter, sources: kind.sources, mapping: mapping,
            sieve: RecordSieve(input.selection, mapping: mapping), encoding: encoding,
            firstSource: firstSource))
      } catch {
        faults += input.marks.faults(error, or: rules)
      }
    }

    /// `encoding` is an option of adapters that the opening of sources obeys.
    private mutating func encoding(
      _ options: OptionValues, of input: ManifestInput
    ) -> TextEncoding? {
      guard let name = options.text("encoding") else { return nil }
      if let encoding = TextEncoding.parse(name) { return encoding }
      let known = TextEncoding.allCases.map(\.rawValue)
      faults += input.marks.faults(
        OptionFault(
          option: "encoding",
          message: "there is no encoding \"\(name)\" here; there are "
            + known.joined(separator: ", ")))
      return nil
    }

    private mutating func mapping(of input: ManifestInput) -> CompiledMapping? {
      // Other names are faults of the manifest already.
      let known = Set(RecordSchema.of(input.record).fields.map(\.name))
      let fields = input.mapping.filter { known.contains($0.field) }
        .map { ($0.field, FieldMapping($0.entry)) }
      do throws(MappingFaults) {
        return try CompiledMapping(input.record, Dictionary(fields) { first, _ in first })
      } catch {
        for fault in error.faults {
          faults.append(
            input.mappingFault(
              field: fault.field, key: fault.key, mapKey: fault.mapKey, message: fault.message))
        }
        return nil
      }
    }

    private mutating func add(
      _ output: ManifestOutput, _ registry: AdapterRegistry, hasLedger: Bool
    ) {
      guard let kind = registry.output(output.adapter) else { return }
      let options = OptionValues(
        output.options, refused: output.marks.refused(besides: output.options),
        of: kind.specification)
      let rules = kind.specification.ruleFaults(of: options)
      do throws(OptionFault) {
        let adapter = try kind.make(options, output.path)
        faults += rules.flatMap(output.marks.faults)
        if !hasLedger, let fault = adapter.needsLedger { throw fault }
        outputs.append(
          Output(manifest: output, adapter: adapter, options: kind.specification.options))
      } catch {
        faults += output.marks.faults(error, or: rules)
      }
    }
  }
}

extension FieldMapping {
  init(_ entry: MappingEntry) {
    self.init(
      map: entry.map, default: entry.defaultValue, format: entry.format, decimal: entry.decimal,
      plusMinutes: entry.plusMinutes, isOvernight: entry.isOvernight)
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
        case .all: .all
        case .each: .each
        case .place: .place
        }
      return FieldSplit(on: split.separator, take: part, of: split.of)
    }
  }
}
