/// The names that a program gives its files.
struct FileNames {
  private var files = Set<String>()
  private var folders = Set<String>()

  static let longestName = 255
  static let longestPath = 1024

  /// - Returns: what is wrong with a name, or `nil` for one that a file may have.
  mutating func take(_ name: String) -> String? {
    if let fault = Self.fault(of: name) { return fault }
    if files.contains(name) { return "two files have this name" }
    if folders.contains(name) { return "another file's folder has this name" }
    var parents: [String] = []
    for (place, byte) in zip(name.utf8.indices, name.utf8) where byte == UInt8(ascii: "/") {
      parents.append(String(name[..<place]))
    }
    if let parent = parents.first(where: files.contains) {
      return "it lies in \(parent), which is another file's name"
    }
    folders.formUnion(parents)
    files.insert(name)
    return nil
  }

  /// A name stays in the output's folder, shows itself there, and can't be one of the run's temporary
  /// files, which begin with a dot.
  private static func fault(of name: String) -> String? {
    if name.isEmpty { return "it is empty" }
    if name.utf8.count > longestPath { return "it is longer than \(longestPath) bytes" }
    if name.hasPrefix("/") { return "it is absolute; a name is relative to the output's folder" }
    let isControl: (Unicode.Scalar) -> Bool = {
      switch $0.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    if name.unicodeScalars.contains(where: isControl) { return "it has control characters" }
    for part in name.split(separator: "/", omittingEmptySubsequences: false) {
      if part.isEmpty { return "a part of it is empty" }
      if part == "." || part == ".." { return "it has the part \(part); name a file in the folder" }
      if part.hasPrefix(".") { return "the part \(part) begins with a dot" }
      if part.utf8.count > longestName { return "a part of it is longer than \(longestName) bytes" }
    }
    return nil
  }
}
