import AdapterKit

/// A source in some other encoding, read as UTF-8.
final class TranscodingSource: ByteSource {
  let name: String
  private let source: any ByteSource
  private var decoder: Decoder
  private var raw = [UInt8](repeating: 0, count: 1 << 16)
  /// In UTF-8; given out up to `position`.
  private var decoded: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  /// - Parameters:
  ///   - encoding: neither `utf8` nor `utf16`.
  ///   - offset: bytes of the source before this one's first, for messages.
  init(_ source: any ByteSource, _ encoding: TextEncoding, offset: Int) {
    name = source.name
    self.source = source
    if let characters = encoding.characters {
      decoder = .table(characters)
    } else {
      decoder = .utf16(UTF16Decoder(isLittleEndian: encoding == .utf16le, offset: offset))
    }
  }

  private enum Decoder {
    case table([UInt16])
    case utf16(UTF16Decoder)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    while position == decoded.count {
      if isAtEnd { return 0 }
      try refill()
    }
    let count = min(buffer.count, decoded.count - position)
    buffer.copyBytes(from: decoded[position..<(position + count)])
    position += count
    return count
  }

  private func refill() throws(InputFault) {
    decoded.removeAll(keepingCapacity: true)
    position = 0
    let count = try readSome()
    isAtEnd = count == 0
    switch decoder {
    case .table(let characters):
      for byte in raw[..<count] { append(UInt32(characters[Int(byte)]), to: &decoded) }
    case .utf16(var decoding):
      try decoding.decode(raw[..<count], isAtEnd: isAtEnd, into: &decoded, source: name)
      decoder = .utf16(decoding)
    }
  }

  private func readSome() throws(InputFault) -> Int {
    var count = 0
    var fault: InputFault?
    raw.withUnsafeMutableBytes { buffer in
      do throws(InputFault) { count = try source.read(into: buffer) } catch { fault = error }
    }
    if let fault { throw fault }
    return count
  }
}

/// UTF-16 piece by piece; a piece may end anywhere.
private struct UTF16Decoder {
  let isLittleEndian: Bool
  /// Of the next byte, in the source.
  var offset: Int
  private var pendingByte: UInt8?
  private var highSurrogate: UInt16?

  init(isLittleEndian: Bool, offset: Int) {
    self.isLittleEndian = isLittleEndian
    self.offset = offset
  }

  mutating func decode(
    _ bytes: ArraySlice<UInt8>, isAtEnd: Bool, into decoded: inout [UInt8], source: String
  ) throws(InputFault) {
    for byte in bytes {
      offset += 1
      guard let first = pendingByte else {
        pendingByte = byte
        continue
      }
      pendingByte = nil
      let (low, high) = isLittleEndian ? (first, byte) : (byte, first)
      if !take(UInt16(high) << 8 | UInt16(low), &decoded) {
        throw fault("has half a surrogate pair", before: 2, source)
      }
    }
    if isAtEnd && (pendingByte != nil || highSurrogate != nil) {
      throw fault("ends in the middle of a character", before: 0, source)
    }
  }

  /// - Returns: whether the unit fits behind the one before.
  private mutating func take(_ unit: UInt16, _ decoded: inout [UInt8]) -> Bool {
    if let high = highSurrogate {
      guard UTF16.isTrailSurrogate(unit) else { return false }
      highSurrogate = nil
      append(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00), to: &decoded)
    } else if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
    } else if UTF16.isTrailSurrogate(unit) {
      return false
    } else {
      append(UInt32(unit), to: &decoded)
    }
    return true
  }

  private func fault(_ what: String, before: Int, _ source: String) -> InputFault {
    InputFault(
      source: source,
      message: "\(what) at byte \(offset - before), so it is not sound UTF-16; name its encoding "
        + "with the option encoding, or save it as UTF-8")
  }
}

/// - Parameter scalar: no surrogate.
@inline(__always)
private func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
  if scalar < 0x80 { return bytes.append(UInt8(scalar)) }
  if scalar < 0x800 {
    bytes.append(UInt8(0xC0 | scalar >> 6))
  } else {
    if scalar < 0x10000 {
      bytes.append(UInt8(0xE0 | scalar >> 12))
    } else {
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
    }
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
  }
  bytes.append(UInt8(0x80 | scalar & 0x3F))
}
