import AdapterKit
import ClaimCore

/// The message that tells an output's program what it is about to receive.
struct ProgramOpening {
  let program: ExternalProgram
  let options: JSONValue
  /// As the manifest has it.
  let path: String
  let context: OutputContext

  var message: JSONValue {
    .object([
      ("type", .text("write")), ("options", options), ("path", .text(path)),
      ("pipeline", .text(context.pipeline)), ("date", .text(text { $0.append(context.date) })),
      ("time", .text(text { $0.append(offsetTime: context.moment) })),
      ("time_zone", .text(context.timeZone)), ("scope", scope),
      ("receives", .array(program.receives.map { .text($0.rawValue) })),
    ])
  }

  private var scope: JSONValue {
    let dates = context.scope.dates
    let units = context.scope.businessUnits
    return .object([
      ("from", dates.hasStart ? .text(text { $0.append(dates.start) }) : .null),
      ("to", dates.hasEnd ? .text(text { $0.append(dates.end) }) : .null),
      ("business_units", units.map { .array($0.sorted().map { .text($0) }) } ?? .null),
    ])
  }

  private func text(_ write: (inout ByteBuffer) -> Void) -> String {
    var buffer = ByteBuffer(capacity: 64)
    write(&buffer)
    return buffer.withBytes { String(decoding: $0, as: UTF8.self) }
  }
}
