import AdapterKit
import CZlib

/// What a zip file holds, as far as a workbook needs it: no comment, no archive in parts, no zip64.
enum ZipDirectory {
  struct Part {
    let name: String
    let offset: Int
    let compressedCount: Int
    let count: Int
    let isDeflated: Bool
  }

  /// APPNOTE.TXT 4.3.16 and 4.3.12.
  static func parts(of file: TemporaryFile) throws(RenderFault) -> [Part] {
    let size = try file.size()
    let end = try bytes(of: file, from: size - 22, count: 22)
    guard end.long(at: 0) == 0x0605_4b50 else { throw unreadable }
    let directory = try bytes(of: file, from: end.long(at: 16), count: end.long(at: 12))
    var parts: [Part] = []
    var place = 0
    while place < directory.count {
      guard place + 46 <= directory.count, directory.long(at: place) == 0x0201_4b50 else {
        throw unreadable
      }
      let nameEnd = place + 46 + directory.short(at: place + 28)
      let next = nameEnd + directory.short(at: place + 30) + directory.short(at: place + 32)
      guard next <= directory.count else { throw unreadable }
      parts.append(
        Part(
          name: String(decoding: directory[(place + 46)..<nameEnd], as: UTF8.self),
          offset: directory.long(at: place + 42),
          compressedCount: directory.long(at: place + 20), count: directory.long(at: place + 24),
          isDeflated: directory.short(at: place + 10) == 8))
      place = next
    }
    return parts
  }

  /// Hands on a part's bytes, piece by piece.
  static func inflate(
    _ part: Part, of file: TemporaryFile, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(RenderFault) {
    let header = try bytes(of: file, from: part.offset, count: 30)
    guard header.long(at: 0) == 0x0403_4b50, part.isDeflated else { throw unreadable }
    var offset = part.offset + 30 + header.short(at: 26) + header.short(at: 28)
    let end = offset + part.compressedCount
    var inflater = try RawInflater()
    while offset < end {
      let count = try inflater.fill(from: file, at: offset, limit: end - offset)
      try inflater.drain(body)
      offset += count
    }
    guard inflater.isAtEnd, inflater.count == part.count else { throw unreadable }
  }

  private static func bytes(
    of file: TemporaryFile, from offset: Int, count: Int
  ) throws(RenderFault) -> [UInt8] {
    guard offset >= 0 else { throw unreadable }
    var buffer = ByteBuffer()
    try file.append(offset..<offset + count, to: &buffer)
    return buffer.bytes
  }

  static var unreadable: RenderFault {
    RenderFault(
      "the workbook can't be read back: the folder for temporary files is probably full; make room "
        + "there, or set TMPDIR to one with room")
  }
}

/// A deflate stream without a header of its own.
struct RawInflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private let output = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 17)
  private(set) var isAtEnd = false
  /// Bytes that came out so far.
  private(set) var count = 0

  init() throws(RenderFault) {
    // zlib keeps the stream's address.
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    if claimpipe_inflate_raw_init(stream) != Z_OK { throw ZipDirectory.unreadable }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
    output.deallocate()
  }

  /// Reads what is to be inflated next.
  mutating func fill(
    from file: TemporaryFile, at offset: Int, limit: Int
  ) throws(RenderFault) -> Int {
    let room = UnsafeMutableRawBufferPointer(rebasing: input[..<min(input.count, limit)])
    let read = try file.read(room, at: offset)
    if read == 0 { throw ZipDirectory.unreadable }
    stream.pointee.next_in = room.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = UInt32(read)
    return read
  }

  /// Inflates it, up to its end.
  mutating func drain(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(RenderFault) {
    repeat {
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(output.count)
      let status = CZlib.inflate(stream, Z_NO_FLUSH)
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw ZipDirectory.unreadable
      }
      let made = output.count - Int(stream.pointee.avail_out)
      count += made
      body(UnsafeBufferPointer(rebasing: output[..<made]))
      isAtEnd = status == Z_STREAM_END
    } while !isAtEnd && stream.pointee.avail_out == 0
  }
}

extension [UInt8] {
  fileprivate func short(at place: Int) -> Int { Int(self[place]) | Int(self[place + 1]) << 8 }

  fileprivate func long(at place: Int) -> Int {
    short(at: place) | short(at: place + 2) << 16
  }
}
