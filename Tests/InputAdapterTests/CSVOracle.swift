/// A plain CSV reader, one byte at a time over the whole input: what the fast one is tested against.
struct CSVOracle {
  struct Record: Equatable {
    var line: Int
    var verbatim: [UInt8]
    var fields: [[UInt8]]
    /// Code, line and column, as in `bare_quote 3:7`.
    var fault: String?
  }

  var delimiter = UInt8(ascii: ",")
  var comment: UInt8?
  var keepsBareQuotes = false
  private let quote = UInt8(ascii: "\"")
  private let lf = UInt8(ascii: "\n")
  private let cr = UInt8(ascii: "\r")

  init(delimiter: UInt8 = UInt8(ascii: ","), comment: UInt8? = nil, keepsBareQuotes: Bool = false) {
    self.delimiter = delimiter
    self.comment = comment
    self.keepsBareQuotes = keepsBareQuotes
  }

  /// Records of a source without a header; the first says how many columns there are.
  func records(_ input: [UInt8]) -> [Record] {
    let lineEnd = firstLineEndIsLoneReturn(input) ? cr : lf
    var records: [Record] = []
    var position = 0
    var line = 1
    while position < input.count {
      let startLine = line
      let start = position
      let isComment = comment == input[start]
      var end = start
      var field: [UInt8] = []
      var fields: [[UInt8]] = []
      var fault: String?
      var isFieldStart = true
      var isQuoted = false
      var wasQuoted = false
      var opened = 0
      func note(_ code: String, _ at: Int) {
        if fault == nil { fault = "\(code) \(place(input, start, startLine, at, lineEnd))" }
      }
      scan: while true {
        if position == input.count {
          if isQuoted { note("unterminated_quote", opened) }
          end = position
          if lineEnd == lf && end > start && input[end - 1] == cr { end -= 1 }
          break
        }
        let byte = input[position]
        if isQuoted {
          if byte == lineEnd { line += 1 }
          if byte != quote {
            field.append(byte)
          } else if position + 1 < input.count && input[position + 1] == quote {
            field.append(quote)
            position += 1
          } else {
            isQuoted = false
            wasQuoted = true
          }
        } else if byte == lineEnd {
          line += 1
          end = position
          position += 1
          if lineEnd == lf && end > start && input[end - 1] == cr { end -= 1 }
          break scan
        } else if isComment {
          // Passed over.
        } else if byte == delimiter {
          fields.append(field)
          field = []
          isFieldStart = true
          wasQuoted = false
          position += 1
          continue
        } else if byte == quote && isFieldStart {
          isQuoted = true
          opened = position
        } else if wasQuoted {
          let behind = position + 1 == input.count ? lf : input[position + 1]
          if byte != cr || lineEnd != lf || behind != lf { note("text_after_quote", position) }
        } else {
          if byte == quote && !keepsBareQuotes { note("bare_quote", position) }
          field.append(byte)
        }
        isFieldStart = false
        position += 1
      }
      if isComment || end == start { continue }
      // A return that belongs to the line end came into the field first.
      if !wasQuoted && end < input.count && input[end] == cr && lineEnd == lf && field.last == cr {
        field.removeLast()
      }
      fields.append(field)
      let width = records.first?.fields.count ?? fields.count
      if fault == nil && fields.count != width { fault = "wrong_number_of_columns \(startLine):0" }
      let verbatim = Array(input[start..<end])
      if fault == nil, let invalid = firstInvalid(verbatim) {
        note("not_utf8", start + invalid)
      }
      records.append(Record(line: startLine, verbatim: verbatim, fields: fields, fault: fault))
    }
    return records
  }

  private func firstLineEndIsLoneReturn(_ input: [UInt8]) -> Bool {
    var isQuoted = false
    var fieldStart = 0
    var position = 0
    while position < input.count {
      let byte = input[position]
      if isQuoted {
        if byte == quote {
          if position + 1 < input.count && input[position + 1] == quote {
            position += 1
          } else {
            isQuoted = false
          }
        }
      } else if byte == lf {
        return false
      } else if byte == cr {
        return input[position...].first { $0 != cr } != lf
      } else if comment != nil && input[0] == comment {
        // Up to the line end.
      } else if byte == delimiter {
        fieldStart = position + 1
      } else if byte == quote && position == fieldStart {
        isQuoted = true
      }
      position += 1
    }
    return false
  }

  private func place(
    _ input: [UInt8], _ start: Int, _ line: Int, _ offset: Int, _ lineEnd: UInt8
  ) -> String {
    let before = input[start..<offset]
    let ends = before.count { $0 == lineEnd }
    let tail = before.split(separator: lineEnd, omittingEmptySubsequences: false).last ?? []
    return "\(line + ends):\(1 + tail.count { $0 & 0xC0 != 0x80 })"
  }

  private func firstInvalid(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    // The longest valid prefix ends where the first ill-formed sequence begins.
    return (0...bytes.count).last {
      String(validating: bytes[..<$0], as: UTF8.self) != nil
    }
  }
}

/// The same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
