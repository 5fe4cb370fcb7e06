import ArgumentParser
import Pipeline
import Testing

@testable import ClaimpipeCommand

@Suite struct CommandNamesTests {
  /// ArgumentParser asks the runtime for the type's name where a command does not say its own: that
  /// looks through every conformance of the program and costs each start milliseconds.
  @Test func everyCommandNamesItself() {
    let commands = Self.withSubcommands(of: Claimpipe.self)
    #expect(commands.count > 30)
    for command in commands {
      #expect(command.configuration.commandName != nil, "\(command) has no commandName:")
    }
  }

  /// `claimpipe --version` alone is answered before the parser; among other arguments by it.
  @Test func versionIsThatOfTheParser() {
    #expect(Claimpipe.configuration.version == claimpipeVersion)
  }

  private static func withSubcommands(
    of command: any ParsableCommand.Type
  ) -> [any ParsableCommand.Type] {
    [command] + command.configuration.subcommands.flatMap { withSubcommands(of: $0) }
  }
}
