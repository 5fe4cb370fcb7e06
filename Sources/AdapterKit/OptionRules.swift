/// Where an option has its place: only beside another option of some values.
public struct OptionCondition: Sendable, Equatable {
  public let option: String
  public let values: [String]
}

/// What an option asks beyond its type. The adapter's reference page, the manifest's JSON Schema and
/// ``AdapterSpecification/ruleFaults(of:)`` go by it.
extension OptionSpecification {
  /// The manifest must set it, wherever it has a place.
  public func required() -> OptionSpecification {
    var option = self
    option.isRequired = true
    return option
  }

  /// It has a place only where another option, a choice, is one of these.
  public func only(where option: String, is values: String...) -> OptionSpecification {
    var conditioned = self
    conditioned.condition = OptionCondition(option: option, values: values)
    return conditioned
  }

  /// What its text looks like, for editors; the adapter itself says what is wrong with another.
  ///
  /// - Parameters:
  ///   - pattern: a regular expression that JavaScript, Python and Swift read alike, with `^` and `$`.
  ///   - unquoted: what fits it without quotes, where YAML makes no text of it.
  public func matching(
    _ pattern: String, unquoted: TextForm.Unquoted = .nothing
  ) -> OptionSpecification {
    var option = self
    option.form = TextForm(pattern: pattern, unquoted: unquoted)
    return option
  }

  /// Its items are objects, and never texts.
  public func takingObjects() -> OptionSpecification {
    var option = self
    option.itemsAreObjects = true
    return option
  }

  /// Texts among its items are one of these, in upper or lower case.
  public func namingItems(_ words: [String]) -> OptionSpecification {
    var option = self
    option.itemWords = words
    return option
  }

  /// As `true`, it needs a ledger in the manifest.
  public func takingLedger() -> OptionSpecification {
    var option = self
    option.takesLedger = true
    return option
  }
}

/// What a text looks like.
public struct TextForm: Sendable, Equatable {
  public let pattern: String
  public let unquoted: Unquoted

  /// Values that YAML makes a number or a switch of.
  public enum Unquoted: Sendable, Equatable {
    case nothing
    case numbers
    case integers(ClosedRange<Int>)
    case anything
    /// Anything but a digit alone.
    case twoCharacters
  }
}

extension AdapterSpecification {
  /// Options that are set where they have no place, and required ones that are not set.
  ///
  /// What hangs on an option whose value was refused is not judged.
  public func ruleFaults(of values: OptionValues) -> [OptionFault] {
    misplaced(in: values)
      + options.filter { $0.isRequired && hasPlace($0, values) && !isSet($0.name, values) }
      .map { OptionFault(option: $0.name, message: "missing: \($0.summary)") }
      + alternatives.compactMap { names in
        let options = names.compactMap(option)
        guard let first = options.first, hasPlace(first, values),
          !names.contains(where: { isSet($0, values) })
        else { return nil }
        return OptionFault(
          option: first.name, message: "missing: one of \(names.joined(separator: ", ")) is needed")
      }
  }

  /// Options that are set where they have no place.
  public func misplaced(in values: OptionValues) -> [OptionFault] {
    options.compactMap { option in
      guard let condition = option.condition, values.namesSet.contains(option.name),
        !values.namesRefused.contains(condition.option), !holds(condition, values)
      else { return nil }
      let words = condition.values.joined(separator: " or ")
      return OptionFault(
        option: option.name,
        message: "is for \(condition.option) \(words): leave it out, or set \(condition.option) to "
          + words)
    }
  }

  private func holds(_ condition: OptionCondition, _ values: OptionValues) -> Bool {
    values.text(condition.option).map(condition.values.contains) ?? false
  }

  /// Whether it is certain that the option has a place.
  private func hasPlace(_ option: OptionSpecification, _ values: OptionValues) -> Bool {
    guard let condition = option.condition else { return true }
    return !values.namesRefused.contains(condition.option) && holds(condition, values)
  }

  /// Set to something, right or wrong; an empty text is nothing.
  private func isSet(_ name: String, _ values: OptionValues) -> Bool {
    values.namesRefused.contains(name)
      || values.namesSet.contains(name) && values.text(name)?.isEmpty != true
  }
}
