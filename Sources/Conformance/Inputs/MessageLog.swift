import AdapterKit

/// What an adapter says in its faults: it must hold nothing of the source's values.
final class MessageLog {
  private var messages: Set<String> = []
  private let sample: InputSample?

  init(_ sample: InputSample?) { self.sample = sample }

  func add(_ message: String) {
    // One of a kind is enough.
    if messages.count < 10_000 { messages.insert(message) }
  }

  /// Whether any holds a value: one that can be told from an ordinary word.
  var leaks: [String] {
    guard let sample, !messages.isEmpty else { return [] }
    var values: Set<String> = []
    for number in 0..<20 {
      for value in sample.values(number) {
        for part in (value ?? "").split(separator: "\u{1F}") where Self.isTelling(part) {
          values.insert(String(part))
        }
      }
    }
    return messages.sorted().compactMap { message in
      values.contains { message.contains($0) }
        ? "a message holds a value of the source: \(message.prefix(200))" : nil
    }.prefix(2).map { $0 }
  }

  private static func isTelling(_ value: Substring) -> Bool {
    value.utf8.count >= 4
      && value.utf8.contains { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }
}
