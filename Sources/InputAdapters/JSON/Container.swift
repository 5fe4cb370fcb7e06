/// An object or array of a document that is open around the records.
struct Container {
  let isObject: Bool
  /// How far along the path its members are looked at; ``offPath`` or ``records``.
  let step: Int
  /// An array whose elements are all taken by a step by key.
  var isFanned = false
  /// Number of the element under way.
  var index = 0
  /// The path's key was met.
  var hasKey = false
  /// The member under way is the path's.
  var isInside = false

  init(isObject: Bool, step: Int, isFanned: Bool = false) {
    self.isObject = isObject
    self.step = step
    self.isFanned = isFanned
  }

  static let offPath = -1
  /// The step of an array whose elements are records.
  static let records = -2
}

/// How messages name a record's place in its document: the path up to its number, and from there.
struct RecordPath: Sendable {
  var before = "$"
  var after = ""

  /// `$.entry[12].resource`
  func text(_ index: Int) -> String { "\(before)[\(index)]\(after)" }
}

extension DocumentScanner {
  /// The number of the record that begins here in the innermost array on the path.
  var recordIndex: Int { innermost.map { containers[$0].index } ?? 0 }

  private var innermost: Int? {
    containers.lastIndex { $0.isFanned || $0.step == Container.records }
  }

  /// How to name the records like the one that begins here; outer arrays' numbers are left open.
  var recordPath: RecordPath {
    let split = innermost ?? containers.count
    var path = RecordPath()
    for (number, container) in containers.enumerated() where number != split {
      var text = container.isObject ? keyText(container) : "[*]"
      if case .index(let index)? = selector(container) { text = "[\(index)]" }
      if number < split { path.before += text } else { path.after += text }
    }
    return path
  }

  /// Where the scan is, as far as the path goes.
  var placePath: String {
    var text = "$"
    for container in containers {
      if container.step == Container.offPath { break }
      if container.isObject && !container.isInside { break }
      text += container.isObject ? keyText(container) : "[\(container.index)]"
    }
    return text
  }

  private func keyText(_ container: Container) -> String {
    selector(container).map { JSONPath.text($0, isFirst: false) } ?? ""
  }

  private func selector(_ container: Container) -> JSONPath.Step? {
    container.step >= 0 ? path.selectors[container.step] : nil
  }
}
