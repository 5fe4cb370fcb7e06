import ClaimpipeCommand

/// claimpipe with a visit log to read and a unit ledger to write, beside all that it brings itself.
@main
enum Main {
  static func main() {
    ClaimpipeCommand.main(inputs: [VisitLogAdapter.self], outputs: [UnitLedgerAdapter.self])
  }
}
