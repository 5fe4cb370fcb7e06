/// Place of service (POS-1 to POS-4).
enum PlaceOfServiceRule {
  /// Missing where nothing says it (POS-4).
  static func place(
    own: Text, telecare: Bool, location: LocationType?, requirements: PlanRequirements
  ) -> Text {
    if !own.isMissing { return own }
    if telecare {
      switch requirements.telehealthPlace {
      case .always02: return Text("02")
      case .home10Other02: return location == .home ? Text("10") : Text("02")
      case nil: break
      }
    }
    switch (location, telecare) {
    case (.home, true): return Text("10")
    case (_, true): return Text("02")
    case (.home, false): return Text("12")
    case (.office, false): return Text("11")
    case (.school, false): return Text("03")
    case (.other, false): return Text("99")
    case (nil, false): return .missing
    }
  }
}
