public import AdapterKit
public import ClaimCore

/// Decodes blocks of one input of sessions: typed values, references resolved (REC-3), times in the
/// local zone (DATE-1, DATE-2). Any number of threads may share one.
public final class SessionDecoder: Sendable {
  let practice: Practice
  let mapping: CompiledMapping
  let zones: TimeZones
  /// Of the source.
  let plans: Table<FieldPlan>
  let identitySeed = SessionIdentity.seed
  let sentences = UnknownSentences()

  /// - Parameter absentNames: what the source lacks (`RecordReader.absentNames`).
  /// - Precondition: the mapping is of sessions.
  public init(
    _ practice: Practice, mapping: CompiledMapping, zones: TimeZones, absentNames: [String] = []
  ) {
    precondition(mapping.kind == .sessions, "reference records have a decoder of their own")
    assert(mapping.schema.fields.map(\.name) == SessionField.names, "places are the schema's")
    plans = mapping.plans(lackingIn: absentNames)
    self.practice = practice
    self.mapping = mapping
    self.zones = zones
  }

  /// - Parameters:
  ///   - block: with one slot for each of the mapping's names.
  ///   - source: its number, in the order of the manifest and then path.
  ///   - writer: this thread's, of the practice's pool.
  public func decode(
    _ block: RecordBlock, source: Int, writer: inout TextWriter
  ) -> DecodedSessions {
    withUnsafeMutablePointer(to: &writer) { writer in
      block.bytes.withUnsafeBufferPointer { bytes in
        block.slots.withUnsafeBufferPointer { slots in
          var decoder = SessionBlockDecoder(
            self, block, source: source,
            reader: FieldReader(
              mapping, plans: plans.withRows { $0 }, width: block.width, bytes: bytes,
              slots: slots, writer: writer))
          return decoder.decodeAll()
        }
      }
    }
  }
}
