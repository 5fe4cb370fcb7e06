import AdapterKit
import CZlib

/// What a gzip file holds, one member after another.
final class GzipSource: ByteSource {
  let name: String
  private let source: any ByteSource
  /// zlib keeps a pointer to it, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var isInsideMember = true
  private var isAtEnd = false
  private var compressedBytes = 0
  private var bytesOut = 0

  private static let inputBytes = 1 << 16

  /// - Parameter source: begins with gzip's two magic bytes.
  init(_ source: any ByteSource) throws(InputFault) {
    name = source.name
    self.source = source
    input = .allocate(byteCount: GzipSource.inputBytes, alignment: 16)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    if claimpipe_inflate_init(stream) != Z_OK {
      throw InputFault(source: name, message: "zlib could not be set up for lack of memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    guard let start = buffer.baseAddress, !isAtEnd else { return 0 }
    let room = min(buffer.count, Int(UInt32.max))
    stream.pointee.next_out = start.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    while stream.pointee.avail_out == UInt32(room) && room > 0 {
      if stream.pointee.avail_in == 0 {
        try refill()
        if isAtEnd { return 0 }
      }
      if isInsideMember { try inflateMore() } else { try beginMember() }
    }
    let count = room - Int(stream.pointee.avail_out)
    bytesOut += count
    return count
  }

  private func refill() throws(InputFault) {
    let count = try source.read(into: input)
    if count == 0 {
      if isInsideMember {
        throw fault("ends in the middle of its gzip data; it was cut off: fetch it again")
      }
      isAtEnd = true
    }
    compressedBytes += count
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
  }

  private func inflateMore() throws(InputFault) {
    switch inflate(stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isInsideMember = false
    default: throw fault("is not sound gzip data; it was damaged: fetch it again")
    }
  }

  /// Behind a member comes another, the end, or zeros that pad it.
  private func beginMember() throws(InputFault) {
    while stream.pointee.avail_in > 0, let next = stream.pointee.next_in, next.pointee == 0 {
      stream.pointee.next_in = next + 1
      stream.pointee.avail_in -= 1
    }
    if stream.pointee.avail_in == 0 { return }
    guard stream.pointee.next_in?.pointee == GzipSource.magic[0], inflateReset(stream) == Z_OK
    else { throw fault("goes on with something else behind its gzip data; cut that off") }
    isInsideMember = true
  }

  private func fault(_ what: String) -> InputFault {
    let out = bytesOut
    let read = compressedBytes - Int(stream.pointee.avail_in)
    return InputFault(
      source: name, message: "\(what) (came as far as byte \(read), \(out) bytes unpacked)")
  }

  static let magic: [UInt8] = [0x1F, 0x8B]
}
