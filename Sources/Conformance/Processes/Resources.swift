import Glibc

/// What this process holds that an adapter may have forgotten.
struct Resources: Equatable {
  var descriptors: Int
  var threads: Int
  var children: Int

  static func now() -> Resources {
    Resources(
      // Looking takes one.
      descriptors: ScratchFolder.names(in: "/proc/self/fd").count - 1,
      threads: ScratchFolder.names(in: "/proc/self/task").count, children: childCount())
  }

  private static func childCount() -> Int {
    let threads = ScratchFolder.names(in: "/proc/self/task")
    let lists = threads.compactMap { text(ofFile: "/proc/self/task/\($0)/children") }
    if lists.count == threads.count {
      return lists.reduce(0) { $0 + $1.split(separator: 0x20).count }
    }
    // A system that keeps no such lists.
    let own = getpid()
    return ScratchFolder.names(in: "/proc").count { name in
      name.utf8.allSatisfy { (0x30...0x39).contains($0) } && parent(of: name) == own
    }
  }

  /// The parent's number, behind the program's name in brackets and a letter.
  private static func parent(of process: String) -> pid_t? {
    guard let line = text(ofFile: "/proc/\(process)/stat"),
      let name = line.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let words = line[(name + 1)...].split(separator: 0x20)
    return words.count > 1 ? pid_t(String(decoding: words[1], as: UTF8.self)) : nil
  }

  /// The first 4 KiB of a file that is no file.
  private static func text(ofFile path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var text = [UInt8](repeating: 0, count: 4096)
    let count = fread(&text, 1, text.count, file)
    return Array(text[..<count])
  }
}

/// Whether something is given back each time: some things are taken once and kept, so that what counts is
/// what grows from round to round.
struct LeakWatch {
  private static let roundCount = 4
  private static let timesInRound = 5

  /// - Parameter body: what should leave nothing behind.
  /// - Returns: what it leaves.
  static func leaks(_ body: () throws -> Void) rethrows -> [String] {
    var held: [Resources] = []
    for round in 1...roundCount {
      for _ in 0..<timesInRound { try body() }
      held.append(settled(held.last, patience: round == roundCount ? 3000 : 300))
    }
    var reasons: [String] = []
    func look(_ what: String, _ part: (Resources) -> Int) {
      let counts = held.map(part)
      if zip(counts, counts.dropFirst()).allSatisfy({ $0 < $1 }) {
        reasons.append(
          "\(what) are not given back: \(counts.map(String.init).joined(separator: ", ")) after each "
            + "\(timesInRound) times")
      }
    }
    look("open files", \.descriptors)
    look("threads", \.threads)
    if let last = held.last, last.children > 0 {
      reasons.append("\(last.children) processes are left running or not waited for")
    }
    return reasons
  }

  /// Processes and threads take a moment to end.
  ///
  /// - Parameter patience: milliseconds.
  private static func settled(_ before: Resources?, patience: Int) -> Resources {
    var now = Resources.now()
    for _ in 0..<(patience / 20) {
      let hasGrown = before.map { now.threads > $0.threads || now.descriptors > $0.descriptors }
      if now.children == 0 && hasGrown != true { break }
      usleep(20_000)
      now = Resources.now()
    }
    return now
  }
}
