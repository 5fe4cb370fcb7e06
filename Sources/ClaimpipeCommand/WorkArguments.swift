import ArgumentParser

/// What a run may take of the machine.
struct WorkArguments: ParsableArguments {
  @Option(name: .long, help: "Threads to work on (default: one for each core).")
  var jobs: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Memory for sessions and what they are billed as, in MiB; the rest waits in a temporary file "
        + "(default: 48).", valueName: "MiB"))
  var memory: Int?

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs takes a number from 1 to 256")
    }
    if let memory, !(0...1_048_576).contains(memory) {
      throw ValidationError("--memory takes a number of MiB from 0 to 1048576")
    }
  }
}
