import AdapterKit

extension JSONPath {
  /// What stands around records so that this very path finds them again.
  ///
  /// Keys open objects; the last `[*]` is the array that the records' wrappers stand in; without one
  /// the records stand in an array of their own at the path's end.
  var frame: RecordFrame {
    let split = steps.lastIndex(of: .all) ?? steps.count
    let outside = Self.nested(steps[..<split])
    let wrapper = Self.nested(steps[split...].drop { $0 == .all })
    return RecordFrame(
      prefix: outside.open + Array("[\n".utf8) + wrapper.open,
      separator: wrapper.close + Array(",\n".utf8) + wrapper.open,
      suffix: wrapper.close + Array("\n]".utf8) + outside.close + [0x0A])
  }

  private static func nested(_ steps: ArraySlice<Step>) -> (open: [UInt8], close: [UInt8]) {
    var open: [UInt8] = []
    var close: [UInt8] = []
    for step in steps {
      switch step {
      case .key(let key):
        open += [0x7B] + quoted(key) + [0x3A]
        close.insert(0x7D, at: 0)
      case .index(let index):
        open += [0x5B] + [[UInt8]](repeating: Array("null,".utf8), count: index).joined()
        close.insert(0x5D, at: 0)
      case .all, .first, .every:
        open.append(0x5B)
        close.insert(0x5D, at: 0)
      }
    }
    return (open, close)
  }

  /// A key as JSON spells it.
  private static func quoted(_ key: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x22]
    for byte in key {
      switch byte {
      case 0x22, 0x5C: out += [0x5C, byte]
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        out += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    return out + [0x22]
  }
}
