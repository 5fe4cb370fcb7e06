import AdapterKit
import ClaimCore

/// What a program of an output is sent after hello: what it is about to receive, its records, and
/// what they came to.
struct OutgoingRecords: ~Copyable {
  private let streams: [RecordStream]
  private var opening: JSONValue?
  private var stream = 0
  private var step = 0
  /// Whether all was rendered.
  private(set) var isEnded = false

  init(opening: JSONValue, _ streams: [RecordStream]) {
    self.opening = opening
    self.streams = streams
  }

  var recordCount: Int { streams.reduce(0) { $0 + $1.recordCount } }

  /// Appends further lines, at least `wanted` bytes where there are so many.
  ///
  /// - Returns: false where nothing is left.
  mutating func append(_ wanted: Int, to buffer: inout ByteBuffer) -> Bool {
    if isEnded { return false }
    if let opening {
      opening.write(to: &buffer, indent: nil)
      buffer.append("\n")
      self.opening = nil
    }
    while buffer.count < wanted {
      guard stream < streams.count else {
        appendEnd(to: &buffer)
        isEnded = true
        break
      }
      if step < streams[stream].stepCount {
        streams[stream].append(step, &buffer)
        step += 1
      } else {
        (stream, step) = (stream + 1, 0)
      }
    }
    return true
  }

  private func appendEnd(to buffer: inout ByteBuffer) {
    JSONValue.object([
      ("type", .text("end")),
      ("counts", .object(streams.map { ($0.kind.rawValue, .integer($0.recordCount)) })),
    ]).write(to: &buffer, indent: nil)
    buffer.append("\n")
  }
}
