extension Check<InputTrial> {
  /// Without a sample little can be said of an adapter: that is no pass.
  static let sample = Check("sample", "has sources to be tried with") { trial in
    trial.hasSample
      ? .pass
      : .fail([
        "it has no sample under these options, so that most of the suite can't be run: a Swift "
          + "adapter has `static func sample`, one that is installed has `test` in its file"
      ])
  }

  /// A check that needs the sample.
  static func onSample(
    _ id: String, _ about: String,
    perform: @escaping @Sendable (InputTrial) throws -> Verdict
  ) -> Check {
    Check(id, about) { trial in
      do {
        return try perform(trial)
      } catch is NoSample {
        return .notApplicable("there is no sample")
      }
    }
  }
}
