internal import AdapterKit
internal import ByteIO
internal import ClaimCore

/// Which of a run's exported charge items are marked as billed externally (EXP-3).
struct ExternalMarks {
  private let result: BillingResult
  /// Rows of the result's items, each once; those of one export ascending.
  private(set) var items: [UInt32] = []
  /// Exported and on a claim, so that they are not marked.
  private(set) var findings: [Finding] = []
  private var seen = Set<UInt32>()

  init(_ result: BillingResult) { self.result = result }

  /// - Returns: whether there were any to mark.
  mutating func add(_ export: ExportedItems) -> Bool {
    let before = items.count
    export.forEachItem { if seen.insert($0).inserted { add(row: $0) } }
    return items.count > before
  }

  private mutating func add(row: UInt32) {
    let item = result.items[Int(row)]
    if item.billedExternally { return }
    if item.status.isBilled {
      let session = result.session(of: item)
      findings.append(Finding(.notMarkedOnClaim, at: session.position, session: session.id))
    } else {
      items.append(row)
    }
  }

  /// How many of an export's items could be marked.
  func count(of export: ExportedItems) -> Int {
    var count = 0
    export.forEachItem { row in
      let item = result.items[Int(row)]
      if !item.status.isBilled && !item.billedExternally { count += 1 }
    }
    return count
  }
}

/// Asks whoever sits at the terminal.
enum MarkQuestion {
  /// Whether there is somebody to ask.
  static func canBeAsked(by log: Log) -> Bool {
    !log.isQuiet && log.format == .text && isTerminal(0) && StandardStream.error.isTerminal
  }

  /// - Returns: false unless the answer is yes.
  static func ask(path: String, count: Int) -> Bool {
    let items = count == 1 ? "1 charge item" : "\(count) charge items"
    try? StandardStream.error.write(
      "mark the \(items) in \(path) that are on no claim as billed externally? [y/N] ")
    let answer = readLine()?.lowercased().filter { !$0.isWhitespace }
    return answer == "y" || answer == "yes"
  }
}
