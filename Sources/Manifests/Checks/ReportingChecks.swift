/// Reads `report_page`, `metrics` and `status`.
struct ReportingChecks {
  let paths: ReportingFiles
  /// Files, written by the run.
  private(set) var files: [PathUse] = []

  init(_ root: CheckedObject) {
    var files: [PathUse] = []
    func read(_ key: ManifestKey<String>) -> String? {
      guard let value = root[key], let path = key.read(value) else { return nil }
      files.append(PathUse(path: path, mark: value.mark, keyPath: value.path))
      return path
    }
    paths = ReportingFiles(
      page: read(ReportingKeys.page), metrics: read(ReportingKeys.metrics),
      status: read(ReportingKeys.status))
    self.files = files
  }
}
