import AdapterKit
import CLinux
import Glibc

/// The system's clock.
public enum Clock {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public static func nowUTC() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
  }
}

public enum EnvironmentVariable {
  /// `nil` where it isn't set; call it before other threads begin.
  public static func get(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }
}

/// Where `TMPDIR` names no folder, SQLite would put its temporary files into `/var/tmp`, and all others
/// are in `/tmp`. Call it before other threads begin.
public func keepTemporaryFilesTogether() {
  if (EnvironmentVariable.get("TMPDIR") ?? "").isEmpty { setenv("SQLITE_TMPDIR", "/tmp", 0) }
}

/// The system's time zones.
public enum ZoneInfo {
  /// Some ten times what the longest zone takes. A whole megabyte would be 256 page faults.
  private static let mostBytes = 1 << 16

  /// `TZDIR`, or where systems keep them.
  public static var folder: String {
    let named = EnvironmentVariable.get("TZDIR") ?? ""
    return named.isEmpty ? "/usr/share/zoneinfo" : named
  }

  /// A zone's TZif file (RFC 9636) from `TZDIR`, or where systems keep them; `nil` where there is
  /// no such zone.
  ///
  /// - Parameter name: such as `America/New_York`.
  public static func load(_ name: String) -> [UInt8]? {
    guard isName(name) else { return nil }
    var bytes = [UInt8](repeating: 0, count: mostBytes)
    guard let file = try? FileSource(path: "\(folder)/\(name)", name: name),
      let count = try? readFully(file, &bytes),
      bytes.starts(with: Array("TZif".utf8))
    else { return nil }
    return Array(bytes[..<count])
  }

  /// Letters, digits and `_+-.`, in parts that a slash separates and none of which is a way up.
  private static func isName(_ name: String) -> Bool {
    name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && !$0.elementsEqual("..".utf8) && !$0.elementsEqual(".".utf8)
        && $0.allSatisfy(isNameByte)
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_+-.".utf8.contains(byte)
    }
  }
}
