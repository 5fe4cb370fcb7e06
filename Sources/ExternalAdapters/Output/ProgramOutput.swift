import AdapterKit
import ByteIO
import ClaimCore

/// What a program of an output made.
struct ProgramOutput {
  let files: [SpooledFiles.File]
  let spool: NamelessFile
  let end: ReplyReader.End

  private static let pieceSize = 1 << 20

  /// The files as documents, in their order.
  ///
  /// - Parameters:
  ///   - path: the output's, in whose folder the names are.
  ///   - batch: what was sent to the program, if it was claims. The file that says so is the batch,
  ///     else the first; the others are parts of it.
  ///   - export: charge items that were sent to it.
  func documents(
    path: String, batch: ClaimsTransaction?, export: ExportedItems?
  ) -> [OutputDocument] {
    let main = files.firstIndex(where: \.isBatch) ?? 0
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return files.indices.map { index in
      let file = files[index]
      return document(
        file.bytes, path: file.name.map { folder + $0 } ?? path,
        records: file.records ?? (index == main ? end.records : 0),
        batch: index == main ? batch : nil,
        partOfBatch: index == main ? nil : batch?.controlNumber,
        export: index == main ? export : nil)
    }
  }

  private func document(
    _ bytes: Range<Int>, path: String, records: Int, batch: ClaimsTransaction?, partOfBatch: Int?,
    export: ExportedItems?
  ) -> OutputDocument {
    OutputDocument(
      path: path, recordCount: records,
      pieceCount: max(1, (bytes.count + Self.pieceSize - 1) / Self.pieceSize), batch: batch,
      partOfBatch: partOfBatch, export: export
    ) { [spool] (piece, buffer) throws(RenderFault) in
      let start = bytes.lowerBound + piece * Self.pieceSize
      do throws(OutputFault) {
        try spool.read(start..<min(start + Self.pieceSize, bytes.upperBound), into: &buffer)
      } catch {
        throw ExternalOutput.fault(error)
      }
    }
  }
}
