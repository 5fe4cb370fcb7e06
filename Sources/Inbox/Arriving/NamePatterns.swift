internal import Glibc

/// Patterns of file names: `*`, `?` and `[…]`.
public enum NamePattern {
  /// Whether a name is the pattern as it is spelled, or matches it. A leading dot matches only itself.
  public static func matches(_ name: String, _ pattern: String) -> Bool {
    name == pattern || fnmatch(pattern, name, FNM_PERIOD) == 0
  }
}

/// Which files are one run: a pattern with `{key}` in it, `*-{key}.*`. Files whose key agrees belong
/// together.
///
/// `*` stands for any characters, `?` for one, `{key}` for at least one; each takes as few as it can.
public struct GroupPattern: Sendable, Equatable {
  private enum Part: Equatable {
    case any, key
    case text([UInt8?])
  }
  private let parts: [Part]
  public static let key = "{key}"

  /// - Returns: `nil` where `{key}` does not stand in it exactly once, or where it has a slash.
  public init?(_ pattern: String) {
    let sides = pattern.split(separator: Self.key, omittingEmptySubsequences: false)
    guard sides.count == 2, !pattern.utf8.contains(UInt8(ascii: "/")) else { return nil }
    parts = Self.parts(of: sides[0]) + [.key] + Self.parts(of: sides[1])
  }

  private static func parts(of pattern: Substring) -> [Part] {
    var parts: [Part] = []
    for (index, text) in pattern.utf8.split(
      separator: UInt8(ascii: "*"), omittingEmptySubsequences: false
    ).enumerated() {
      if index > 0, parts.last != .any { parts.append(.any) }
      if !text.isEmpty { parts.append(.text(text.map { $0 == UInt8(ascii: "?") ? nil : $0 })) }
    }
    return parts
  }

  /// The key in a name; `nil` where the name does not match.
  public func key(of name: String) -> String? {
    let name = Array(name.utf8)
    var place = 0
    // Where a wildcard begins whose end is not known yet, and what it is.
    var open: (start: Int, wildcards: [Part])?
    var key: Range<Int>?
    for (index, part) in parts.enumerated() {
      guard case .text(let text) = part else {
        open = (open?.start ?? place, (open?.wildcards ?? []) + [part])
        continue
      }
      let isLast = index == parts.count - 1
      guard
        let found = find(
          text, in: name, from: place + (open.map { Self.least($0.wildcards) } ?? 0),
          isAnchored: open == nil, isLast: isLast)
      else { return nil }
      if let open { key = Self.key(in: open.start..<found, of: open.wildcards) ?? key }
      open = nil
      place = found + text.count
    }
    if let open {
      guard name.count - open.start >= Self.least(open.wildcards) else { return nil }
      key = Self.key(in: open.start..<name.count, of: open.wildcards) ?? key
    } else if place != name.count {
      return nil
    }
    return key.map { String(decoding: name[$0], as: UTF8.self) }
  }

  /// The first place of a text; the end where it is the pattern's last part.
  private func find(
    _ text: [UInt8?], in name: [UInt8], from start: Int, isAnchored: Bool, isLast: Bool
  ) -> Int? {
    let last = name.count - text.count
    guard start <= last else { return nil }
    let places = isAnchored ? start...start : isLast ? last...last : start...last
    return places.first { place in
      zip(text, name[place...]).allSatisfy { $0 == nil || $0 == $1 }
    }
  }

  private static func least(_ wildcards: [Part]) -> Int { wildcards.contains(.key) ? 1 : 0 }

  /// Of wildcards side by side the first takes as little as it can.
  private static func key(in range: Range<Int>, of wildcards: [Part]) -> Range<Int>? {
    switch wildcards {
    case [.key], [.any, .key]: range
    case [.key, .any], [.any, .key, .any]: range.lowerBound..<(range.lowerBound + 1)
    default: nil
    }
  }
}
