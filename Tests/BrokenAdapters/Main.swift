import AdapterKit
import ClaimpipeCommand
import Pipeline

/// claimpipe with adapters that the conformance suite must fail, each in one way, and two that it must
/// not.
@main
enum Main {
  static func main() {
    ClaimpipeCommand.main(
      adapters: .builtIn.adding(
        AdapterRegistry(
          inputs: BrokenInput.allCases.map(\.kind), outputs: BrokenOutput.allCases.map(\.kind))))
  }
}
