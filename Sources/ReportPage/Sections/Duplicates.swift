internal import AdapterKit

/// Groups of sessions that may be one, and why each is held or billed.
extension PageSection {
  static let duplicates = PageSection(
    id: "duplicates", title: "Duplicates",
    isShown: { $0.duplicateGroups > 0 },
    write: { content, html in
      let groups = content["duplicates"]?["first"]?.array ?? []
      html.line(
        "p",
        text:
          "Sessions of one patient, day and service. What is billed already may need a corrected "
          + "claim once the others are submitted; cancel what was recorded twice.")
      html.list(groups, shown: 10, "groups") { write($0, &$1) }
      html.more(groups.count, of: content.duplicateGroups, reportPath(content))
    })

  private static func reportPath(_ content: ReportContent) -> String? {
    (content["outputs"]?.array ?? []).first { $0["adapter"] == .text("duplicates_report") }?[
      "path"]?.text
  }

  private static func write(_ group: JSONValue, _ html: inout HTMLWriter) {
    let members = group["first"]?.array ?? []
    html.details { summary in
      summary.count(group.count("sessions"))
      summary.text("Patient ")
      summary.code(group["patient_id"]?.text ?? "")
      summary.text(", ")
      summary.value(group["date_of_service"]?.text ?? "")
      summary.text(", service ")
      summary.code(group["service_code"]?.text ?? "")
    } content: { body in
      body.table(
        caption: "Sessions of this group",
        [
          Column("Session", .header), Column("Charge item"), Column("Why"),
          Column("Same place of service"),
        ], members
      ) { member, column, cell in
        switch column {
        case 0: cell.code(member["session_id"]?.text ?? "")
        case 1: cell.text(Figures.words(member["charge_item_status"]?.text ?? ""))
        case 2: cell.text(reason(member))
        default: cell.text(member["same_place_of_service"]?.boolean == true ? "Yes" : "No")
        }
      }
      body.more(members.count, of: group.count("sessions"), nil)
    }
  }

  private static func reason(_ member: JSONValue) -> String {
    if member["role"] == .text("awaiting_submission") {
      return "Not submitted yet: submit it, or cancel it"
    }
    switch member["not_approved_for"]?.text {
    case "duplicate": return "Stays New: others of its day and service are billed or not submitted"
    case "zero_units": return "Not approved: it comes to 0 units"
    case "billed_externally": return "Not approved: it was billed externally"
    default: break
    }
    switch member["charge_item_status"]?.text {
    case "on_hold": return "Held by a person"
    case "pending_authorization": return "Waits for an authorization"
    case "new": return "Not approved yet"
    default: return "Billable: goes on as its status says"
    }
  }
}
