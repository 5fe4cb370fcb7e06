/// One thing that is wrong in a manifest.
public struct ManifestFault: Sendable, Hashable {
  public let mark: ManifestMark
  /// `inputs[2].options.delimiter`; empty for the manifest as a whole.
  public let keyPath: String
  /// What is wrong, and what would be right.
  public let message: String
  /// The nearest right name, where one is near.
  public let suggestion: String?

  public init(
    mark: ManifestMark, keyPath: String, message: String, suggestion: String? = nil
  ) {
    self.mark = mark
    self.keyPath = keyPath
    self.message = message
    self.suggestion = suggestion
  }

  public var line: Int { mark.line }
  public var column: Int { mark.column }

  /// Whether it is of what stands under a key path, or of a part of it.
  func isOf(_ keyPath: String) -> Bool {
    guard self.keyPath.hasPrefix(keyPath) else { return false }
    let rest = self.keyPath.utf8.dropFirst(keyPath.utf8.count).first
    return rest == nil || rest == UInt8(ascii: ".") || rest == UInt8(ascii: "[")
  }

  /// One line, as it stands after the manifest's name.
  public var text: String {
    var text = keyPath.isEmpty ? message : "\(keyPath): \(message)"
    if let suggestion { text += " (did you mean \"\(suggestion)\"?)" }
    return text
  }
}

/// All that is wrong in a manifest: what a run refuses before it reads or writes anything (exit
/// status 2).
public struct ManifestFaults: Error, Sendable, Equatable {
  /// The manifest's name as the command has it.
  public let name: String
  /// By line and column; the command line's last. Never empty, at most ``limit``.
  public let faults: [ManifestFault]
  /// Faults beyond the limit, counted only.
  public let omitted: Int

  /// More than anybody will read.
  public static let limit = 200

  public init(name: String, faults: [ManifestFault]) {
    self.name = name
    let sorted = faults.enumerated().sorted { a, b in
      a.element.mark == b.element.mark ? a.offset < b.offset : a.element.mark < b.element.mark
    }
    self.faults = sorted.prefix(ManifestFaults.limit).map(\.element)
    omitted = max(0, faults.count - ManifestFaults.limit)
  }
}

extension ManifestFaults {
  /// A file that can't be read at all.
  public init(unreadable name: String, message: String) {
    self.init(
      name: name, faults: [ManifestFault(mark: .start, keyPath: "", message: message)])
  }
}

extension ManifestFaults: CustomStringConvertible {
  /// One fault a line: `plugins-config/weekly.yml:12:7: message (did you mean "x"?)`.
  public var description: String {
    var lines = faults.map { fault in
      switch fault.mark {
      case .file(let line, let column): "\(name):\(line):\(column): \(fault.text)"
      case .commandLine(let key): "\(name): --set \(key): \(fault.text)"
      }
    }
    if omitted > 0 { lines.append("\(name): and \(omitted) more") }
    return lines.joined(separator: "\n")
  }
}
