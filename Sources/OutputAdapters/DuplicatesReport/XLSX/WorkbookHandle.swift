import AdapterKit
import CXlsxWriter
import ClaimCore

/// A workbook under way, which is freed whatever happens.
struct WorkbookHandle: ~Copyable {
  let pointer: UnsafeMutablePointer<lxw_workbook>

  /// - Parameter path: written when the workbook is closed.
  init(path: String) throws(RenderFault) {
    // The library copies what it is given.
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let workbook = workbook_new_opt(path, &options) else { throw Self.noRoom }
    pointer = workbook
  }

  deinit { lxw_workbook_free(pointer) }

  /// Writes the file, and frees the workbook in any case.
  consuming func close() throws(RenderFault) {
    let pointer = pointer
    discard self
    try workbook_close(pointer).check()
  }

  /// The library takes the clock's time otherwise, and two runs would differ. No author.
  func setDate(_ date: CivilDate) throws(RenderFault) {
    var properties = lxw_doc_properties()
    // Noon: 0, the first moment of 1970, would mean the clock's time.
    properties.created = Int(date.days) * 86_400 + 43_200
    try workbook_set_properties(pointer, &properties).check()
  }

  /// The library says no more than that something could not be made.
  static var noRoom: RenderFault {
    RenderFault(
      "a workbook needs memory and temporary files, and there is no room for them: set TMPDIR to a "
        + "folder with room")
  }
}

extension lxw_error {
  func check() throws(RenderFault) {
    if self == LXW_NO_ERROR { return }
    throw RenderFault(
      "libxlsxwriter can't make the workbook (\(String(cString: lxw_strerror(self)))): check that "
        + "TMPDIR names a folder with room")
  }
}
