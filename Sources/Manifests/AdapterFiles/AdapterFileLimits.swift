import AdapterKit

/// Reads `limits` of an adapter file.
enum AdapterFileLimits {
  static func read(
    _ value: CheckedValue?, kind: AdapterSpecification.Kind?
  ) -> ProgramLimits {
    var limits = ProgramLimits()
    let keys = AdapterLimitKeys.object.keyNames.filter {
      kind != .input || !AdapterLimitKeys.ofOutputs.contains($0)
    }
    guard var object = value?.object("an object with \(keys.joined(separator: ", "))") else {
      return limits
    }
    object.known = keys
    object.refuseKeys(notIn: keys)
    limits.idleSeconds = object.read(AdapterLimitKeys.idle) ?? limits.idleSeconds
    limits.totalSeconds = object.read(AdapterLimitKeys.total) ?? limits.totalSeconds
    limits.memoryMegabytes = object.read(AdapterLimitKeys.memory) ?? limits.memoryMegabytes
    limits.lineBytes = object.read(AdapterLimitKeys.line) ?? limits.lineBytes
    if kind == .input { return limits }
    limits.outputFiles = object.read(AdapterLimitKeys.files) ?? limits.outputFiles
    if let megabytes = object.read(AdapterLimitKeys.output) {
      limits.outputBytes = megabytes << 20
    }
    return limits
  }
}
