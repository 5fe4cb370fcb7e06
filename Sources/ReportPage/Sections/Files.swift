internal import AdapterKit

extension PageSection {
  /// What came in: by source, and by record where there is more to say.
  static let input = PageSection(
    id: "read", title: "What came in", isShown: { _ in true },
    write: { content, html in
      html.table(
        caption: "Sources, in the manifest's order",
        [
          Column("Source", .header), Column("Holds"), Column("Read", .number),
          Column("Rejected", .number),
        ], content["inputs"]?.array ?? []
      ) { source, column, cell in
        switch column {
        case 0: cell.code(source["source"]?.text ?? "")
        case 1:
          cell.text(Figures.words(source["record"]?.text ?? ""))
          cell.text(", ")
          cell.value(source["adapter"]?.text ?? "")
        case 2: cell.text(Figures.grouped(source.count("read")))
        default: cell.text(Figures.grouped(source.count("rejected")))
        }
      }
      html.details {
        $0.text("What became of the records, by kind")
      } content: { body in
        body.table(
          caption: "Read = used + rejected + unchanged + replaced",
          [
            Column("Record", .header), Column("Read", .number), Column("Used", .number),
            Column("Rejected", .number), Column("Unchanged", .number), Column("Replaced", .number),
          ], content["records"]?.members ?? []
        ) { record, column, cell in
          if column == 0 { return cell.text(Figures.words(record.0)) }
          let names = ["read", "used", "rejected", "unchanged", "replaced"]
          cell.text(Figures.grouped(record.1.count(names[column - 1])))
        }
      }
    })

  /// What was written, with each file's checksum.
  static let output = PageSection(
    id: "written", title: "What was written",
    isShown: { $0["outputs"]?.array?.isEmpty == false },
    write: { content, html in
      let outputs = content["outputs"]?.array ?? []
      html.table(
        caption: "Files, in the manifest's order",
        [
          Column("File", .header), Column("Records", .number), Column("Size", .number),
          Column("Batch"),
        ], Array(outputs.prefix(most))
      ) { output, column, cell in
        switch column {
        case 0: cell.code(output["path"]?.text ?? "")
        case 1: cell.text(Figures.grouped(output.count("records")))
        case 2: cell.text(Figures.size(output.count("bytes")))
        default:
          guard let batch = output["batch"] else { return cell.text("—") }
          cell.text(
            "No. \(batch.count("control_number")): "
              + "\(Figures.counted(batch.count("claims"), "claim")), "
              + Figures.dollars(batch["total_billed"]?.text))
        }
      }
      html.more(min(most, outputs.count), of: outputs.count, nil)
      html.details {
        $0.text("SHA-256 of each file")
      } content: { body in
        body.table(
          caption: "SHA-256, as sha256sum prints it",
          [Column("File", .header), Column("SHA-256")], Array(outputs.prefix(most))
        ) { output, column, cell in
          cell.code(output[column == 0 ? "path" : "sha256"]?.text ?? "")
        }
      }
    })

  /// Files that the page names; the JSON has all.
  private static let most = 200

  /// When the run was, and how long each stage took.
  static let times = PageSection(
    id: "times", title: "Times", isShown: { $0["times"]?.members != nil },
    write: { content, html in
      guard let times = content["times"] else { return }
      let rows =
        [
          ("Began", times["started"]?.text ?? ""),
          ("Ended", times["ended"]?.text ?? ""),
          ("Took", Figures.duration(times.count("milliseconds"))),
        ]
        + (times["stages"]?.members ?? []).map {
          (Figures.words($0.0), Figures.duration($0.1.integer ?? 0))
        }
      html.table(
        caption: "UTC; up to the moment at which this report was made",
        [Column("What", .header), Column("When, or how long")], rows
      ) { row, column, cell in cell.value(column == 0 ? row.0 : row.1) }
    })
}
