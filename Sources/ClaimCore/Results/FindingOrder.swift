extension [Finding] {
  /// By place, then code, then session: the same however the work was shared out.
  public func inOrder(of pool: TextPool) -> [Finding] {
    let ranks = Dictionary(
      uniqueKeysWithValues: FindingCode.allCases.enumerated().map { ($1, $0) })
    return indices.sorted { left, right in
      let (a, b) = (self[left], self[right])
      if a.position != b.position {
        return (a.position.source, a.position.record) < (b.position.source, b.position.record)
      }
      if a.code != b.code { return ranks[a.code, default: 0] < ranks[b.code, default: 0] }
      let session = pool.compare(a.session, b.session)
      return session != 0 ? session < 0 : left < right
    }.map { self[$0] }
  }
}
