import AdapterKit

/// Reads what says how an output's files are handed on: `outbox`, `hook` and placeholders in paths.
struct OutboxChecks {
  let output: CheckedObject

  func outbox() -> OutboxSettings? {
    guard let object = output.read(OutputKeys.outbox) else { return nil }
    return OutboxSettings(
      hasChecksum: object.read(OutboxKeys.checksum) != nil,
      marker: object[OutboxKeys.marker].flatMap(Self.marker),
      keepDays: object.read(OutboxKeys.keepDays), whenEmpty: object.read(OutboxKeys.whenEmpty))
  }

  /// `.done`: what a name ends in.
  private static func marker(_ value: CheckedValue) -> String? {
    guard let text = OutboxKeys.marker.read(value) else { return nil }
    let isEnding =
      text.utf8.first == UInt8(ascii: ".") && (2...32).contains(text.utf8.count)
      && text.utf8.dropFirst().allSatisfy { byte in
        isDigit(byte) || "_-".utf8.contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      }
    if !isEnding {
      value.fault(
        "\(quoted(text)) is no ending of a name: a dot, then up to 31 letters, digits, _ and -, as in "
          + ".done")
      return nil
    }
    if text.lowercased() == OutboxSettings.checksumEnding || text.lowercased() == ".tmp" {
      value.fault("\(text) is taken: name another ending, such as .done")
      return nil
    }
    return text
  }

  func hook() -> HookSettings? {
    guard let object = output.read(OutputKeys.hook) else { return nil }
    let environment = object[HookKeys.environment]?.items("a list of names of variables") ?? []
    let names = environment.compactMap { value -> String? in
      guard let name = value.text("a variable's name") else { return nil }
      if ExternalProgram.isVariableName(name) { return name }
      value.fault("\(quoted(name)) is no variable's name: letters, digits and _, no digit first")
      return nil
    }
    let command = object[HookKeys.command].flatMap(Self.command)
    func read(_ key: ManifestKey<Int>, _ value: Int) -> Int { object.read(key) ?? value }
    let timeout = read(HookKeys.timeout, 60)
    let attempts = read(HookKeys.attempts, 5)
    let backoff = read(HookKeys.backoff, 30)
    guard let command else { return nil }
    return HookSettings(
      program: command.program, arguments: command.arguments, environment: names,
      timeoutSeconds: timeout, attempts: attempts, backoffSeconds: backoff)
  }

  private static func command(
    _ value: CheckedValue
  ) -> (program: String, arguments: [PlaceholderText<HookPlaceholder>])? {
    guard let items = value.someItems("a list: the program and its arguments") else { return nil }
    var texts: [PlaceholderText<HookPlaceholder>] = []
    for item in items {
      guard let written = item.text() else { return nil }
      if written.utf8.contains(0) {
        item.fault("a NUL character, which no argument can hold")
        return nil
      }
      do throws(PlaceholderFault) {
        texts.append(try PlaceholderText(written))
      } catch {
        item.fault(error.message)
        return nil
      }
    }
    guard let first = texts.first, let program = items.first else { return nil }
    if !first.names.isEmpty {
      program.fault("a placeholder in the program's own name: only its arguments have them")
      return nil
    }
    return (first.filled { $0.rawValue }, Array(texts.dropFirst()))
  }
}

extension ManifestOutput {
  /// Faults of what only a ledger can keep, where there is none.
  func ledgerFaults(_ log: FaultLog) {
    let remedy = "add `ledger: state/ledger.sqlite` to the manifest"
    for use in templateUses {
      guard let template = try? PathTemplate(use.path) else { continue }
      for name in PathPlaceholder.allCases
      where name.needsLedger && template.names.contains(name) {
        log.add(use.mark, use.keyPath, "{\(name.rawValue)} takes a ledger, which counts: \(remedy)")
      }
    }
    if outbox != nil {
      log.add(
        marks.adapter, "\(marks.keyPath).outbox",
        "takes a ledger, which knows the files that were published: \(remedy)")
    }
    if hook != nil {
      log.add(
        marks.adapter, "\(marks.keyPath).hook",
        "takes a ledger, which keeps what is still to be done: \(remedy)")
    }
  }
}

/// Checks placeholders in the paths of an output.
enum TemplateChecks {
  /// - Parameter hasControlNumber: whether the output's adapter numbers its files.
  static func check(_ uses: [PathUse], hasControlNumber: Bool, _ log: FaultLog) {
    for use in uses {
      do throws(PlaceholderFault) {
        let template = try PathTemplate(use.path)
        if template.names.contains(.controlNumber) && !hasControlNumber {
          log.add(
            use.mark, use.keyPath,
            "{control_number}: this output has none, as it makes no batches; take {sequence}")
        }
      } catch {
        log.add(use.mark, use.keyPath, error.message)
      }
    }
  }
}

/// Reads `limits`.
enum LimitChecks {
  static func read(_ root: CheckedObject) -> RunLimits {
    guard let object = root.read(RootKeys.limits) else { return .none }
    var limits = RunLimits()
    limits.sourceMegabytes = object.read(LimitKeys.sourceMegabytes)
    limits.totalMegabytes = object.read(LimitKeys.totalMegabytes)
    limits.records = object.read(LimitKeys.records)
    limits.findings = object.read(LimitKeys.findings)
    limits.claims = object.read(LimitKeys.claims)
    limits.runSeconds = object.read(LimitKeys.runSeconds)
    limits.outputMegabytes = object.read(LimitKeys.outputMegabytes)
    return limits
  }
}
