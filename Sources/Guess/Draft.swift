import ClaimCore
import Intake

/// A manifest drafted from samples: which records they have, where every field comes from, and what
/// only a person can say.
///
/// The same samples give the same draft.
public struct Draft: Sendable {
  /// The manifest's text: YAML, in UTF-8, with comments.
  public let text: String
  /// How many `# ?` it asks.
  public let questionCount: Int
  /// Inputs that it proposes.
  public let inputCount: Int
  /// Whether any file has something that could be records.
  public let hasTables: Bool

  /// - Parameters:
  ///   - files: in the order that they should be read in.
  ///   - pipeline: the manifest's `pipeline`.
  public init(_ files: [SampleFile], pipeline: String) {
    let survey = Survey(files)
    var writer = ManifestWriter(survey: survey, pipeline: pipeline)
    text = writer.text()
    questionCount = writer.questionCount
    inputCount = survey.inputs.count
    hasTables = !survey.tables.isEmpty
  }
}
