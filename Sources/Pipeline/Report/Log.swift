internal import AdapterKit
internal import ByteIO

/// Messages for people and machines, on standard error; data goes to standard output.
///
/// Messages carry ids, never names, birth dates or member ids.
public struct Log: Sendable {
  public enum Format: String, Sendable, CaseIterable { case text, json }
  public enum Level: String, Sendable { case info, warning, error }

  public let format: Format
  /// Only warnings and errors.
  public let isQuiet: Bool
  /// Whether lines of text begin with the time; JSON has it always.
  public let showsTimes: Bool
  /// The run that speaks, for machines.
  private var run: RunID?

  public init(format: Format = .text, isQuiet: Bool = false, showsTimes: Bool = false) {
    self.format = format
    self.isQuiet = isQuiet
    self.showsTimes = showsTimes
  }

  /// The same log for the messages of one run.
  public func naming(_ run: RunID) -> Log {
    var named = self
    named.run = run
    return named
  }

  /// - Parameter fields: for machines; the sentence says the same to people.
  func write(_ level: Level, _ message: String, _ fields: [(String, JSONValue)] = []) {
    if isQuiet && level == .info { return }
    var buffer = ByteBuffer(capacity: 256)
    switch format {
    case .text:
      if showsTimes { buffer.append("\(UTCTime.now.text) ") }
      if level != .info { buffer.append("\(level.rawValue): ") }
      buffer.append(Self.plain(message))
    case .json:
      let members = [
        ("time", JSONValue.text(UTCTime.now.precise)), ("level", .text(level.rawValue)),
        ("message", .text(message)),
      ]
      let named = run.map { [("run", JSONValue.text($0.description))] } ?? []
      JSONValue.object(members + named + fields).write(to: &buffer, indent: nil)
    }
    buffer.append("\n")
    // Where messages can't be written there is nobody to tell.
    buffer.withBytes { try? writeAll(StandardStream.error.rawValue, $0, name: "standard error") }
  }

  /// Names of files and columns are somebody's, and must not steer the terminal they are shown on.
  static func plain(_ message: String) -> String {
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.properties.isBidiControl
        || scalar.properties.generalCategory == .control && scalar != "\n"
    }
    guard message.unicodeScalars.contains(where: isControl) else { return message }
    var plain = String.UnicodeScalarView()
    for scalar in message.unicodeScalars { plain.append(isControl(scalar) ? "?" : scalar) }
    return String(plain)
  }

  public func info(_ message: String) { write(.info, message) }
  public func warning(_ message: String) { write(.warning, message) }
  public func error(_ message: String) { write(.error, message) }
}
