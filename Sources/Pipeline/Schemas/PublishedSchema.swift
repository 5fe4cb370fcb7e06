public import AdapterKit
internal import Manifests

/// A JSON Schema (draft 2020-12) of something that claimpipe reads or writes. docs/schemas has each as
/// a file, which tests compare with this.
public struct PublishedSchema: Sendable {
  /// As `claimpipe schema` takes it, and the file's name before `.schema.json`.
  public let name: String
  /// A few words.
  public let summary: String
  /// - Parameter registry: the adapters that a manifest can name.
  public let document: @Sendable (_ registry: AdapterRegistry) -> JSONValue

  public static let all = [
    PublishedSchema(name: "manifest", summary: "a manifest, with the adapters that are installed") {
      ManifestSchema(adapters: $0.specifications).document
    },
    PublishedSchema(name: "records", summary: "each type of record, as a JSON source may have it") {
      _ in RecordsSchema.document
    },
    PublishedSchema(name: "claim-batch", summary: "what claim_batch writes as JSON or NDJSON") {
      _ in ClaimBatchSchema.document
    },
    PublishedSchema(name: "run-report", summary: "the run report") { _ in RunReportSchema.document
    },
    PublishedSchema(
      name: "plugin-protocol", summary: "the messages between claimpipe and an adapter's program"
    ) { _ in PluginProtocolSchema.document },
    PublishedSchema(name: "adapter", summary: "a file that installs an adapter") { _ in
      FileSchemas.adapter
    },
    PublishedSchema(name: "test-case", summary: "a manifest's test case, case.yml") { _ in
      FileSchemas.testCase
    },
  ]

  /// The file's content.
  public func text(_ registry: AdapterRegistry) -> String { document(registry).rendered + "\n" }
}
