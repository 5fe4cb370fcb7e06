internal import AdapterKit
internal import ClaimCore

extension CivilDate {
  /// `2026-01-05`
  var iso: String {
    var buffer = ByteBuffer(capacity: 16)
    buffer.append(self)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}

extension Money {
  /// `1234.50`
  var decimal: String {
    var buffer = ByteBuffer(capacity: 32)
    buffer.append(self)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
