/// The beginning of a file that a manifest is to be drafted for.
public struct SampleFile: Sendable {
  /// As the manifest should name it.
  public let path: String
  /// In UTF-8, without a byte order mark.
  public let text: [UInt8]
  /// Whether these are all its bytes.
  public let isWhole: Bool
  /// The option `encoding` that it needs, if it does.
  public let encoding: String?

  public init(path: String, text: [UInt8], isWhole: Bool, encoding: String?) {
    self.path = path
    self.text = text
    self.isWhole = isWhole
    self.encoding = encoding
  }

  /// The last part of the path, without `.gz` and the ending in front of it.
  var stem: Substring {
    var name = path.split(separator: "/").last ?? ""
    if name.lowercased().hasSuffix(".gz") { name = name.dropLast(3) }
    if let point = name.lastIndex(of: "."), point > name.startIndex { name = name[..<point] }
    return name
  }
}
