internal import Glibc

/// The machine's processors.
enum Processors {
  /// Those that this process may use.
  static var count: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
