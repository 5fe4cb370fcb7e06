/// What the files beside manifests may hold.
public enum FileSpecifications {
  /// `tests/NAME/case.yml`
  public static let testCase = TestCaseKeys.object
  public static let testStep = TestCaseKeys.step
}
