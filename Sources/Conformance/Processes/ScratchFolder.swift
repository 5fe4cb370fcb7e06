import ByteIO
import Glibc

/// A folder for what one check leaves: `tmp` is the adapter's, `own` the kit's.
final class ScratchFolder: Sendable {
  static let variable = "CLAIMPIPE_CONFORMANCE_FOLDER"

  let path: String
  private let isOwner: Bool

  /// A new one, which goes with its last user.
  init() throws {
    let parent = EnvironmentVariable.get("TMPDIR") ?? ""
    var template = Array(
      "\(parent.isEmpty ? "/tmp" : parent)/claimpipe-conformance-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ConformanceFault(
        "no folder for temporary files can be made (\(String(cString: strerror(errno)))): set TMPDIR "
          + "to one that can be written to")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    isOwner = true
    for name in ["temporaries", "own"] { try Folder.make("\(path)/\(name)") }
  }

  private init(given path: String) {
    self.path = path
    isOwner = false
  }

  /// The one that the starting process made.
  static func given() throws -> ScratchFolder {
    guard let path = EnvironmentVariable.get(variable) else {
      throw ConformanceFault("--check is for `claimpipe adapters test` itself: leave it out")
    }
    return ScratchFolder(given: path)
  }

  deinit { if isOwner { Self.remove(path) } }

  /// Where an adapter is told to put temporary files.
  var temporaries: String { "\(path)/temporaries" }

  /// What it left there.
  var leftovers: [String] { Self.names(in: temporaries) }

  static func names(in folder: String) -> [String] { FileTree.names(in: folder).sorted() }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    for name in names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }
}
