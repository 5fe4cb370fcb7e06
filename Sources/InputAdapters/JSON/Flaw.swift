/// Why a text is not JSON (RFC 8259), and what would be.
enum Flaw: UInt8, Sendable {
  case end, value, key, colon, inObject, inArray, trailingComma, number, literal
  case control, escape, hex, utf8, depth, afterValue

  var message: String {
    switch self {
    case .end: "the text ends too early; its quotes, braces and brackets must be closed"
    case .value: "a value must stand here: a text in quotes, a number, true, false, null, { or ["
    case .key: "a key in double quotes must stand here"
    case .colon: "a colon must stand between a key and its value"
    case .inObject: "a comma or } must stand after a member of an object"
    case .inArray: "a comma or ] must stand after an element of an array"
    case .trailingComma: "a comma must not stand before the closing bracket; take it out"
    case .number: "a number is digits without leading zeros, as in 0, -1.5 or 2e10"
    case .literal: "a bare word must be true, false or null; texts stand in double quotes"
    case .control:
      "a control character in a text must be written as an escape such as \\n or \\u0009"
    case .escape: "a backslash in a text must be followed by one of \" \\ / b f n r t u"
    case .hex: "\\u must be followed by four hexadecimal digits"
    case .utf8: "these bytes are not UTF-8; set `encoding` or correct them"
    case .depth: "objects and arrays may stand in each other at most \(Flaw.depthLimit) deep"
    case .afterValue:
      "nothing may follow the value; many values go into one array (json) or one a line (ndjson)"
    }
  }

  /// How deep objects and arrays may stand in each other inside a record, and outside the records.
  static let depthLimit = 512
}

/// A text that is not JSON.
struct Malformed: Error, Equatable {
  /// In the bytes that were being scanned.
  let offset: Int
  let flaw: Flaw

  init(_ flaw: Flaw, at offset: Int) {
    self.flaw = flaw
    self.offset = offset
  }
}

/// What a record that is JSON can still have wrong.
struct Defect: Sendable {
  enum Kind: UInt8, Sendable { case duplicateKey, loneSurrogate, listSeparator, notUTF8 }

  let offset: Int
  let kind: Kind

  var code: String {
    switch kind {
    case .duplicateKey: "duplicate_key"
    case .loneSurrogate: "lone_surrogate"
    case .listSeparator: "separator_in_list"
    case .notUTF8: "not_utf8"
    }
  }

  var message: String {
    switch kind {
    case .duplicateKey: "this object has the key twice (upper and lower case are one); leave one"
    case .loneSurrogate: "half a surrogate pair in a \\u escape; write both halves or the character"
    case .listSeparator: "an element of a list holds the character U+001F; take it out"
    case .notUTF8: Flaw.utf8.message
    }
  }
}
