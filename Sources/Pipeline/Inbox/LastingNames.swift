internal import Manifests

/// Warns of outputs of an inbox that have one name for ever: each run replaces the file of the one
/// before it, fetched or not.
struct LastingNames {
  let manifest: Manifest
  let log: Log

  func warn() {
    if manifest.inbox == nil { return }
    for output in manifest.outputs where output.hook == nil && !output.path.contains("{") {
      log.warning(
        "\(output.marks.keyPath).path is the same for every run of the inbox, so that a run replaces "
          + "what nobody may have fetched: name files apart, as in out/claims-{date}-{sequence}.json"
      )
    }
  }
}
