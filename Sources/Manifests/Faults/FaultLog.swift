/// Collects the faults of one manifest, so that a check goes on after each.
final class FaultLog {
  private(set) var faults: [ManifestFault] = []

  func add(
    _ mark: ManifestMark, _ keyPath: String, _ message: String, suggestion: String? = nil
  ) {
    faults.append(
      ManifestFault(mark: mark, keyPath: keyPath, message: message, suggestion: suggestion))
  }
}

/// A text of the manifest as messages show it: in quotes, on one line, not too long.
func quoted(_ text: String) -> String {
  var shown = "\""
  for scalar in text.unicodeScalars.prefix(60) {
    switch scalar {
    case "\n": shown += "\\n"
    case "\t": shown += "\\t"
    case "\r": shown += "\\r"
    case _ where scalar.properties.generalCategory == .control: shown += "?"
    default: shown.unicodeScalars.append(scalar)
    }
  }
  if text.unicodeScalars.count > 60 { shown += "…" }
  return shown + "\""
}
