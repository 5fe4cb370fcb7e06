internal import AdapterKit
internal import ByteIO
internal import Glibc

/// A process by its number and its start: numbers are given again, to processes that began later.
struct RunningProcess: Equatable {
  let id: Int
  /// Clock ticks since the machine started; 0 where that can't be read.
  let start: Int

  static var current: RunningProcess {
    let id = Int(getpid())
    return RunningProcess(id: id, start: startTime(of: id))
  }

  var isAlive: Bool { start != 0 && Self.startTime(of: id) == start }

  /// The 22nd field of `/proc/ID/stat`; the 2nd, the name, may hold spaces and brackets.
  private static func startTime(of id: Int) -> Int {
    guard let bytes = try? FileTree.read("/proc/\(id)/stat"),
      let name = bytes.lastIndex(of: UInt8(ascii: ")"))
    else { return 0 }
    let fields = String(decoding: bytes[(name + 1)...], as: UTF8.self).split(separator: " ")
    return fields.count > 19 ? Int(fields[19]) ?? 0 : 0
  }

  var json: JSONValue { .object([("id", .integer(id)), ("start", .integer(start))]) }
}

extension RunningProcess {
  init?(_ json: JSONValue?) {
    guard let id = json?["id"]?.integer, let start = json?["start"]?.integer else { return nil }
    self.init(id: id, start: start)
  }
}
