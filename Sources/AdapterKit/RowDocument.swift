extension OutputDocument {
  /// A document of rows, cut into pieces that threads render at once.
  ///
  /// - Parameters:
  ///   - path: relative to the manifest.
  ///   - count: rows; also the document's ``recordCount``.
  ///   - rowsInPiece: how many are rendered together; the bytes do not depend on it.
  ///   - head: appends what stands before the first row.
  ///   - tail: appends what stands behind the last row.
  ///   - row: appends the row of a number, from 0, on any thread.
  public static func rows(
    path: String, count: Int, rowsInPiece: Int = 4096,
    head: @escaping @Sendable (inout ByteBuffer) -> Void = { _ in },
    tail: @escaping @Sendable (inout ByteBuffer) -> Void = { _ in },
    row: @escaping @Sendable (_ number: Int, _ buffer: inout ByteBuffer) throws(RenderFault) -> Void
  ) -> OutputDocument {
    let size = max(1, rowsInPiece)
    let pieceCount = max(1, (count + size - 1) / size)
    return OutputDocument(path: path, recordCount: count, pieceCount: pieceCount) {
      (piece, buffer) throws(RenderFault) in
      if piece == 0 { head(&buffer) }
      for number in (piece * size)..<min((piece + 1) * size, count) { try row(number, &buffer) }
      if piece == pieceCount - 1 { tail(&buffer) }
    }
  }
}
