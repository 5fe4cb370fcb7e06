/// A batch's path, beside which other files stand.
struct BatchPath {
  private let name: Substring
  /// With its dot, or empty.
  private let suffix: Substring

  init(_ path: String) {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let dot = path[start...].lastIndex(of: ".").flatMap { $0 > start ? $0 : nil } ?? path.endIndex
    name = path[..<dot]
    suffix = path[dot...]
  }

  /// `out/claims.json` with `-drafts` is `out/claims-drafts.json`.
  ///
  /// - Parameter suffix: instead of its own.
  func with(_ ending: String, suffix: String? = nil) -> String {
    name + ending + (suffix ?? String(self.suffix))
  }
}
