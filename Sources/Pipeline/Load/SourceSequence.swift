internal import AdapterKit
internal import ByteIO
internal import Manifests

/// Sources one after another, for ``OrderedWork``: threads go on to the next source while blocks of
/// the one before are still decoded, so that many small files keep them as busy as one large one.
final class SourceSequence<Decoder: Sendable> {
  /// A source with what decodes its records.
  struct Opened: Sendable {
    let source: QuarantineSource
    let decoder: Decoder
  }

  enum Item: Sendable {
    case block(UnreadBlock, Opened)
    /// Every block of the source was handed out.
    case end(Opened)
  }

  private let run: PreparedRun
  private let limits: LimitGuard?
  private let decoder: (PreparedRun.Input, _ absentNames: [String]) -> Decoder
  /// Of the input and its source that come next.
  private var place = (input: 0, source: 0)
  private let inputs: [PreparedRun.Input]
  private var opened: Opened?

  /// - Parameters:
  ///   - inputs: in the order in which they are read.
  ///   - decoder: made once for each source.
  init(
    of inputs: [PreparedRun.Input], in run: PreparedRun, limits: LimitGuard?,
    decoder: @escaping (PreparedRun.Input, _ absentNames: [String]) -> Decoder
  ) {
    self.inputs = inputs
    self.run = run
    self.limits = limits
    self.decoder = decoder
  }

  /// The next block or end; opens the next source when it is its turn. One thread at a time.
  func next() throws -> Item? {
    if opened == nil { opened = try openNext() }
    guard let opened else { return nil }
    if let block = try opened.source.blocks.next() { return .block(block, opened) }
    self.opened = nil
    return .end(opened)
  }

  private func openNext() throws -> Opened? {
    while place.input < inputs.count, place.source == inputs[place.input].manifest.sources.count {
      place = (place.input + 1, 0)
    }
    guard place.input < inputs.count else { return nil }
    let input = inputs[place.input]
    let name = input.manifest.sources[place.source]
    let source = QuarantineSource(
      number: input.firstSource + place.source, name: name,
      blocks: try SourceBlocks(input, name, in: run, limits: limits))
    place.source += 1
    return Opened(
      source: source, decoder: decoder(input, source.blocks.reader.absentNames))
  }
}

extension LoadStage {
  /// Reads every source of some inputs; what comes of a block is consumed in the order of inputs,
  /// sources and blocks.
  ///
  /// - Returns: the limit that a source exceeded, where nothing more is read.
  func forEachBlock<Decoder: Sendable, Decoded: Sendable>(
    of inputs: [PreparedRun.Input],
    decoder: @escaping (PreparedRun.Input, _ absentNames: [String]) -> Decoder,
    decode: @Sendable (RecordBlock, Decoder, QuarantineSource) -> Decoded,
    consume: @Sendable (Decoded, QuarantineSource) throws -> Void
  ) throws -> LimitFault? {
    // OrderedWork asks for items on one thread at a time.
    nonisolated(unsafe) let sources = SourceSequence(
      of: inputs, in: run, limits: limits, decoder: decoder)
    let quarantine = quarantine
    do {
      try work.forEach(
        next: { try sources.next() },
        transform: { item -> (QuarantineSource, Decoded?) in
          switch item {
          case .block(let block, let opened):
            (opened.source, decode(try block.read(), opened.decoder, opened.source))
          case .end(let opened): (opened.source, nil)
          }
        },
        consume: { source, decoded in
          guard let decoded else { return try quarantine.finish(source) }
          try consume(decoded, source)
        })
      return nil
    } catch {
      guard let fault = limits?.limit(behind: error) else { throw error }
      try quarantine.finish()
      return fault
    }
  }
}
