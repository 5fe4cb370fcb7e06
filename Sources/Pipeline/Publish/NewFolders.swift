internal import ByteIO
internal import Synchronization

/// Folders that a run makes for files that grow: those that are empty when the last of these files is let
/// go of are removed, so that a run that comes to nothing leaves none behind.
final class NewFolders: Sendable {
  private let folders = Mutex<[String]>([])

  /// Notes what is not there yet of the folders above a path.
  func willBeMade(above path: String) {
    let missing = Folder.missing(above: path)
    folders.withLock { $0 += missing }
  }

  deinit {
    // Inner ones before those around them.
    for folder in folders.withLock({ $0.sorted { $0.utf8.count > $1.utf8.count } }) {
      Folder.removeIfEmpty(folder)
    }
  }
}
