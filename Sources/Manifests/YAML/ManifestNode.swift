/// A value of the manifest as written: texts, lists and objects, each with its place.
struct ManifestNode {
  var mark: ManifestMark
  var content: Content

  indirect enum Content {
    case scalar(Scalar)
    case sequence([ManifestNode])
    case mapping([Entry])
    /// Refused with a fault already: checks pass over it in silence.
    case refused
  }

  /// A text whose meaning depends on the type that its key wants: `no` is a text for a name and
  /// false for a switch, so YAML 1.1's own types play no part.
  struct Scalar {
    var text: String
    /// Written without quotes.
    var isPlain: Bool
    /// What messages show instead of an environment variable's value.
    var written: String

    init(_ text: String, isPlain: Bool) {
      self.text = text
      self.isPlain = isPlain
      written = text
    }

    /// Nothing after the colon, or YAML's words for it.
    var isNull: Bool {
      isPlain && ["", "~", "null", "Null", "NULL"].contains(written)
    }
  }

  struct Entry {
    var key: String
    var keyMark: ManifestMark
    var value: ManifestNode
  }

  static func refused(at mark: ManifestMark) -> ManifestNode {
    ManifestNode(mark: mark, content: .refused)
  }
}

/// `inputs` and `path` make `inputs.path`.
func keyPath(_ parent: String, _ key: String) -> String {
  let shown = key.unicodeScalars.count <= 60 ? key : String(key.unicodeScalars.prefix(60)) + "…"
  return parent.isEmpty ? shown : "\(parent).\(shown)"
}

/// `inputs` and 2 make `inputs[2]`.
func keyPath(_ parent: String, _ index: Int) -> String { "\(parent)[\(index)]" }
