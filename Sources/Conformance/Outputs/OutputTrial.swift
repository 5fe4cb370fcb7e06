import AdapterKit
import ByteIO
import ClaimCore

/// An output adapter with its options settled, and what it is tried with.
final class OutputTrial {
  let kind: OutputAdapterKind
  let recordCount: Int
  let options: [String: OptionValue]
  let values: OptionValues
  let adapter: any DocumentMaking
  let sample: OutputSample?
  let scratch: ScratchFolder?
  private var messages: Set<String> = []

  /// As a manifest would have it.
  static let path = "out/conformance.out"

  /// - Throws: ``ConformanceFault`` where the adapter refuses its options.
  init(_ kind: OutputAdapterKind, _ request: ConformanceRequest, scratch: ScratchFolder?) throws {
    let values = try request.values(of: kind.specification, over: kind.triedWith)
    self.kind = kind
    self.values = values
    self.scratch = scratch
    recordCount = request.recordCount
    options = values.set(of: kind.specification)
    adapter = try Self.make(kind, values)
    sample = kind.sample(values)
  }

  private static func make(
    _ kind: OutputAdapterKind, _ values: OptionValues
  ) throws(ConformanceFault) -> any DocumentMaking {
    try OptionFault.told { () throws(OptionFault) in try kind.make(values, path) }
  }

  /// A second one, made in the same way.
  func anotherAdapter() throws -> any DocumentMaking { try Self.make(kind, values) }

  private static let noSource = "an output adapter reads no source"
  static let checks: [Check<OutputTrial>] = [
    .options, .empty, .one, .many,
    .notApplicable("torn", "loses nothing of a source that is cut off", noSource),
    .notApplicable("not_utf8", "rejects a record that is not UTF-8", noSource),
    .notApplicable("duplicate_names", "refuses a name that stands twice", noSource),
    .pieces, .parts, .repeated, .records, .scope, .failingWrite, .cancellation,
  ]

  /// Performs one check. Whatever it is about, no message may hold what a record holds of a person,
  /// and no temporary file may stay.
  func verdict(of id: String) throws -> Verdict {
    guard let check = Self.checks.first(where: { $0.id == id }) else {
      throw ConformanceFault("there is no check output.\(id)")
    }
    let verdict: Verdict
    do {
      verdict = try check.perform(self)
    } catch let fault as RenderFault {
      tell(fault)
      verdict = .fail(["nothing is made: \(fault.message)"])
    }
    let leaks = messages.sorted().filter { $0.contains("Quillfeather") || $0.contains("Zoë") }
    let more =
      leaks.map { "a message holds a patient's name: \($0.prefix(200))" }
      + (scratch.map { $0.leftovers.map { "leaves the file \($0)" } } ?? [])
    return more.isEmpty ? verdict : Verdict(verdict.failures + more)
  }

  func context(_ scope: Scope = .everything) -> OutputContext {
    // 2026-02-01, 06:05.
    let moment = Moment(
      instant: 20_485 * Moment.microsPerDay + 365 * 60 * Moment.microsPerSecond, offset: 0)
    return OutputContext(pipeline: "conformance", moment: moment, scope: scope)
  }

  func result(
    sessions: Int, patientsTogether: Int = 512
  ) throws(RenderFault) -> BillingResult {
    try RenderFault.catching {
      try SyntheticPractice(sessionCount: sessions)
        .billed(adapter.checks(in: context()), patientsTogether: patientsTogether)
    }
  }

  func documents(
    _ result: BillingResult, scope: Scope = .everything, of adapter: (any DocumentMaking)? = nil
  ) throws(RenderFault) -> [OutputDocument] {
    do throws(RenderFault) {
      return try (adapter ?? self.adapter).documents(for: result, in: context(scope))
    } catch {
      messages.insert(error.message)
      throw error
    }
  }

  func tell(_ fault: RenderFault) { messages.insert(fault.message) }
}
