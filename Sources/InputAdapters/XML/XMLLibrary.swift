import AdapterKit
import CLibrariesOnUse

/// libxml2, which is loaded for the first document.
enum XMLLibrary {
  static func load(for source: String) throws(InputFault) {
    guard let reason = claimpipe_libxml2_absence() else { return }
    throw InputFault(
      source: source,
      message: "XML needs libxml2, which can't be loaded (\(String(cString: reason))): install it")
  }
}
