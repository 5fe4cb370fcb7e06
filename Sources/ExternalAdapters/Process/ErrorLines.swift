/// What a program writes on standard error, line by line to the log: the first lines, and of each no
/// more than a line of the log has room for.
struct ErrorLines {
  /// Lines of one process that the log takes.
  static let most = 200
  /// Bytes of a line; the log cuts it further.
  private static let lineBytes = 4 * ProgramMessage.longest

  private let program: String
  private let log: ProgramLog
  private var line: [UInt8] = []
  private var isUnderWay = false
  private var count = 0

  init(program: String, log: @escaping ProgramLog) {
    self.program = program
    self.log = log
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes {
      if byte == 0x0A {
        end()
      } else {
        isUnderWay = true
        if count < Self.most && line.count <= Self.lineBytes { line.append(byte) }
      }
    }
  }

  private mutating func end() {
    isUnderWay = false
    defer { line.removeAll(keepingCapacity: true) }
    if line.last == 0x0D { line.removeLast() }
    // An empty line says nothing.
    if count < Self.most && line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
    count += 1
    if count <= Self.most { say(String(decoding: line, as: UTF8.self)) }
  }

  /// Says what was left out; called once, at the end.
  mutating func finish() {
    if isUnderWay { end() }
    if count > Self.most {
      say("\(count - Self.most) more lines of its standard error are left out", .warning)
    }
  }

  private func say(_ text: String, _ level: ProgramMessage.Level = .info) {
    log(ProgramMessage(program: program, level: level, text: text))
  }
}
