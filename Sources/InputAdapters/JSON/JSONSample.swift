public import AdapterKit

extension JSONAdapter {
  /// Objects where `records` says.
  public static func sample(_ options: OptionValues) -> InputSample? {
    guard let adapter = try? JSONAdapter(options: options) else { return nil }
    let frame = adapter.records.frame
    // What is around each record, and what around all of them.
    let parts = frame.separator.split(
      separator: 0x2C, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let (close, open) = (parts[0], parts[1].drop { $0 == 0x0A })
    var sample = JSONSample.make(frame)
    sample.head = frame.prefix.dropLast(open.count)
    sample.begin = Array(open)
    sample.end = Array(close)
    sample.tail = Array(frame.suffix.dropFirst(close.count))
    return sample
  }
}

extension NDJSONAdapter {
  /// Objects, one a line.
  public static func sample(_ options: OptionValues) -> InputSample? {
    JSONSample.make(RecordFrame(prefix: [], separator: [0x0A], suffix: [0x0A]), isLines: true)
  }
}

private enum JSONSample {
  static let names = ["visit", "patient/name", "codes", "minutes", "telecare", "gone"]

  /// - Parameter isLines: the frame's suffix is the last record's line end, not the document's.
  static func make(_ frame: RecordFrame, isLines: Bool = false) -> InputSample {
    var sample = InputSample(
      names: names, head: frame.prefix, separator: frame.separator,
      end: isLines ? frame.suffix : [], tail: isLines ? [] : frame.suffix,
      record: { Array(object($0).utf8) },
      values: { number in
        [
          "V-\(1_000_000 + number)", "Zoë \"Q\" Quillfeather \(number % 50)", "97153\u{1F}HM-é",
          "\(number % 90).5", number % 2 == 0 ? "true" : "false", nil,
        ]
      })
    sample.nameTwice =
      frame.prefix + Array(#"{"visit": "V-1000001", "Visit": "V-1000002"}"#.utf8) + frame.suffix
    return sample
  }

  private static func object(_ number: Int) -> String {
    let visit = "V-\(1_000_000 + number)"
    let name = #"Zo\u00eb \"Q\" Quillfeather \#(number % 50)"#
    return #"{"visit": "\#(visit)", "patient": {"name": "\#(name)", "x": [{"visit": 1}]}, "#
      + #""codes": ["97153", "HM-é"], "minutes": \#(number % 90).5, "#
      + #""telecare": \#(number % 2 == 0), "gone": null}"#
  }
}
