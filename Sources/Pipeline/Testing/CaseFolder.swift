internal import ByteIO
internal import Manifests

/// A test case as it stands in its folder: `case.yml`, `inputs`, `expected`.
struct CaseFolder {
  let name: String
  let path: String
  let testCase: TestCase

  static let file = "case.yml"

  /// - Throws: what is wrong with `case.yml`.
  init(name: String, path: String) throws {
    self.name = name
    self.path = path
    let file = "\(path)/\(Self.file)"
    testCase = try TestCaseLoader.load(text: FileTree.read(file), name: file)
  }

  /// The names of the cases below a folder.
  static func names(in folder: String) -> [String] {
    FileTree.names(in: folder)
      .filter { FileTree.names(in: "\(folder)/\($0)").contains(file) }.sorted()
  }

  var manifest: String { "\(path)/\(testCase.manifest)" }

  func expected(_ step: TestCase.Step) -> String {
    step.name.isEmpty ? "\(path)/expected" : "\(path)/expected/\(step.name)"
  }

  /// Where the files are that an input of the manifest reads here: those that `case.yml` names, else
  /// those of its name in the case's folder `inputs`, else the manifest's own where the case says so.
  ///
  /// - Parameter path: as the manifest has it.
  /// - Throws: where there are none.
  func files(for path: String, in step: TestCase.Step) throws -> [CaseFile] {
    let inside = path == "-" ? "standard-input" : NamedPath.inside(path)
    if let named = step.inputs.files[path] {
      return try placed(named.map { "\(self.path)/\($0)" }, of: path, inside)
    }
    let last = String(path.split(separator: "/").last ?? "")
    for folder in step.name.isEmpty ? ["inputs"] : ["inputs/\(step.name)", "inputs"] {
      let own = Self.matches(last, in: "\(self.path)/\(folder)")
      if !own.isEmpty { return try placed(own, of: path, inside) }
    }
    guard step.inputs.areTheManifests, path != "-" else {
      throw RunFailure.usage(
        "the manifest's input \(path) has no file here: add inputs/\(last), or name one in \(Self.file) "
          + "under inputs; `inputs: manifest` reads the manifest's own files")
    }
    let folder = Folder.of(manifest)
    let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    let own = NamedPath.isPattern(path) ? Self.matches(last, in: Folder.of(whole)) : [whole]
    return try placed(own, of: path, inside)
  }

  /// The files of a folder that match a pattern, in the order in which a run reads them.
  private static func matches(_ pattern: String, in folder: String) -> [String] {
    FileLookup.system { _ in true }.matches(pattern, folder)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\(folder)/\($0)" }
  }

  /// Files with their paths in the run's own folder: the manifest's for one, and for more their own
  /// names beside each other.
  private func placed(_ files: [String], of path: String, _ inside: String) throws -> [CaseFile] {
    try files.map { file in
      let name = String(file.split(separator: "/").last ?? "")
      let isOne = files.count == 1 && !NamedPath.isPattern(path)
      return try CaseFile(file, as: isOne ? inside : Self.beside(inside, name))
    }
  }

  private static func beside(_ path: String, _ name: String) -> String {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    return folder.isEmpty ? name : "\(folder)/\(name)"
  }
}

/// A file that a case's run reads.
struct CaseFile {
  /// Absolute.
  let target: String
  /// Its path in the run's own folder.
  let path: String

  /// - Throws: where there is no such file.
  init(_ target: String, as path: String) throws {
    guard FileLookup.system(zoneExists: { _ in true }).kind(target) == .file else {
      throw RunFailure.usage("there is no file \(target)")
    }
    self.target = AbsolutePath.of(target)
    self.path = path
  }
}
