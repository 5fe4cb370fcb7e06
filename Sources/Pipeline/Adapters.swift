public import AdapterKit
internal import BillingExportAdapter
internal import CSVAdapter
internal import ClaimBatchAdapter
internal import DuplicatesReportAdapter
internal import JSONAdapter
internal import XMLAdapter

extension AdapterRegistry {
  /// Every adapter that claimpipe brings: a new one adds an import and its line here.
  public static let builtIn = AdapterRegistry(
    inputs: [
      CSVAdapter.self,
      JSONAdapter.self,
      NDJSONAdapter.self,
      XMLAdapter.self,
    ],
    outputs: [
      BillingExportAdapter.self,
      ClaimBatchAdapter.self,
      DuplicatesReportAdapter.self,
    ])
}
