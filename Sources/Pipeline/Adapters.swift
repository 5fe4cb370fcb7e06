public import AdapterKit
internal import BillingExportAdapter
internal import CSVAdapter
internal import ClaimBatchAdapter
internal import DuplicatesReportAdapter
internal import ExternalAdapters
internal import JSONAdapter
internal import XMLAdapter

extension AdapterRegistry {
  /// Every adapter that claimpipe brings: a new one adds an import and its line here.
  public static let builtIn = AdapterRegistry(
    inputs: [
      InputAdapterKind(CSVAdapter.self),
      InputAdapterKind(JSONAdapter.self),
      InputAdapterKind(NDJSONAdapter.self),
      InputAdapterKind(XMLAdapter.self),
      // A run puts one in its place that knows the manifest's folder.
      ExecAdapter.kind(ProgramHost()),
    ],
    outputs: [
      OutputAdapterKind(BillingExportAdapter.self),
      OutputAdapterKind(ClaimBatchAdapter.self),
      OutputAdapterKind(DuplicatesReportAdapter.self),
    ])
}
