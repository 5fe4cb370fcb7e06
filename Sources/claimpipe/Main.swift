import ClaimpipeCommand

/// claimpipe with the adapters that it brings, and nothing more.
@main
enum Main {
  static func main() {
    ClaimpipeCommand.main()
  }
}
