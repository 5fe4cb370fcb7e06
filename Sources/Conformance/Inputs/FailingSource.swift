import AdapterKit

/// A source that can't be read on from some byte.
final class FailingSource: ByteSource {
  let name = "sample"
  private let memory: MemorySource
  private var left: Int

  static let fault = InputFault(source: "sample", message: "the disk does not answer")

  init(_ bytes: [UInt8], at place: Int) {
    memory = MemorySource(name: name, bytes)
    left = min(place, bytes.count)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    if left == 0 { throw Self.fault }
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(left))
    let count = memory.read(into: room)
    left -= count
    return count
  }
}
