import AdapterKit

/// Reads `limits` of an adapter file.
enum AdapterFileLimits {
  private static let inputKeys = [
    "idle_seconds", "total_seconds", "memory_megabytes", "max_record_bytes",
  ]
  private static let outputKeys = [
    "idle_seconds", "total_seconds", "memory_megabytes", "max_record_bytes", "output_megabytes",
    "output_files",
  ]

  static func read(
    _ value: CheckedValue?, kind: AdapterSpecification.Kind?
  ) -> ProgramLimits {
    var limits = ProgramLimits()
    let keys = kind == .input ? inputKeys : outputKeys
    guard let object = value?.object(keys: keys, "an object with \(keys.joined(separator: ", "))")
    else { return limits }
    func take(_ key: String, _ range: ClosedRange<Int>, _ path: WritableKeyPath<ProgramLimits, Int>)
    {
      if let number = object.optional(key)?.integer(in: range) { limits[keyPath: path] = number }
    }
    take("idle_seconds", ProgramLimits.secondsRange, \.idleSeconds)
    take("total_seconds", ProgramLimits.secondsRange, \.totalSeconds)
    take("memory_megabytes", ProgramLimits.memoryRange, \.memoryMegabytes)
    take("max_record_bytes", ProgramLimits.lineRange, \.lineBytes)
    take("output_files", ProgramLimits.filesRange, \.outputFiles)
    if let megabytes = object.optional("output_megabytes")?.integer(in: ProgramLimits.outputRange) {
      limits.outputBytes = megabytes << 20
    }
    return limits
  }
}
