/// What people and monitors read of a run (docs/reports.md).
enum ReportingKeys {
  static let page = ManifestKey.file(
    "report_page",
    summary:
      "The run report as a page for people ([reports.md](reports.md)): one HTML file that needs "
      + "no network.", example: "out/run-report.html")

  static let metrics = ManifestKey.file(
    "metrics",
    summary: "Figures of the last run as Prometheus text, for node exporter's textfile collector "
      + "([reports.md](reports.md#metrics)). Written also when a run fails.",
    example: "state/claimpipe.prom")

  static let status = ManifestKey.file(
    "status",
    summary:
      "What a monitor can read at any time, as JSON: the run under way, the last run, the last "
      + "success, the last error, the backlog ([reports.md](reports.md#status)).",
    example: "state/status.json")
}
