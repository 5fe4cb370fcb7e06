import AdapterKit
import ByteIO
import Glibc

/// The file that a command's first word stands for.
struct ProgramFinder {
  let program: ExternalProgram
  /// Folders to look in, by the order of `PATH`.
  let folders: [String]

  init(_ program: ExternalProgram, path: String) {
    self.program = program
    // An empty part would be the working folder: a program is never found by where one stands.
    folders = path.split(separator: ":").map(String.init)
  }

  /// The path to start.
  func find() throws(ExternalFault) -> String {
    guard let name = program.command.first, !name.isEmpty else {
      throw fault(.notFound, "its command is empty; name a program, as in [python3, read.py]")
    }
    if name.utf8.contains(UInt8(ascii: "/")) {
      let path = program.path(name)
      try check(path, shown: name)
      return path
    }
    let found = folders.map { "\($0)/\(name)" }.filter { Self.isFile($0) }
    if let path = found.first(where: { access($0, X_OK) == 0 }) { return path }
    if let path = found.first { try check(path, shown: path) }
    throw fault(
      .notFound,
      "there is no program \(quoted(name)) in PATH; install it, or write its path with a slash")
  }

  private func check(_ path: String, shown: String) throws(ExternalFault) {
    if access(path, F_OK) != 0 {
      throw fault(
        .notFound,
        "there is no program \(quoted(shown)); a path with a slash is relative to the file that "
          + "names it")
    }
    if !Self.isFile(path) {
      throw fault(.notExecutable, "\(quoted(shown)) is a folder; name the program in it")
    }
    if access(path, X_OK) != 0 {
      throw fault(
        .notExecutable,
        "\(quoted(shown)) may not be executed; chmod +x it, or name what runs it, as in "
          + "[python3, \(name(of: shown))]")
    }
  }

  private func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private func fault(_ kind: ExternalFault.Kind, _ message: String) -> ExternalFault {
    ExternalFault(program: program.name, kind: kind, message: message)
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}

extension ExternalProgram {
  /// A path as its file has it, to open from here.
  func path(_ text: String) -> String {
    if text.utf8.first == UInt8(ascii: "/") || folder.isEmpty { return text }
    return folder == "/" ? "/\(text)" : "\(folder)/\(text)"
  }
}

/// A text from a file of settings, as messages show it.
func quoted(_ text: String) -> String {
  "\"\(ProgramMessage.plain(String(text.unicodeScalars.prefix(200))))\""
}
