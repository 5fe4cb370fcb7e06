internal import ByteIO
internal import Glibc

/// A file in `incoming`, as it was seen once.
public struct IncomingFile: Sendable, Equatable {
  public let name: String
  public let identity: FileIdentity
  /// When it got its name or was written to, in seconds since 1970: an age for those that don't watch.
  public let changed: Int64

  public init(name: String, identity: FileIdentity, changed: Int64) {
    self.name = name
    self.identity = identity
    self.changed = changed
  }
}

/// Why a file in `incoming` is not taken.
public enum Hindrance: Sendable, Equatable {
  /// No input's pattern matches its name.
  case unmatched
  /// Its name has no key, by the group's pattern.
  case keyless
  case notAFile
  /// This process may not read it.
  case unreadable
  /// Its name is no UTF-8, or has control characters.
  case unnameable

  public var message: String {
    switch self {
    case .unmatched: "no input's path matches its name"
    case .keyless: "its name does not match inbox.group, so that it belongs to no run"
    case .notAFile: "it is a link, a folder or a device, and only files are taken"
    case .unreadable: "this user may not read it"
    case .unnameable: "its name is not UTF-8, or has control characters; rename it"
    }
  }
}

/// What stands in `incoming`.
public struct IncomingFiles: Sendable {
  /// What may be taken, by name.
  public private(set) var files: [IncomingFile] = []
  /// What stays, by name, with the reason.
  public private(set) var others: [(name: String, why: Hindrance)] = []
  /// The names of files that have a marker beside them.
  public private(set) var marked: Set<String> = []
  /// When the oldest of all these came, in seconds since 1970; `nil` where there is none.
  public private(set) var oldest: Int64?

  /// Names that senders give to what they have not finished.
  static let unfinished = [".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp"]

  init(files: [IncomingFile], marked: Set<String>) {
    self.files = files
    self.marked = marked
  }

  /// Looks through a folder, once.
  ///
  /// - Parameters:
  ///   - marker: the ending of markers; `nil` where senders leave none.
  ///   - takes: whether some input or other wants a file of this name.
  public init(
    in folder: String, marker: String?, takes: (String) -> Bool
  ) throws(InboxFault) {
    guard let entries = opendir(folder) else {
      throw .file(Moves.fault(folder, "can't be looked through", errno))
    }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(validating: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let name else {
        others.append(("(not UTF-8)", .unnameable))
        continue
      }
      // A line end would make two lines of one, in logs and checksums.
      if name.unicodeScalars.contains(where: Self.isControl) {
        let shown = name.unicodeScalars.map { Self.isControl($0) ? "?" : String($0) }.joined()
        others.append((shown, .unnameable))
        continue
      }
      if let marker, name.hasSuffix(marker), name.utf8.count > marker.utf8.count {
        marked.insert(String(name.dropLast(marker.count)))
      } else if !Self.isPassedOver(name) {
        add(name, in: folder, dirfd(entries), takes)
      }
    }
    files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    others.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
  }

  /// Names that are nobody's business yet: hidden ones, and those of files that are being sent.
  static func isPassedOver(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: ".") || unfinished.contains { name.lowercased().hasSuffix($0) }
  }

  private mutating func add(
    _ name: String, in folder: String, _ descriptor: Int32, _ takes: (String) -> Bool
  ) {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    let changed = Int64(status.st_ctim.tv_sec)
    oldest = min(oldest ?? changed, changed)
    guard let identity = FileIdentity(status) else {
      others.append((name, .notAFile))
      return
    }
    // The name of what stands beside a failed run's files is ours.
    if !takes(name) || name == TakenRun.reasonName {
      others.append((name, .unmatched))
    } else if faccessat(descriptor, name, R_OK, 0) != 0 {
      others.append((name, .unreadable))
    } else {
      files.append(IncomingFile(name: name, identity: identity, changed: changed))
    }
  }
}
