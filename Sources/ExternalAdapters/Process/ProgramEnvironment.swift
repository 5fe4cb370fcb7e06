import AdapterKit
import ByteIO

/// What a program finds in its environment, which is clean: nothing of ours but what it is granted.
enum ProgramEnvironment {
  /// Where programs are looked for without a `PATH` of ours.
  static let defaultPath = "/usr/local/bin:/usr/bin:/bin"

  static var path: String {
    let path = EnvironmentVariable.get("PATH") ?? ""
    return path.isEmpty ? defaultPath : path
  }

  /// `NAME=value`: `PATH`, `LANG=C.UTF-8` and `TZ=UTC`, the same on every machine, and what is
  /// granted, which may be one of these.
  static func variables(of program: ExternalProgram) throws(ExternalFault) -> [String] {
    var values = ["PATH": path, "LANG": "C.UTF-8", "TZ": "UTC"]
    for name in program.environment {
      guard let value = EnvironmentVariable.get(name) else {
        throw ExternalFault(
          program: program.name, kind: .environment,
          message: "the environment variable \(name), which it is granted, is not set; set it, or "
            + "take it out of `environment`")
      }
      values[name] = value
    }
    return values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }
}
