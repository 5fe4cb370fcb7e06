/// Place of service (POS-1 to POS-4).
package struct PlaceOfServiceRule: BitwiseCopyable, Sendable {
  /// What said it.
  package enum Source: BitwiseCopyable, Sendable {
    /// POS-1
    case session
    /// POS-2: `pos_02_telehealth` and `pos_10_home_02_other_telehealth`
    case always02, home10Other02
    /// POS-3: by the location's type, with telecare and without
    case locationWithTelecare, location
    /// POS-4
    case telecare, nothing
  }

  /// Missing where nothing says it (POS-4).
  package let place: Text
  package let source: Source

  @inline(__always)
  init(own: Text, telecare: Bool, location: LocationType?, requirements: PlanRequirements) {
    if !own.isMissing {
      place = own
      source = .session
    } else if telecare, let telehealth = requirements.telehealthPlace {
      place = telehealth == .home10Other02 && location == .home ? Text("10") : Text("02")
      source = telehealth == .always02 ? .always02 : .home10Other02
    } else if let location {
      place = Self.place(location, telecare)
      source = telecare ? .locationWithTelecare : .location
    } else {
      place = telecare ? Text("02") : .missing
      source = telecare ? .telecare : .nothing
    }
  }

  private static func place(_ location: LocationType, _ telecare: Bool) -> Text {
    switch (location, telecare) {
    case (.home, true): Text("10")
    case (_, true): Text("02")
    case (.home, false): Text("12")
    case (.office, false): Text("11")
    case (.school, false): Text("03")
    case (.other, false): Text("99")
    }
  }
}
