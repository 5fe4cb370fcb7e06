import AdapterKit
import CLibrariesOnUse

/// libxlsxwriter, which is loaded for the first workbook.
enum WorkbookLibrary {
  static func load() throws(RenderFault) {
    guard let reason = claimpipe_libxlsxwriter_absence() else { return }
    throw RenderFault(
      "a workbook needs libxlsxwriter, which can't be loaded (\(String(cString: reason))): install "
        + "it, or write this report as csv")
  }
}
