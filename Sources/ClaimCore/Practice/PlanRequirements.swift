/// A plan's requirements (billing.md section 8), ready to apply.
struct PlanRequirements: BitwiseCopyable {
  struct Flags: OptionSet, BitwiseCopyable {
    let rawValue: UInt16
    static let referringProviderRequired = Flags(rawValue: 1 << 0)
    static let renderingTaxonomyRequired = Flags(rawValue: 1 << 1)
    static let singleClaimLinePerSession = Flags(rawValue: 1 << 2)
    static let timeOnClaimLines = Flags(rawValue: 1 << 3)
    static let splitClaimsByModifiers = Flags(rawValue: 1 << 4)
    static let doNotSplitByPlaceOfService = Flags(rawValue: 1 << 5)
  }

  enum TelehealthPlace: BitwiseCopyable {
    case always02
    case home10Other02
  }

  var flags: Flags
  /// POS-2: where a telehealth session is said to be; of two, the first that the plan names.
  var telehealthPlace: TelehealthPlace?
  /// Rows of the practice's modifier requirements, in the order of the plan's list.
  var modifiers: Span32

  private init(flags: Flags, modifiers: Span32) {
    self.flags = flags
    self.modifiers = modifiers
  }

  static let none = PlanRequirements(flags: [], modifiers: Span32(start: 0, count: 0))
}

/// `modifier:…`: a modifier that a plan wants, and when.
package struct ModifierRequirement: BitwiseCopyable, Sendable {
  package enum Condition: BitwiseCopyable, Sendable {
    case always
    case telehealth
    case qualification(Text)
    case location(LocationType)
  }
  var modifier: Text
  var condition: Condition
}

/// One entry of a plan's `requirements` list, as written.
public enum PlanRequirement: Sendable, Equatable {
  case flag(UInt16)
  case telehealthAt02
  case telehealthAt10Or02
  case modifier(String)
  case modifierAtTelehealth(String)
  case modifierByQualification(String, qualification: String)
  case modifierByLocation(String, LocationType)

  /// How each known requirement is written, for the error that names them.
  public static let forms = [
    "modifier_95_telehealth", "modifier_GT_telehealth", "modifier:XX",
    "modifier:XX:qualification:Q", "modifier:XX:location:TYPE", "pos_02_telehealth",
    "pos_10_home_02_other_telehealth", "referring_provider_required",
    "rendering_taxonomy_required", "single_claim_line_per_session", "time_on_claim_lines",
    "split_claims_by_modifiers", "do_not_split_by_place_of_service",
  ]

  private static let flags: [String: PlanRequirements.Flags] = [
    "referring_provider_required": .referringProviderRequired,
    "rendering_taxonomy_required": .renderingTaxonomyRequired,
    "single_claim_line_per_session": .singleClaimLinePerSession,
    "time_on_claim_lines": .timeOnClaimLines,
    "split_claims_by_modifiers": .splitClaimsByModifiers,
    "do_not_split_by_place_of_service": .doNotSplitByPlaceOfService,
  ]

  /// `nil` where it is none of the known ones. Words in any case; modifiers and qualifications as
  /// written.
  public init?(_ written: String) {
    let parts = written.split(separator: ":", omittingEmptySubsequences: false).map(Self.trimmed)
    let word = parts[0].lowercased()
    switch (word, parts.count) {
    case ("modifier_95_telehealth", 1): self = .modifierAtTelehealth("95")
    case ("modifier_gt_telehealth", 1): self = .modifierAtTelehealth("GT")
    case ("pos_02_telehealth", 1): self = .telehealthAt02
    case ("pos_10_home_02_other_telehealth", 1): self = .telehealthAt10Or02
    case ("modifier", 2) where !parts[1].isEmpty: self = .modifier(parts[1])
    case ("modifier", 4...) where !parts[1].isEmpty:
      // A qualification may itself hold a colon.
      let condition = parts[3...].joined(separator: ":")
      switch parts[2].lowercased() {
      case "qualification" where !condition.isEmpty:
        self = .modifierByQualification(parts[1], qualification: condition)
      case "location":
        guard let type = LocationType(rawValue: condition.lowercased()) else { return nil }
        self = .modifierByLocation(parts[1], type)
      default: return nil
      }
    case (_, 1):
      guard let flag = Self.flags[word] else { return nil }
      self = .flag(flag.rawValue)
    default: return nil
    }
  }

  private static func trimmed(_ part: Substring) -> String {
    var part = part
    while part.first == " " { part.removeFirst() }
    while part.last == " " { part.removeLast() }
    return String(part)
  }
}

extension PlanRequirements {
  /// - Parameters:
  ///   - list: a plan's requirements joined by `;`; unknown ones were rejected before.
  ///   - modifiers: the practice's modifier requirements so far.
  init(_ list: Text, writer: inout TextWriter, modifiers: inout [ModifierRequirement]) {
    flags = []
    let start = modifiers.count
    for word in writer.pool.string(list).split(separator: ";") {
      switch PlanRequirement(String(word)) {
      case .flag(let flag): flags.formUnion(Flags(rawValue: flag))
      case .telehealthAt02: telehealthPlace = telehealthPlace ?? .always02
      case .telehealthAt10Or02: telehealthPlace = telehealthPlace ?? .home10Other02
      case .modifier(let modifier):
        modifiers.append(ModifierRequirement(modifier: writer.keep(modifier), condition: .always))
      case .modifierAtTelehealth(let modifier):
        modifiers.append(
          ModifierRequirement(modifier: writer.keep(modifier), condition: .telehealth))
      case .modifierByQualification(let modifier, let qualification):
        modifiers.append(
          ModifierRequirement(
            modifier: writer.keep(modifier),
            condition: .qualification(writer.keep(qualification))))
      case .modifierByLocation(let modifier, let type):
        modifiers.append(
          ModifierRequirement(modifier: writer.keep(modifier), condition: .location(type)))
      case nil: break
      }
    }
    self.modifiers = Span32(start: start, count: modifiers.count - start)
  }
}
