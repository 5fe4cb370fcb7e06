/// Makes the tree of one document, and refuses what a manifest has no use for: anchors, aliases,
/// tags, merge keys, keys that are not texts, a key twice.
///
/// Hostile texts end early: aliases are never expanded, and depth and number of values are limited.
struct YAMLComposer {
  static let maximumDepth = 32
  static let maximumValues = 100_000

  /// The rest can't be read; the reason is in the log.
  struct Stop: Error {}

  private let text: [UInt8]
  private let events: YAMLEventReader
  private let log: FaultLog
  /// What to say of a file with nothing in it.
  private let emptiness: String
  private var valueCount = 0

  static let emptyManifest =
    "the manifest is empty: it needs at least version, pipeline, inputs and outputs"

  /// The tree of `text`, or `nil` where there is none; faults are in the log. A fault that is no
  /// reason to stop leaves a refused node.
  static func compose(
    _ text: [UInt8], log: FaultLog, emptiness: String = YAMLComposer.emptyManifest
  ) -> ManifestNode? {
    guard let events = YAMLEventReader(text) else {
      log.add(.start, "", "no memory to read the manifest")
      return nil
    }
    var composer = YAMLComposer(text: text, events: events, log: log, emptiness: emptiness)
    return try? composer.document()
  }

  private init(text: [UInt8], events: YAMLEventReader, log: FaultLog, emptiness: String) {
    self.text = text
    self.events = events
    self.log = log
    self.emptiness = emptiness
  }

  private mutating func document() throws(Stop) -> ManifestNode? {
    _ = try next()  // The stream's start.
    guard case .documentStart = try next().kind else { return empty() }
    let root = try node(from: next(), path: "", depth: 0)
    if case .scalar(let scalar) = root.content, scalar.isNull { return empty() }
    _ = try next()  // The document's end.
    let end = try next()
    if case .documentStart = end.kind {
      log.add(end.mark, "", "a second document begins here: a file holds one manifest")
    }
    return root
  }

  private func empty() -> ManifestNode? {
    log.add(.start, "", emptiness)
    return nil
  }

  private func next() throws(Stop) -> YAMLEvent {
    do {
      return try events.next()
    } catch {
      log.add(error.place, "", error.message(in: text))
      throw Stop()
    }
  }

  private mutating func node(from event: YAMLEvent, path: String, depth: Int) throws(Stop)
    -> ManifestNode
  {
    valueCount += 1
    guard depth <= YAMLComposer.maximumDepth, valueCount <= YAMLComposer.maximumValues else {
      let excess =
        depth > YAMLComposer.maximumDepth
        ? "values stand more than \(YAMLComposer.maximumDepth) deep inside each other"
        : "more than \(YAMLComposer.maximumValues) values"
      log.add(event.mark, "", "\(excess): this is no manifest")
      throw Stop()
    }
    refuseExtras(of: event, path: path)
    switch event.kind {
    case .scalar(let text, let isPlain):
      // The system ends a path there, and so would open another file than was checked.
      if text.utf8.contains(0) {
        log.add(event.mark, path, "a zero character, which no value can hold: take it out")
        return .refused(at: event.mark)
      }
      return ManifestNode(mark: event.mark, content: .scalar(.init(text, isPlain: isPlain)))
    case .sequenceStart:
      return try sequence(at: event.mark, path: path, depth: depth)
    case .mappingStart:
      return try mapping(at: event.mark, path: path, depth: depth)
    case .alias:
      log.add(
        event.mark, path,
        "manifests have no aliases: write the value out, or put a text that begins with * in quotes"
      )
      return .refused(at: event.mark)
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      return .refused(at: event.mark)
    }
  }

  private func refuseExtras(of event: YAMLEvent, path: String) {
    if event.hasAnchor {
      log.add(event.mark, path, "manifests have no anchors: leave out & and its name")
    }
    if event.hasTag {
      log.add(event.mark, path, "manifests have no tags: leave out ! and its name")
    }
  }

  private mutating func sequence(at mark: ManifestMark, path: String, depth: Int) throws(Stop)
    -> ManifestNode
  {
    var items: [ManifestNode] = []
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind { break }
      items.append(
        try node(from: event, path: keyPath(path, items.count), depth: depth + 1))
    }
    return ManifestNode(mark: mark, content: .sequence(items))
  }

  private mutating func mapping(at mark: ManifestMark, path: String, depth: Int) throws(Stop)
    -> ManifestNode
  {
    var entries: [ManifestNode.Entry] = []
    var seen: [String: ManifestMark] = [:]
    while true {
      let event = try next()
      if case .mappingEnd = event.kind { break }
      let key = try key(from: event, path: path, depth: depth)
      let valuePath = keyPath(path, key ?? "?")
      let value = try node(from: next(), path: valuePath, depth: depth + 1)
      guard let key else { continue }
      if let first = seen.updateValue(event.mark, forKey: key) {
        log.add(
          event.mark, valuePath, "the key stands here twice; first on line \(first.line)")
      } else {
        entries.append(.init(key: key, keyMark: event.mark, value: value))
      }
    }
    return ManifestNode(mark: mark, content: .mapping(entries))
  }

  /// The key's text, or `nil` where it was refused.
  private mutating func key(from event: YAMLEvent, path: String, depth: Int) throws(Stop)
    -> String?
  {
    let node = try node(from: event, path: path, depth: depth + 1)
    switch node.content {
    case .scalar(let scalar):
      if scalar.isPlain && scalar.text == "<<" {
        log.add(event.mark, path, "manifests have no merge keys (<<): write the keys out")
      } else if scalar.isNull {
        log.add(event.mark, path, "a key is missing before the colon")
      } else {
        return scalar.text
      }
    case .sequence, .mapping:
      log.add(event.mark, path, "a key must be a text, not a list or an object")
    case .refused:
      break
    }
    return nil
  }
}
