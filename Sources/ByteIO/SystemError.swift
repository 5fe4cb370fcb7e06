import Glibc

/// The system's word for an error number: `No such file or directory`.
func systemText(_ number: Int32) -> String { String(cString: strerror(number)) }

/// What a person can do about an error with a file, or nothing.
func remedy(_ number: Int32) -> String {
  switch number {
  case ENOENT: "; check the path, which is relative to the manifest"
  case EACCES, EPERM: "; give this user the right to it, or run as one that has it"
  case EISDIR: "; name a file in it, or a pattern such as folder/*.csv"
  case ENOSPC, EDQUOT: "; make room on this disk, or write to another"
  case EROFS: "; write to a file system that is not read-only"
  case EMFILE, ENFILE: "; close other files or raise the limit on open files (ulimit -n)"
  default: ""
  }
}

/// Calls again what a signal interrupted.
///
/// - Returns: the call's result, and the error number where that is negative.
@inline(__always)
func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> (result: Result, error: Int32) {
  while true {
    let result = call()
    if result >= 0 { return (result, 0) }
    let number = errno
    if number != EINTR { return (result, number) }
  }
}
