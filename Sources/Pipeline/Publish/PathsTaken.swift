internal import ByteIO

/// The files of a run so far: adapters that name files by what is in them, such as one for each
/// payer, must not meet another output's.
struct PathsTaken {
  private let resolve: (String) -> String
  private var taken: Set<String>

  /// - Parameter taken: as the manifest has them.
  init(resolve: @escaping (String) -> String, taken: [String?]) {
    self.resolve = resolve
    self.taken = Set(taken.compactMap { $0.map(resolve) })
  }

  mutating func take(_ path: String) throws(OutputFault) {
    if taken.insert(resolve(path)).inserted { return }
    throw OutputFault(
      path: path, action: "write", cause: "another output of this run has the same path",
      remedy: "give one of them another name")
  }
}
