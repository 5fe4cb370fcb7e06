/// Files that are one run.
public struct FileGroup: Sendable {
  /// Empty without a group's pattern.
  public let key: String
  /// By name.
  public internal(set) var files: [IncomingFile]
  /// When the last of them was seen first as it is (``MonotonicClock``).
  public internal(set) var since: Int64

  /// When the last of them came, in seconds since 1970.
  public var changed: Int64 { files.map(\.changed).max() ?? 0 }
  /// When the first of them was written, in nanoseconds since 1970.
  var written: Int64 { files.map(\.identity.modified).min() ?? 0 }
}

/// Puts files together that belong together.
public struct Groups: Sendable {
  /// The oldest first, by the time of its oldest file: what was sent later may mend it.
  public private(set) var all: [FileGroup] = []
  /// Files whose name has no key.
  public private(set) var keyless: [(name: String, why: Hindrance)] = []

  /// - Parameter pattern: `nil` makes one group of all.
  public init(_ ready: Arrivals.Ready, by pattern: GroupPattern?) {
    var places: [String: Int] = [:]
    for (file, since) in zip(ready.files, ready.since) {
      guard let key = pattern.map({ $0.key(of: file.name) }) ?? "" else {
        keyless.append((file.name, .keyless))
        continue
      }
      if let place = places[key] {
        all[place].files.append(file)
        all[place].since = max(all[place].since, since)
      } else {
        places[key] = all.count
        all.append(FileGroup(key: key, files: [file], since: since))
      }
    }
    let order = all.map { ($0.written, $0) }.sorted {
      $0.0 != $1.0 ? $0.0 < $1.0 : $0.1.key.utf8.lexicographicallyPrecedes($1.1.key.utf8)
    }
    all = order.map(\.1)
  }
}

/// Which arriving input wants which file, by the patterns that inputs have as their path in `incoming`.
public struct ArrivingPatterns: Sendable {
  /// Each input's, in the manifest's order.
  public let inputs: [[String]]

  public init(_ inputs: [[String]]) { self.inputs = inputs }

  public func takes(_ name: String) -> Bool {
    inputs.contains { $0.contains { NamePattern.matches(name, $0) } }
  }

  /// The files of each pattern, by name.
  public func files(of names: [String]) -> [String: [String]] {
    var files: [String: [String]] = [:]
    for pattern in Set(inputs.joined()) {
      files[pattern] = names.filter { NamePattern.matches($0, pattern) }
    }
    return files
  }

  /// The inputs without a file, by number.
  public func lacking(in names: [String]) -> [Int] {
    inputs.indices.filter { input in
      !inputs[input].contains { pattern in
        names.contains { NamePattern.matches($0, pattern) }
      }
    }
  }
}
