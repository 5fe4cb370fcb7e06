public import AdapterKit

/// JSON Schemas of the files beside manifests, made of their specifications as the manifest's is.
public enum FileSchemas {
  /// A file that installs an adapter, `adapters/NAME.yml`.
  public static var adapter: JSONValue {
    document(
      "adapter:1", title: "a file that installs an adapter", AdapterFileKeys.object,
      [
        AdapterFileKeys.option, AdapterOptionKeys.itemKey, AdapterLimitKeys.object,
        AdapterTrialKeys.object,
      ])
  }

  /// A test case, `tests/NAME/case.yml`.
  public static var testCase: JSONValue {
    document(
      "test-case:1", title: "a manifest's test case", TestCaseKeys.object, [TestCaseKeys.step])
  }

  private static func document(
    _ id: String, title: String, _ root: ObjectSpecification, _ objects: [ObjectSpecification]
  ) -> JSONValue {
    let maker = ManifestSchema(adapters: [])
    let head: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": .text("urn:claimpipe:\(id)"), "title": .text("claimpipe: \(title)"),
    ]
    return head.adding(maker.object(root)).adding([
      "$defs": .object(
        ScalarSchemas.definitions + objects.map { ($0.definition, maker.object($0)) })
    ])
  }
}
