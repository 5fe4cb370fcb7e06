internal import AdapterKit

/// What sessions become, stage by stage: each is part of one before, so that it can be drawn.
struct FlowStages {
  enum Tone: String { case plain, ready, draft, rejected, waiting, quiet }

  struct Node {
    let label: String
    let count: Int
    let tone: Tone
    /// For the words beside the picture, which has no room for it.
    var note = ""
  }

  struct Stage {
    let title: String
    var nodes: [Node]
  }

  /// A part of one stage's node that becomes a part of the next's.
  struct Link {
    /// Of the node that it comes from.
    let stage: Int
    let from: Int
    let to: Int
    let count: Int
  }

  private(set) var stages: [Stage] = []
  private(set) var links: [Link] = []

  /// - Parameter flow: the report's.
  init(_ flow: JSONValue) {
    let items = Self.itemRows(flow)
    let itemCount = items.reduce(0) { $0 + $1.all }
    readStages(flow, itemCount)
    statusStage(items, itemCount)
    claimStage(items)
  }

  var total: Int { stages.first?.nodes.reduce(0) { $0 + $1.count } ?? 0 }

  private mutating func readStages(_ flow: JSONValue, _ itemCount: Int) {
    let earlier = flow.count("from_ledger")
    let read = flow.count("read")
    let note = "\(Figures.grouped(read)) read, \(Figures.grouped(earlier)) of earlier runs"
    let all =
      earlier == 0
      ? Node(label: "sessions read", count: read, tone: .plain)
      : Node(label: "sessions", count: read + earlier, tone: .plain, note: note)
    stages.append(Stage(title: "Sessions", nodes: [all]))
    let fates = [
      Node(label: "charge items", count: itemCount, tone: .plain),
      Node(
        label: "cancelled, nothing to bill", count: flow.count("without_charge_item"), tone: .quiet),
      Node(label: "replaced by a newer record", count: flow.count("replaced"), tone: .quiet),
      Node(label: "rejected", count: flow.count("rejected"), tone: .rejected),
    ].filter { $0.count > 0 }
    stages.append(Stage(title: "What became of them", nodes: fates))
    links += fates.enumerated().map { Link(stage: 0, from: 0, to: $0, count: $1.count) }
  }

  private struct ItemRow {
    let status: String
    let ready: Int
    let draft: Int
    let others: Int
    var all: Int { ready + draft + others }
  }

  /// The furthest on first.
  private static func itemRows(_ flow: JSONValue) -> [ItemRow] {
    let items = flow["charge_items"]
    return statuses.compactMap { status in
      items?[status.name].map {
        ItemRow(
          status: status.name, ready: $0.count("on_ready_claims"),
          draft: $0.count("on_draft_claims"), others: $0.count("on_no_claim_of_this_run"))
      }
    }
  }

  private static let statuses: [(name: String, label: String, tone: Tone)] = [
    ("claim_line_created", "on a claim", .ready),
    ("awaiting_resubmission", "awaiting resubmission", .ready),
    ("ready_to_bill", "ready to bill", .waiting),
    ("pending_authorization", "pending authorization", .waiting), ("new", "new", .waiting),
    ("on_hold", "on hold", .waiting), ("awaiting_submission", "awaiting submission", .quiet),
    ("scheduled", "scheduled", .quiet),
  ]

  private mutating func statusStage(_ items: [ItemRow], _ itemCount: Int) {
    if itemCount == 0 { return }
    let nodes = items.map { row in
      let status = Self.statuses.first { $0.name == row.status }
      return Node(
        label: status?.label ?? row.status, count: row.all, tone: status?.tone ?? .quiet)
    }
    stages.append(Stage(title: "Charge items", nodes: nodes))
    links += nodes.enumerated().map { Link(stage: 1, from: 0, to: $0, count: $1.count) }
  }

  private mutating func claimStage(_ items: [ItemRow]) {
    let ends: [(label: String, tone: Tone, count: (ItemRow) -> Int)] = [
      ("on Ready claims", .ready, { $0.ready }),
      ("on Draft claims", .draft, { $0.draft }),
      ("on earlier claims", .quiet, { $0.status == "claim_line_created" ? $0.others : 0 }),
    ]
    var nodes: [Node] = []
    for end in ends {
      let count = items.reduce(0) { $0 + end.count($1) }
      if count == 0 { continue }
      for (place, row) in items.enumerated() where end.count(row) > 0 {
        links.append(Link(stage: 2, from: place, to: nodes.count, count: end.count(row)))
      }
      nodes.append(Node(label: end.label, count: count, tone: end.tone))
    }
    if !nodes.isEmpty { stages.append(Stage(title: "Claims", nodes: nodes)) }
  }
}
