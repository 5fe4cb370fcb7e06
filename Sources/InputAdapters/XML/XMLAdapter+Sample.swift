public import AdapterKit

extension XMLAdapter {
  /// Elements where `records` says; none where that is the root, of which there is one.
  public static func sample(_ options: OptionValues) -> InputSample? {
    guard let path = try? recordPath(options.text("records")) else { return nil }
    let steps = path.steps.isEmpty ? [Array("visits".utf8), Array("visit".utf8)] : path.steps
    guard steps.count > 1, let element = steps.last else { return nil }
    let outside = steps.dropLast()
    let name = String(decoding: element, as: UTF8.self)
    var sample = InputSample(
      names: ["@id", "name/last", "code", "note", "gone"],
      head: outside.flatMap { [0x3C] + $0 + [0x3E] } + [0x0A], separator: [0x0A], end: [0x0A],
      tail: outside.reversed().flatMap { [0x3C, 0x2F] + $0 + [0x3E] } + [0x0A],
      record: { number in
        Array(
          """
          <\(name) id="V-\(1_000_000 + number)">
            <!-- <note>not this one</note> -->
            <name><last>Quillfeather &amp; \(number % 50)</last></name>
            <code>97153</code><code>H&#x4d;</code>
            <note><![CDATA[Zoë <b>]]></note>
          </\(name)>
          """.utf8)
      },
      values: { number in
        [
          "V-\(1_000_000 + number)", "Quillfeather & \(number % 50)", "97153\u{1F}HM", "Zoë <b>",
          nil,
        ]
      })
    sample.nameTwice =
      sample.head + Array("<\(name) id='V-1000001' id='V-1000002'/>".utf8) + sample.tail
    return sample
  }
}
