internal import AdapterKit

/// Units and money, by payer and by billing rule.
extension PageSection {
  static let money = PageSection(
    id: "money", title: "Money",
    isShown: { content in content["claims_by_payer"] != nil },
    write: { content, html in
      let rows = MoneyRow.rows(of: content)
      if rows.isEmpty { return html.line("p", text: "This run made no claims.") }
      byPayer(rows, &html)
      byRule(rows, &html)
    })

  /// More payers than these are folded away, so that what follows is found.
  private static let shownPayers = 12

  private static func byPayer(_ rows: [MoneyRow], _ html: inout HTMLWriter) {
    let total = MoneyRow(total: rows, name: "All")
    // One alone is no shorter folded.
    if rows.count <= shownPayers + 1 {
      return table("Claims by payer", rows + [total], &html)
    }
    let others = Array(rows.dropFirst(shownPayers))
    let further = MoneyRow(total: others, name: "Further payers", isTotal: false)
    table("Claims by payer", rows.prefix(shownPayers) + [further, total], &html)
    html.details {
      $0.text("Further payers: \(Figures.counted(others.count, "row"))")
    } content: {
      table("Claims of the further payers", others, &$0)
    }
  }

  private static func table(_ caption: String, _ rows: [MoneyRow], _ html: inout HTMLWriter) {
    html.table(
      caption: caption,
      [
        Column("Payer", .header), Column("Ready claims", .number),
        Column("Ready to submit", .number), Column("Draft claims", .number),
        Column("Draft", .number), Column("Units", .number),
      ], rows, isTotal: \.isTotal
    ) { row, column, cell in
      switch column {
      case 0: row.writeName(&cell)
      case 1: cell.text(Figures.grouped(row.ready.count))
      case 2: cell.text(row.ready.dollars)
      case 3: cell.text(Figures.grouped(row.draft.count))
      case 4: cell.text(row.draft.dollars)
      default: cell.text(Figures.grouped(row.rules.reduce(0) { $0 + $1.units }))
      }
    }
  }

  private struct RuleRow {
    let payer: MoneyRow
    let rule: MoneyRow.Rule
  }

  private static func byRule(_ rows: [MoneyRow], _ html: inout HTMLWriter) {
    let all = rows.flatMap { row in row.rules.map { RuleRow(payer: row, rule: $0) } }
    html.details {
      $0.text("Units and money by payer and billing rule")
    } content: { body in
      body.table(
        caption: "Charge items on claims, Draft claims included",
        [
          Column("Payer", .header), Column("Rule"), Column("Charge items", .number),
          Column("Units", .number), Column("Billed", .number),
        ], all
      ) { row, column, cell in
        switch column {
        case 0: row.payer.writeName(&cell)
        case 1: cell.text(MoneyRow.ruleNames[row.rule.name] ?? row.rule.name)
        case 2: cell.text(Figures.grouped(row.rule.items))
        case 3: cell.text(Figures.grouped(row.rule.units))
        default: cell.text(row.rule.billed.dollars)
        }
      }
    }
  }
}

/// A payer's claims, all others', or the total.
struct MoneyRow {
  /// In cents, so that a total can be made; `nil` where it can't be held.
  struct Amount {
    var count = 0
    var cents: Int? = 0

    var dollars: String {
      guard let cents else { return "—" }
      let rest = cents % 100
      return "$\(Figures.grouped(cents / 100)).\(rest < 10 ? "0" : "")\(rest)"
    }

    mutating func add(_ other: Amount) {
      count += other.count
      cents = other.cents.flatMap { more in
        cents.flatMap {
          let (sum, overflow) = $0.addingReportingOverflow(more)
          return overflow ? nil : sum
        }
      }
    }
  }

  struct Rule {
    let name: String
    let items: Int
    let units: Int
    let billed: Amount
  }

  static let ruleNames = [
    "commercial": "Commercial", "ama": "AMA", "medicare": "Medicare", "not_specified": "None",
  ]

  /// `nil` for what no single payer is.
  private let id: String?
  private let name: String
  private(set) var isTotal = false
  private(set) var ready = Amount()
  private(set) var draft = Amount()
  private(set) var rules: [Rule] = []

  static func rows(of content: ReportContent) -> [MoneyRow] {
    guard let table = content["claims_by_payer"] else { return [] }
    var rows = (table["payers"]?.array ?? []).map {
      MoneyRow($0, id: $0["payer_id"]?.text, name: $0["name"]?.text ?? "")
    }
    if let others = table["others"], others.members != nil {
      rows.append(
        MoneyRow(
          others, id: nil, name: "\(Figures.counted(others.count("payers"), "other payer"))"))
    }
    if let none = table["without_payer"], none.members != nil {
      rows.append(MoneyRow(none, id: nil, name: "No payer known"))
    }
    return rows
  }

  init(_ json: JSONValue, id: String?, name: String) {
    self.id = id
    self.name = name
    ready = Self.claims(json["ready_to_submit"])
    draft = Self.claims(json["draft"])
    rules = (json["by_rule"]?.members ?? []).map { rule, items in
      Rule(
        name: rule, items: items.count("charge_items"), units: items.count("units"),
        billed: Amount(count: 0, cents: Self.cents(items["billed"]?.text)))
    }
  }

  init(total rows: [MoneyRow], name: String, isTotal: Bool = true) {
    id = nil
    self.name = name
    self.isTotal = isTotal
    for row in rows {
      ready.add(row.ready)
      draft.add(row.draft)
      rules += row.rules
    }
  }

  func writeName(_ html: inout HTMLWriter) {
    guard let id else { return html.text(name) }
    if name.isEmpty { return html.value(id) }
    html.value(name)
    html.text(" ")
    html.element("small") { $0.value(id) }
  }

  private static func claims(_ json: JSONValue?) -> Amount {
    Amount(count: json?.count("claims") ?? 0, cents: cents(json?["total_billed"]?.text))
  }

  /// `12.50` → 1250
  private static func cents(_ decimal: String?) -> Int? {
    decimal.flatMap { Int($0.filter { $0 != "." }) }
  }
}
