import AdapterKit
import CLibXML2

extension DocumentScan {
  /// Ends the scan: the document can't be used.
  ///
  /// - Parameter offset: the place at fault; where the parser stands if left out.
  mutating func refuse(_ message: String, at offset: Int? = nil) {
    guard !isHalted else { return }
    isHalted = true
    let offset = min(max(offset ?? position, window.start), window.end)
    let column = window.column(at: offset)
    fault = InputFault(
      source: sourceName, line: window.line(at: offset), column: column, path: path,
      message: message)
    halt()
  }

  /// No further events. Not `xmlStopParser`, which frees the input under a parser that may still be
  /// looking at it.
  private func halt() {
    guard let parser else { return }
    parser.pointee.disableSAX = 1
    if parser.pointee.errNo == 0 { parser.pointee.errNo = Int32(XML_ERR_USER_STOP.rawValue) }
  }

  /// `/sessions/session[12]/start`
  private var path: String {
    var path = ""
    for depth in 0..<open.count {
      if open.count > 20 && depth >= 10 && depth < open.count - 5 {
        if depth == 10 { path += "/…" }
        continue
      }
      path += "/" + Self.text(open.base[depth].name)
      if depth == recordDepth { path += "[\(recordNumber)]" }
    }
    return path
  }

  /// An element's name, at a length fit for a message.
  static func text(_ name: UnsafePointer<UInt8>) -> String {
    var count = 0
    while count < 64, name[count] != 0 { count += 1 }
    while count > 0, name[count] & 0xC0 == 0x80 { count -= 1 }
    return String(decoding: UnsafeBufferPointer(start: name, count: count), as: UTF8.self)
      + (name[count] == 0 ? "" : "…")
  }

  // MARK: What is refused

  mutating func refuseDoctype() {
    refuse(
      "the document has a DOCTYPE, and could declare entities; remove the DOCTYPE and write out what its entities stand for"
    )
  }

  mutating func refuseExcess(attributes: Int) {
    if open.count >= limits.depth {
      refuse(
        "elements stand more than \(limits.depth) deep; the option `max_depth` allows more",
        at: startOfTag())
    } else if attributes > ScanLimits.attributes {
      refuseManyAttributes()
    } else {
      refuse(
        "more than \(ScanLimits.attributes) namespaces are declared at once", at: startOfTag())
    }
  }

  mutating func refuseManyAttributes() {
    refuse("a start tag has more than \(ScanLimits.attributes) attributes")
  }

  mutating func refuseRoot(_ root: OpenElement) {
    refuse(
      "the root element is <\(Self.text(root.name))>, but the option `records` is \(records.text); begin that path with /\(Self.text(root.name))",
      at: startOfTag())
  }

  mutating func refuseLongRecord() {
    refuse(
      "the record is longer than \(limits.recordBytes) bytes; the option `max_record_bytes` allows more",
      at: recordStart)
  }

  mutating func refuseLongToken() {
    refuse(
      "a tag, comment, CDATA section or processing instruction is longer than \(ScanLimits.tokenBytes) bytes, which is more than is read"
    )
  }

  mutating func refuseBareAmpersand(at offset: Int) {
    refuse(
      "not well-formed: " + ParserMessages.text(Int32(XML_ERR_ENTITYREF_NO_NAME.rawValue)),
      at: offset)
  }

  mutating func refuseEncoding(_ name: String) {
    refuse(
      "the document is in \(name), not UTF-8; name its encoding in the option `encoding`", at: 0)
  }

  mutating func refuseBrokenUTF8(at offset: Int) {
    let isZero = offset < window.end && window.at(offset).pointee == 0
    refuse(
      isZero
        ? "a zero byte, which XML does not allow"
        : "the bytes here are not UTF-8; if the document is in another encoding, name it in the option `encoding`",
      at: offset)
  }

  /// The source ended before the root element did.
  mutating func refuseTruncated() {
    isHalted = false
    if open.count > 0 {
      let name = Self.text(open.last.pointee.name)
      let unclosed = open.count == 1 ? "1 element is" : "\(open.count) elements are"
      refuse(
        "the document ends here, inside <\(name)>; \(unclosed) not closed: it is cut off",
        at: window.end)
    } else {
      refuse("the document ends here and has no root element", at: window.end)
    }
  }

  /// An error that libxml2 found.
  mutating func refuseMalformed(code: Int32) {
    if code == Int32(XML_ERR_TAG_NAME_MISMATCH.rawValue), open.count > 0 {
      refuse(
        "not well-formed: the end tag does not match the start tag <\(Self.text(open.last.pointee.name))>"
      )
    } else {
      refuse("not well-formed: " + ParserMessages.text(code))
    }
  }
}
