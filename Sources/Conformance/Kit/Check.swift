/// One thing that every adapter of a kind is asked.
struct Check<Trial>: Sendable {
  /// A stable word.
  let id: String
  /// What an adapter that passes does, in a few words; `{records}` stands for how many were asked for.
  let about: String
  let perform: @Sendable (Trial) throws -> Verdict

  init(_ id: String, _ about: String, perform: @escaping @Sendable (Trial) throws -> Verdict) {
    self.id = id
    self.about = about
    self.perform = perform
  }
}

extension Check {
  /// What adapters of the other kind are asked.
  static func notApplicable(_ id: String, _ about: String, _ reason: String) -> Check {
    Check(id, about) { _ in .notApplicable(reason) }
  }
}
