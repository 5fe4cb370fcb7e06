import Synchronization

/// Every patient id that occurs, patients with a record first: `Session.patient` counts in it.
public final class PatientIDs: Sendable {
  public let texts: [Text]
  private let known = Mutex<[UInt32]?>(nil)

  public init(_ texts: [Text]) { self.texts = texts }

  public var count: Int { texts.count }
  public subscript(index: Int) -> Text { texts[index] }

  /// By patient: the id's place among all in order, worked out once.
  public func ranks(_ pool: TextPool) -> [UInt32] {
    known.withLock { known in
      if let known { return known }
      var ranks = [UInt32](repeating: 0, count: texts.count)
      for (rank, patient) in pool.order(of: texts).enumerated() {
        ranks[Int(patient)] = UInt32(rank)
      }
      known = ranks
      return ranks
    }
  }
}
