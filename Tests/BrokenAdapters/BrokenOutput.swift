import AdapterKit
import ClaimCore
import Glibc
import Synchronization

/// What is wrong with an output adapter; each is an adapter of that name.
enum BrokenOutput: String, CaseIterable {
  case soundOutput
  case takesAnyTitle, crashesOnNothing, writesNothing, twoOfOnePath, numbersAsRendered, onePieceOnly
  case clearsBuffer, neverTheSame, countsHeader, countsWhatItHandsOver, ignoresScope,
    ignoresFullDisk, dropsRowOfParts
  case leaksFileOfPiece, leaksProcessOfPiece, tellsNames, hangsInPiece

  var kind: OutputAdapterKind {
    OutputAdapterKind(
      specification: AdapterSpecification(
        name: rawValue, kind: .output, summary: "Broken on purpose.",
        options: [
          OptionSpecification(
            "title", .text, summary: "A title.", example: "x", refuses: ["two words"])
        ]),
      sample: { _ in OutputSample(mark: "\n") },
      make: { (options, path) throws(OptionFault) in
        if self != .takesAnyTitle, options.text("title")?.contains(" ") == true {
          throw OptionFault(option: "title", message: "must be one word")
        }
        return BrokenMaking(flaw: self, path: path)
      })
  }
}

/// A line for each charge item, spoilt.
private struct BrokenMaking: DocumentMaking {
  let flaw: BrokenOutput
  let path: String
  var paths: [String] { [path] }

  private static let rendered = Mutex(0)

  func documents(
    for result: BillingResult, in context: OutputContext
  ) throws(RenderFault) -> [OutputDocument] {
    let rows = rows(of: result, in: context)
    let flaw = flaw
    if flaw == .crashesOnNothing { _ = rows[0] }
    if flaw == .tellsNames, let first = rows.first {
      let patient = result.practice.patients[result.items[first].patient]
      throw RenderFault("no room for \(result.practice.pool.string(patient.lastName))")
    }
    var count = rows.count
    if flaw == .countsHeader { count += 1 }
    let export =
      flaw == .countsWhatItHandsOver
      ? ExportedItems(items: rows.dropLast().map(UInt32.init), areMarked: nil) : nil
    let sound = OutputDocument.rows(path: path, count: rows.count, rowsInPiece: 64) { row, buffer in
      Self.append(rows[row], of: result, flaw, to: &buffer)
    }
    let document = OutputDocument(
      path: path, recordCount: count, pieceCount: sound.pieceCount, export: export
    ) { (piece, buffer) throws(RenderFault) in
      if flaw == .onePieceOnly && piece > 0 { return }
      Self.spoil(flaw, piece, &buffer)
      try sound.render(piece, &buffer)
    }
    return flaw == .twoOfOnePath ? [document, document] : [document]
  }

  func partwise(
    of outline: RunOutline, in context: OutputContext
  ) throws(RenderFault) -> PartwiseOutput? {
    guard flaw == .soundOutput || flaw == .dropsRowOfParts else { return nil }
    return .growing([
      GrowingDocument(path: path) { part, buffer in
        var rows = rows(of: part, in: context)
        if flaw == .dropsRowOfParts { rows = rows.dropLast() }
        for row in rows { Self.append(row, of: part, flaw, to: &buffer) }
        return Growth(records: rows.count)
      }
    ])
  }

  private func rows(of result: BillingResult, in context: OutputContext) -> [Int] {
    if flaw == .writesNothing { return [] }
    let scope = ResolvedScope(
      flaw == .ignoresScope ? .everything : context.scope, in: result.practice)
    return result.items.indices.filter { row in
      let item = result.items[row]
      return scope.contains(item.dateOfService, result.session(of: item).businessUnit)
    }
  }

  private static func append(
    _ row: Int, of result: BillingResult, _ flaw: BrokenOutput, to buffer: inout ByteBuffer
  ) {
    if flaw == .numbersAsRendered || flaw == .neverTheSame {
      buffer.append(
        decimal: rendered.withLock { count in
          count += 1
          return count
        })
      buffer.append(" ")
    }
    buffer.append(result.session(of: result.items[row]).id, of: result.practice.pool)
    buffer.append("\n")
  }

  private static func spoil(_ flaw: BrokenOutput, _ piece: Int, _ buffer: inout ByteBuffer) {
    switch flaw {
    case .numbersAsRendered where piece == 0: rendered.withLock { $0 = 0 }
    case .clearsBuffer: buffer.removeAll()
    case .leaksFileOfPiece: _ = open("/dev/null", O_RDONLY)
    case .leaksProcessOfPiece:
      var process: pid_t = 0
      var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("20"), nil]
      _ = posix_spawn(&process, "/bin/sleep", nil, nil, &arguments, nil)
      for argument in arguments { free(argument) }
    case .ignoresFullDisk: throughFile(&buffer)
    case .hangsInPiece: while true { sleep(1) }
    default: break
    }
  }

  /// A line by way of a file, whatever became of it there.
  private static func throughFile(_ buffer: inout ByteBuffer) {
    guard let file = tmpfile() else { return }
    defer { fclose(file) }
    fputs("through a file", file)
    rewind(file)
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = fread(&bytes, 1, bytes.count, file)
    buffer.append(Array(bytes[..<count]))
  }
}
