/// The files that people and monitors read of a run (docs/reports.md), as the manifest has them.
public struct ReportingFiles: Sendable, Equatable {
  /// `report_page`: the run report as HTML.
  public let page: String?
  /// `metrics`: Prometheus text.
  public let metrics: String?
  /// `status`: JSON.
  public let status: String?

  public var paths: [String] { [page, metrics, status].compactMap { $0 } }
}
