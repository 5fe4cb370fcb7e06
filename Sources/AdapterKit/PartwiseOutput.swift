public import ClaimCore

/// How an output takes a result that comes in parts, while later patients are still being billed: then
/// nobody has to keep the whole of it.
///
/// A part is a result of its own, of some patients in the order of the whole; its rows count from its
/// first. The documents are, byte for byte, those that ``DocumentMaking/documents(for:in:)`` makes.
public enum PartwiseOutput: Sendable {
  /// What a document gets of a part is ready with the part.
  case growing([GrowingDocument])
  /// Something is kept of every part, and the documents are made at the end.
  case gathering(any PartGathering)
}

/// A document in the order of the patients, that grows with every part.
public struct GrowingDocument: Sendable {
  /// As ``OutputDocument/path``.
  public let path: String
  /// As ``OutputDocument/isAside``.
  public let isAside: Bool
  /// The claims transaction's, where the document is one once it has a claim (CLM-8).
  public let controlNumber: Int?
  /// Appends what a part brings, on any thread, several at once.
  public let render: Render

  public typealias Render =
    @Sendable (_ part: BillingResult, _ buffer: inout ByteBuffer) throws(RenderFault) -> Growth

  public init(
    path: String, isAside: Bool = false, controlNumber: Int? = nil, render: @escaping Render
  ) {
    self.path = path
    self.isAside = isAside
    self.controlNumber = controlNumber
    self.render = render
  }
}

/// What a document grew by.
public struct Growth: Sendable {
  public private(set) var records: Int
  /// What the records are billed at, where they are claims; `nil` past what can be held.
  public private(set) var billed: Money?
  /// Of a claims transaction: the claims that a part brought to it, each a record, as rows of the
  /// part's, ascending.
  public let claims: [UInt32]

  public init(records: Int = 0, billed: Money? = .zero, claims: [UInt32] = []) {
    self.records = records
    self.billed = billed
    self.claims = claims
  }

  /// Adds the records that came behind it.
  public mutating func add(_ other: Growth) {
    records += other.records
    billed = other.billed.flatMap { billed?.adding($0) }
  }
}

/// Keeps of every part what its documents are made of.
public protocol PartGathering: Sendable {
  /// Looks at a part, on any thread, several at once.
  ///
  /// - Returns: what keeps it; called once, for one part after the other in their order.
  func gather(_ part: BillingResult) throws(RenderFault) -> Keep

  /// What the manifest says of marking charge items that the documents hand over as billed externally
  /// (EXP-3); `nil` where it says nothing, false where they hand none over.
  var marksItems: Bool? { get }

  /// The documents, once all parts were kept. None of them is a claims transaction.
  ///
  /// - Parameter whole: all parts in one, where items may be marked.
  func documents(of whole: BillingResult?) throws(RenderFault) -> [OutputDocument]

  typealias Keep = @Sendable () throws(RenderFault) -> Void
}

/// What is known of a run before its first patient is billed.
public struct RunOutline: Sendable {
  public let practice: Practice
  public let patientIDs: PatientIDs
  public let settings: BillingSettings
  /// Where rows go that memory is too small for.
  public let spill: Spill
  public let sessionCount: Int
  public let samples: SessionSamples

  public init(
    practice: Practice, patientIDs: PatientIDs, settings: BillingSettings, spill: Spill,
    sessionCount: Int, samples: SessionSamples
  ) {
    self.practice = practice
    self.patientIDs = patientIDs
    self.settings = settings
    self.spill = spill
    self.sessionCount = sessionCount
    self.samples = samples
  }
}
