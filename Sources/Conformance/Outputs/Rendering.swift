import AdapterKit
import ClaimCore
import Dispatch
import Synchronization

/// A file as it would be published.
struct RenderedFile: Equatable, Sendable {
  let path: String
  let recordCount: Int
  let bytes: [UInt8]
}

enum PieceOrder: String, CaseIterable {
  case inTurn = "one after another"
  case backwards = "last piece first"
  case threads = "on several threads"
}

extension OutputTrial {
  /// Renders every file whole.
  func files(
    _ result: BillingResult, scope: Scope = .everything, of adapter: (any DocumentMaking)? = nil,
    order: PieceOrder = .inTurn
  ) throws(RenderFault) -> [RenderedFile] {
    var files: [RenderedFile] = []
    for document in try documents(result, scope: scope, of: adapter) {
      do throws(RenderFault) {
        files.append(
          RenderedFile(
            path: document.path, recordCount: document.recordCount,
            bytes: try document.pieces(order).flatMap(\.self)))
      } catch {
        tell(error)
        throw error
      }
    }
    return files
  }
}

extension OutputDocument {
  func pieces(_ order: PieceOrder) throws(RenderFault) -> [[UInt8]] {
    switch order {
    case .inTurn:
      var pieces: [[UInt8]] = []
      for piece in 0..<pieceCount { pieces.append(try bytes(ofPiece: piece)) }
      return pieces
    case .backwards:
      var pieces: [[UInt8]] = []
      for piece in (0..<pieceCount).reversed() { pieces.append(try bytes(ofPiece: piece)) }
      return pieces.reversed()
    case .threads: return try threadedPieces()
    }
  }

  private func threadedPieces() throws(RenderFault) -> [[UInt8]] {
    let rendered = Mutex<[Int: Result<[UInt8], RenderFault>]>([:])
    DispatchQueue.concurrentPerform(iterations: pieceCount) { @Sendable number in
      let piece = pieceCount - 1 - number
      let result = Result { () throws(RenderFault) in try bytes(ofPiece: piece) }
      rendered.withLock { $0[piece] = result }
    }
    let results = rendered.withLock { $0 }
    var pieces: [[UInt8]] = []
    for piece in 0..<pieceCount {
      if let result = results[piece] { pieces.append(try result.get()) }
    }
    return pieces
  }

  func bytes(ofPiece piece: Int) throws(RenderFault) -> [UInt8] {
    var buffer = ByteBuffer()
    try render(piece, &buffer)
    return buffer.bytes
  }
}

/// Where two lists of files part; `nil` where they are the same.
func difference(_ files: [RenderedFile], _ others: [RenderedFile]) -> String? {
  if files.map(\.path) != others.map(\.path) {
    return "other files: \(others.map(\.path).joined(separator: ", "))"
  }
  for (file, other) in zip(files, others) where file != other {
    if file.recordCount != other.recordCount {
      return "\(file.path) has \(other.recordCount) records, not \(file.recordCount)"
    }
    let place = zip(file.bytes, other.bytes).enumerated().first { $0.element.0 != $0.element.1 }
    return "\(file.path) differs from byte "
      + "\(place?.offset ?? min(file.bytes.count, other.bytes.count)) on"
  }
  return nil
}
