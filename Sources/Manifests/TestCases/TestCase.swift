/// A test case of a manifest: what to run, on which files, at which time (docs/testing-manifests.md).
public struct TestCase: Sendable {
  /// Where the files that a manifest's input reads come from.
  public struct Inputs: Sendable {
    /// The manifest's own files are read.
    public let areTheManifests: Bool
    /// Files of the case by the path that the manifest has.
    public let files: [String: [String]]
  }

  /// One run.
  public struct Step: Sendable {
    /// Of its folder below `expected`; empty where the case is one run.
    public let name: String
    public let now: String
    public let inputs: Inputs
    /// `key=value`
    public let overrides: [String]
  }

  /// The manifest's path, relative to the case's folder.
  public let manifest: String
  /// Variables for `${NAME}`, over the process's own.
  public let environment: [String: String]
  /// At least one, on one ledger if the manifest has one.
  public let steps: [Step]
}

/// Reads a `case.yml`.
public enum TestCaseLoader {
  /// - Parameters:
  ///   - text: YAML or JSON, in UTF-8.
  ///   - name: as messages name the file.
  /// - Throws: every fault of the file.
  public static func load(text: [UInt8], name: String) throws(ManifestFaults) -> TestCase {
    let log = FaultLog()
    var found: TestCase?
    if let text = ManifestText.check(text, log: log),
      let tree = YAMLComposer.compose(text, log: log)
    {
      found = testCase(CheckedValue(node: tree, path: "", log: log))
    }
    guard let found, log.faults.isEmpty else {
      throw ManifestFaults(name: name, faults: log.faults)
    }
    return found
  }

  private static func testCase(_ value: CheckedValue) -> TestCase? {
    guard
      let root = value.object(TestCaseKeys.object, "a test case: an object with manifest and now")
    else { return nil }
    let manifest = root.read(TestCaseKeys.manifest)
    let environment = root[TestCaseKeys.environment].map(texts) ?? [:]
    let common = root.read(TestCaseKeys.set) ?? []
    let steps = root[TestCaseKeys.steps]?.someItems() ?? []
    var names: Set<String> = []
    let found = steps.compactMap { item -> TestCase.Step? in
      guard let object = item.object(TestCaseKeys.step), let name = object.read(TestCaseKeys.name)
      else { return nil }
      if !isFolderName(name) {
        item.fault("the name is a folder's: letters, digits, . - and _ are wanted")
      } else if !names.insert(name).inserted {
        item.fault("two steps are called \(quoted(name))")
      }
      return step(object, name, under: root, common)
    }
    guard let manifest else { return nil }
    if steps.isEmpty {
      return step(root, "", under: root, common).map {
        TestCase(manifest: manifest, environment: environment, steps: [$0])
      }
    }
    return TestCase(manifest: manifest, environment: environment, steps: found)
  }

  /// What a step does not say, the case does.
  private static func step(
    _ object: CheckedObject, _ name: String, under root: CheckedObject, _ common: [String]
  ) -> TestCase.Step? {
    let key = TestCaseKeys.now.name
    let own = object.optional(key) == nil && root.optional(key) != nil ? root : object
    guard
      let now = own.required(key, "the run's date, as in now: 2026-04-01")?
        .text("a date or time")
    else { return nil }
    let inputs = object[TestCaseKeys.inputs] ?? root[TestCaseKeys.inputs]
    let further = name.isEmpty ? [] : object.read(TestCaseKeys.set) ?? []
    return TestCase.Step(
      name: name, now: now,
      inputs: inputs.flatMap(Self.inputs)
        ?? .init(
          areTheManifests: false, files: [:]), overrides: common + further)
  }

  private static func inputs(_ value: CheckedValue) -> TestCase.Inputs? {
    if case .scalar = value.node.content {
      return value.word(of: ["manifest"], what: "value")
        .map { _ in TestCase.Inputs(areTheManifests: true, files: [:]) }
    }
    guard let object = value.object("the word manifest, or an object with the manifest's paths")
    else { return nil }
    var files: [String: [String]] = [:]
    for entry in object.entries {
      let child = object.child(entry)
      if case .sequence = entry.value.content {
        files[entry.key] = child.texts()
      } else {
        files[entry.key] = child.text("a file, or a list of them").map { [$0] }
      }
    }
    return TestCase.Inputs(areTheManifests: false, files: files)
  }

  private static func texts(_ value: CheckedValue) -> [String: String] {
    var texts: [String: String] = [:]
    for entry in value.object()?.entries ?? [] {
      texts[entry.key] =
        CheckedValue(node: entry.value, path: value.path, log: value.log)
        .scalar("a text")?.text
    }
    return texts
  }

  private static func isFolderName(_ name: String) -> Bool {
    !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        isDigit(byte) || "._-".utf8.contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
  }
}
