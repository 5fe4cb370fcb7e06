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

  public init(format: Format = .text, isQuiet: Bool = false) {
    self.format = format
    self.isQuiet = isQuiet
  }

  /// - Parameter fields: for machines; the sentence says the same to people.
  func write(_ level: Level, _ message: String, _ fields: [(String, JSONValue)] = []) {
    if isQuiet && level == .info { return }
    var buffer = ByteBuffer(capacity: 256)
    switch format {
    case .text:
      if level != .info { buffer.append("\(level.rawValue): ") }
      buffer.append(message)
    case .json:
      let members = [("level", JSONValue.text(level.rawValue)), ("message", .text(message))]
      JSONValue.object(members + fields).write(to: &buffer, indent: nil)
    }
    buffer.append("\n")
    // Where messages can't be written there is nobody to tell.
    buffer.withBytes { try? writeAll(StandardStream.error.rawValue, $0, name: "standard error") }
  }

  public func info(_ message: String) { write(.info, message) }
  public func warning(_ message: String) { write(.warning, message) }
  public func error(_ message: String) { write(.error, message) }
}
