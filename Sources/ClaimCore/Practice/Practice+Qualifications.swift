extension Practice {
  /// Whether a practitioner's qualifications are the same on every date.
  public func holdsQualificationsAlways(_ practitioner: Ref<Practitioner>) -> Bool {
    links.qualifications.range(practitioner.index).allSatisfy {
      links.qualifications.rows[$0].dates == .always
    }
  }
}
