public import ClaimCore

/// Turns a run's result into the bytes of one or more files.
///
/// It writes none of its files itself: the pipeline renders the pieces, on any thread and in any
/// order, joins them in order and publishes each file whole or not at all (formats.md section 6).
/// The same result and context give the same bytes. A format that can't be made piece by piece may
/// pass through temporary files without a name, which nothing is left of.
///
/// A type of this protocol is an adapter that Swift code brings: it joins a registry as
/// `OutputAdapterKind(MyAdapter.self)`.
public protocol OutputAdapter: DocumentMaking {
  static var specification: AdapterSpecification { get }

  /// What validations the adapter can bring, for its reference page.
  static var validations: [any ClaimValidation.Type] { get }

  /// What `claimpipe adapters test` may know of its files under these options.
  static func sample(_ options: OptionValues) -> OutputSample?

  /// - Parameters:
  ///   - options: checked against the specification.
  ///   - path: the output's path as the manifest has it.
  init(options: OptionValues, path: String) throws(OptionFault)
}

/// An adapter with its options and path settled: makes a run's documents.
public protocol DocumentMaking: Sendable {
  /// The files that this output publishes as far as they are known before anything is read.
  var paths: [String] { get }

  /// Ids of payers that the options name; a run says which of them no record has.
  var namedPayers: [String] { get }

  /// What this output asks of claims, beside the contract: one that does not pass is Draft.
  func checks(in context: OutputContext) -> ClaimChecks

  /// The option that asks for something that only a ledger can keep; a run without one refuses it.
  var needsLedger: OptionFault? { get }

  /// Looks, for `check`, at what only a run would find: such as a program that can't be started.
  func checkReadiness() throws(RenderFault)

  /// The files, in the order in which they take their places; ``OutputContext/scope`` says what of
  /// the result is theirs.
  ///
  /// - Throws: what keeps the documents from being made at all; nothing of the run is published then.
  func documents(
    for result: BillingResult, in context: OutputContext
  ) throws(RenderFault) -> [OutputDocument]

  /// How the same documents are made of a result that comes in parts; `nil` where the output has to see
  /// the whole of it first.
  func partwise(
    of outline: RunOutline, in context: OutputContext
  ) throws(RenderFault) -> PartwiseOutput?
}

extension OutputAdapter {
  public static var validations: [any ClaimValidation.Type] { [] }
  public static func sample(_ options: OptionValues) -> OutputSample? { nil }
}

extension DocumentMaking {
  public var namedPayers: [String] { [] }
  public func checks(in context: OutputContext) -> ClaimChecks { ClaimChecks() }
  public var needsLedger: OptionFault? { nil }
  public func checkReadiness() throws(RenderFault) {}
  public func partwise(
    of outline: RunOutline, in context: OutputContext
  ) throws(RenderFault) -> PartwiseOutput? { nil }
}

/// What an output may say about the run itself.
public struct OutputContext: Sendable {
  public let pipeline: String
  /// When the run began, in the manifest's zone.
  public let moment: Moment
  /// The manifest's zone: an IANA name.
  public let timeZone: String
  /// Dates and business units that the manifest, the command and this output left over.
  public let scope: Scope

  /// The least number that a batch may have: a ledger knows those that were given (CLM-8).
  public let firstControlNumber: Int

  public init(
    pipeline: String, moment: Moment, timeZone: String = "UTC", scope: Scope,
    firstControlNumber: Int = 1
  ) {
    self.pipeline = pipeline
    self.moment = moment
    self.timeZone = timeZone
    self.scope = scope
    self.firstControlNumber = firstControlNumber
  }

  /// The run's date, in the manifest's zone.
  public var date: CivilDate { moment.date }
}

/// One file to publish: pieces that may be rendered at once and are joined in order.
public struct OutputDocument: Sendable {
  /// Relative to the manifest, with the placeholders that the manifest has.
  public var path: String
  /// Whether it is for people beside what the output is about, such as Draft claims: nobody is told
  /// of it, and no hook is run for it.
  public var isAside = false
  /// Records in it: rows, or claims.
  public let recordCount: Int
  public let pieceCount: Int
  /// The claims transaction that the document is, if it is one with claims (CLM-8).
  public let batch: ClaimsTransaction?
  /// The control number of the transaction that the document is a further part of, if it is.
  public let partOfBatch: Int?
  /// The charge items that the document hands over to be billed elsewhere, if it does (EXP-3).
  public let export: ExportedItems?
  /// Appends one piece, on any thread, several at once. The first and the last bring header and
  /// footer with them.
  public let render: Render

  public typealias Render =
    @Sendable (_ piece: Int, _ buffer: inout ByteBuffer) throws(RenderFault) -> Void

  public init(
    path: String, recordCount: Int, pieceCount: Int, batch: ClaimsTransaction? = nil,
    partOfBatch: Int? = nil, export: ExportedItems? = nil, render: @escaping Render
  ) {
    self.path = path
    self.recordCount = recordCount
    self.pieceCount = pieceCount
    self.batch = batch
    self.partOfBatch = partOfBatch
    self.export = export
    self.render = render
  }
}

extension OutputDocument {
  /// The same as a document that stands beside what the output is about.
  public var aside: OutputDocument {
    var copy = self
    copy.isAside = true
    return copy
  }
}

/// Charge items that a document hands over, and whether to mark them as billed externally (EXP-3).
public struct ExportedItems: Sendable {
  /// What the manifest says; `nil` where it says nothing.
  public let areMarked: Bool?
  /// Calls its argument with each of them: rows of `BillingResult.items`, ascending.
  public let forEachItem: @Sendable (_ body: (UInt32) -> Void) -> Void

  public init(
    areMarked: Bool?, forEachItem: @escaping @Sendable (_ body: (UInt32) -> Void) -> Void
  ) {
    self.areMarked = areMarked
    self.forEachItem = forEachItem
  }

  public init(items: [UInt32], areMarked: Bool?) {
    self.init(areMarked: areMarked) { body in items.forEach(body) }
  }

  public var count: Int {
    var count = 0
    forEachItem { _ in count += 1 }
    return count
  }
}

/// A batch of Ready to Submit claims (CLM-8).
public struct ClaimsTransaction: Sendable {
  public let controlNumber: Int
  /// Rows of `BillingResult.claims`; at least one.
  public let claims: [UInt32]

  public init?(controlNumber: Int, claims: [UInt32]) {
    if claims.isEmpty { return nil }
    self.controlNumber = controlNumber
    self.claims = claims
  }
}

/// A document that its format can't hold.
public struct RenderFault: Error, Sendable, Equatable {
  /// What is wrong, and what would be right; ids, never names, birth dates or member ids.
  public let message: String

  public init(_ message: String) { self.message = message }

  /// What fails in `body`, as a document that can't be made.
  public static func catching<Result>(_ body: () throws -> Result) throws(RenderFault) -> Result {
    do {
      return try body()
    } catch let fault as RenderFault {
      throw fault
    } catch {
      throw RenderFault("\(error)")
    }
  }
}
