import CLinux
import Glibc
import Synchronization

/// What the programs that this process started have started themselves and left running, out of their
/// groups: where the process adopts them, they end with the last program.
public enum Orphans {
  private static let areAdopted = Atomic(false)

  /// Makes this process the parent of all below it that lose theirs (Linux' child subreaper). Only for
  /// a process that is claimpipe's own from its beginning.
  public static func adopt() {
    if claimpipe_adopt_orphans() == 0 { areAdopted.store(true, ordering: .relaxed) }
  }

  /// Rounds of looking: what is killed leaves us its own children, and some may be just starting more.
  private static let mostRounds = 1000

  /// Ends all that is left. A program is of a session of its own from its first instruction, and what
  /// comes of it never gets into ours: other children of this process stay.
  public static func end() {
    guard areAdopted.load(ordering: .relaxed) else { return }
    let session = getsid(0)
    for _ in 0..<mostRounds {
      let orphans = children().filter { getsid($0) != session }
      if orphans.isEmpty { return }
      for orphan in orphans { kill(orphan, SIGKILL) }
      for orphan in orphans { _ = uninterrupted { waitpid(orphan, nil, 0) } }
    }
  }

  /// The processes whose parent this one is; those that have ended are taken from the table.
  private static func children() -> [pid_t] {
    var state = siginfo_t()
    // Mostly there are none at all.
    if waitid(P_ALL, 0, &state, WEXITED | WNOHANG | WNOWAIT) != 0 { return [] }
    guard let entries = opendir("/proc") else { return [] }
    defer { closedir(entries) }
    let parent = getpid()
    var found: [pid_t] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(validating: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let process = name.flatMap({ pid_t($0) }), self.parent(of: process) == parent {
        found.append(process)
      }
    }
    return found
  }

  /// `nil` where it is gone. Behind the name, which may hold anything, come its state and its parent.
  private static func parent(of process: pid_t) -> pid_t? {
    let file = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 512)
    let count = read(file, &text, text.count)
    guard count > 0, let end = text[..<count].lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let words = text[(end + 1)..<count].split(separator: 0x20)
    return words.count > 1 ? pid_t(String(decoding: words[1], as: UTF8.self)) : nil
  }
}
