internal import ByteIO
internal import Manifests

/// The files of a run so far: adapters that name files by what is in them, such as one for each
/// payer, must not meet an input or another output's.
struct PathsTaken {
  private let manifest: Manifest
  private var taken: Set<String>

  init(of run: PreparedRun) {
    manifest = run.manifest
    let known =
      run.sourceNames.filter { $0 != "-" }
      + [manifest.report, manifest.findings].compactMap { $0 }
    taken = Set(known.map(run.manifest.onePath))
  }

  mutating func take(_ path: String) throws(OutputFault) {
    if taken.insert(manifest.onePath(path)).inserted { return }
    throw OutputFault(
      path: path, action: "write",
      cause: "an input, the report or another output of this run has the same path",
      remedy: "give one of them another name")
  }
}
