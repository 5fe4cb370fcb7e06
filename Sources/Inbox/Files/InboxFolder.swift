public import ByteIO
internal import Glibc

/// Why an inbox can't be used.
public enum InboxFault: Error, Sendable, Equatable {
  /// Another process is at it.
  case held(folder: String)
  /// Files can't be renamed from one of its folders to another.
  case apart(folder: String, name: String)
  case file(OutputFault)

  public var message: String {
    switch self {
    case .held(let folder):
      "\(folder): another watch or run --inbox is at this inbox; wait for it to end"
    case .apart(let folder, let name):
      "\(folder)/\(name) is on another file system than \(folder)/incoming, so that no file could be "
        + "moved at once: have all four folders on one"
    case .file(let fault): fault.description
    }
  }
}

/// A watched folder and its four folders, held by one process at a time. A file is in exactly one of
/// `incoming`, `processing`, `done` and `failed`.
public final class InboxFolder: Sendable {
  public let path: String
  public var incoming: String { "\(path)/incoming" }
  public var processing: String { "\(path)/processing" }
  public var done: String { "\(path)/done" }
  public var failed: String { "\(path)/failed" }
  public static let names = ["incoming", "processing", "done", "failed"]

  private let lock: Int32
  /// Device and inode of the folder and of each of the four, as they were.
  private let places: [Place]

  private struct Place: Equatable {
    let device: UInt64
    let inode: UInt64

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }

  /// Opens an inbox, makes those of its four folders that are not there, and holds it.
  ///
  /// - Parameter makes: whether the folder itself is made where it is missing; else that is a fault, so
  ///   that a file system that is not mounted for a while is not written under.
  public init(path: String, makes: Bool) throws(InboxFault) {
    self.path = path
    do throws(OutputFault) {
      if makes { try Folder.make(path) }
      if Place(path) == nil { throw Moves.fault(path, "can't be watched", ENOENT) }
      for name in Self.names { try Moves.makeFolder("\(path)/\(name)") }
    } catch {
      throw .file(error)
    }
    lock = try Self.hold(path)
    places = ([path] + Self.names.map { "\(path)/\($0)" }).compactMap(Place.init)
    if let apart = places.dropFirst().firstIndex(where: { $0.device != places[1].device }) {
      throw .apart(folder: path, name: Self.names[apart - 1])
    }
  }

  deinit {
    // As a ledger's lock: a program that is about to start may still hold the descriptor.
    flock(lock, LOCK_UN)
    close(lock)
  }

  /// Whether its folders are still those that were opened: one may have been removed, or a file system
  /// mounted over it.
  public var isSound: Bool {
    ([path] + Self.names.map { "\(path)/\($0)" }).compactMap(Place.init) == places
  }

  /// The system lets go when the process ends, however it ends.
  private static func hold(_ folder: String) throws(InboxFault) -> Int32 {
    let path = "\(folder)/.claimpipe-lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor < 0 { throw .file(Moves.fault(path, "can't be created", errno)) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      close(descriptor)
      throw number == EWOULDBLOCK
        ? .held(folder: folder) : .file(Moves.fault(path, "can't be locked", number))
    }
    return descriptor
  }
}
