internal import ByteIO
internal import Manifests

/// The files of a run so far: adapters that name files by what is in them, such as one for each
/// payer, or as a program tells them to, must not meet anything else that the run has.
struct PathsTaken {
  private let manifest: Manifest
  private var files = Set<String>()
  private var folders = Set<String>()

  /// - Parameter others: files that the run writes besides what the manifest names.
  init(of run: PreparedRun, others: [String]) {
    manifest = run.manifest
    for path in others { enter(manifest.onePath(path)) }
  }

  /// - Parameter output: whose file it is, which may have the names that the manifest gives it.
  mutating func take(_ path: String, of output: ManifestOutput) throws(OutputFault) {
    let key = manifest.onePath(path)
    if let user = manifest.user(of: path, besides: output) { throw fault(path, "\(user) has it") }
    if files.contains(key) { throw fault(path, "another file of this run has the same path") }
    if folders.contains(key) || Self.parents(of: key).contains(where: files.contains) {
      throw fault(path, "a folder and a file of this run would have the same path")
    }
    enter(key)
  }

  private mutating func enter(_ key: String) {
    files.insert(key)
    folders.formUnion(Self.parents(of: key))
  }

  private static func parents(of key: String) -> [String] {
    var parents: [String] = []
    var end = key.utf8.startIndex
    while end < key.utf8.endIndex {
      if key.utf8[end] == UInt8(ascii: "/") { parents.append(String(key[..<end])) }
      end = key.utf8.index(after: end)
    }
    return parents
  }

  private func fault(_ path: String, _ cause: String) -> OutputFault {
    OutputFault(
      path: path, action: "can't be written", cause: cause, remedy: "give one of them another name")
  }
}
