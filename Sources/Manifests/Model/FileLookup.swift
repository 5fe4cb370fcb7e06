/// What the check of a manifest asks the world. Nothing is opened.
public struct FileLookup: Sendable {
  public enum Kind: Sendable { case file, folder, missing }

  /// What stands at a path as the process would open it. Pipes and devices count as files.
  public let kind: @Sendable (_ path: String) -> Kind
  /// The files that match a pattern (`*`, `?`, `[…]`) relative to a folder, named as the pattern
  /// names them, in any order. An empty folder is the working folder.
  public let matches: @Sendable (_ pattern: String, _ folder: String) -> [String]
  /// Whether the time zone database has this IANA name. Asked only for names of letters, digits and
  /// `_+-/`.
  public let zoneExists: @Sendable (_ name: String) -> Bool
  /// What stands at a path, by its one path without links; `nil` where nothing does.
  public let realPath: @Sendable (_ path: String) -> String?

  public init(
    kind: @escaping @Sendable (_ path: String) -> Kind,
    matches: @escaping @Sendable (_ pattern: String, _ folder: String) -> [String],
    zoneExists: @escaping @Sendable (_ name: String) -> Bool,
    realPath: @escaping @Sendable (_ path: String) -> String? = { _ in nil }
  ) {
    self.kind = kind
    self.matches = matches
    self.zoneExists = zoneExists
    self.realPath = realPath
  }
}
