import AdapterKit
import Glibc

extension UTF8Check {
  /// The same, and no zero byte: libxml2 takes overlong forms and stumbles over zeros.
  static func checkWithoutZeros(_ bytes: UnsafePointer<UInt8>, count: Int) -> Result {
    guard let zero = memchr(bytes, 0, count) else { return check(bytes, count: count) }
    let result = check(bytes, count: UnsafeRawPointer(zero) - UnsafeRawPointer(bytes))
    return Result(valid: result.valid, isBroken: true)
  }
}
