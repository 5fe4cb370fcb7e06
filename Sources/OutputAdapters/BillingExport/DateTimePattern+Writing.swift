import AdapterKit
import ClaimCore

extension DateTimePattern {
  /// Bytes of a moment at the most: no element has more than 20.
  var longest: Int { 20 * elements.count }

  /// Whether no moment has a delimiter, a quote or a control character.
  func isPlain(beside delimiter: UInt8) -> Bool {
    elements.withRows { elements in
      elements.allSatisfy { element in
        switch element {
        case .byte(let byte): byte >= 0x20 && byte != 0x22 && byte != delimiter
        case .offset: ![0x2B, 0x2D, 0x3A].contains(delimiter)
        // Letters and digits, which no delimiter is.
        default: true
        }
      }
    }
  }

  /// Appends a moment as its local clock shows it.
  ///
  /// - Parameter clock: any; one that shows the same day already saves work.
  func append<Sink: ByteSink & ~Copyable>(
    _ moment: Moment, by clock: inout LocalClock, to sink: inout Sink
  ) {
    clock.set(moment)
    let shown = clock
    elements.withRows { elements in
      for element in elements { Self.append(element, shown, to: &sink) }
    }
  }

  /// What the clock and the calendar on the wall show.
  struct LocalClock: BitwiseCopyable {
    private var date = CivilDate.distantFuture
    fileprivate private(set) var year = 0
    fileprivate private(set) var month = 0
    fileprivate private(set) var day = 0
    fileprivate private(set) var hour = 0
    fileprivate private(set) var minute = 0
    fileprivate private(set) var second = 0
    fileprivate private(set) var offset = 0

    @inline(__always)
    fileprivate mutating func set(_ moment: Moment) {
      let date = moment.date
      if date != self.date {
        (year, month, day) = date.components
        self.date = date
      }
      let time = moment.local - Int64(date.days) * Moment.microsPerDay
      let seconds = Int(truncatingIfNeeded: time / Moment.microsPerSecond)
      hour = seconds / 3600
      minute = seconds / 60 % 60
      second = seconds % 60
      offset = Int(moment.offset)
    }

    fileprivate var hour12: Int { hour % 12 == 0 ? 12 : hour % 12 }
  }

  @inline(__always)
  private static func append<Sink: ByteSink & ~Copyable>(
    _ element: Element, _ local: LocalClock, to sink: inout Sink
  ) {
    switch element {
    case .byte(let byte): sink.append(byte)
    case .year: sink.append(decimal: local.year)
    case .year4:
      sink.append(twoDigits: local.year / 100)
      sink.append(twoDigits: local.year % 100)
    case .year2: sink.append(twoDigits: local.year % 100)
    case .month: sink.append(decimal: local.month)
    case .month2: sink.append(twoDigits: local.month)
    case .monthShortName: append(monthName: local.month, letters: 3, to: &sink)
    case .monthName: append(monthName: local.month, letters: .max, to: &sink)
    case .day: sink.append(decimal: local.day)
    case .day2: sink.append(twoDigits: local.day)
    case .hour24: sink.append(decimal: local.hour)
    case .hour24Two: sink.append(twoDigits: local.hour)
    case .hour12: sink.append(decimal: local.hour12)
    case .hour12Two: sink.append(twoDigits: local.hour12)
    case .minute: sink.append(decimal: local.minute)
    case .minute2: sink.append(twoDigits: local.minute)
    case .second: sink.append(decimal: local.second)
    case .second2: sink.append(twoDigits: local.second)
    case .halfDay: if local.hour < 12 { sink.append("AM") } else { sink.append("PM") }
    case .offset(let utcIsZ): append(offset: local.offset, utcIsZ: utcIsZ, to: &sink)
    }
  }

  private static func append<Sink: ByteSink & ~Copyable>(
    monthName month: Int, letters: Int, to sink: inout Sink
  ) {
    let name: StaticString =
      switch month {
      case 1: "January"
      case 2: "February"
      case 3: "March"
      case 4: "April"
      case 5: "May"
      case 6: "June"
      case 7: "July"
      case 8: "August"
      case 9: "September"
      case 10: "October"
      case 11: "November"
      default: "December"
      }
    sink.append(
      UnsafeBufferPointer(start: name.utf8Start, count: min(letters, name.utf8CodeUnitCount)))
  }

  /// `+01:00`; whole minutes, as every zone of today has.
  private static func append<Sink: ByteSink & ~Copyable>(
    offset: Int, utcIsZ: Bool, to sink: inout Sink
  ) {
    if offset == 0 && utcIsZ { return sink.append(0x5A) }
    sink.append(offset < 0 ? 0x2D : 0x2B)
    let minutes = abs(offset) / 60
    sink.append(twoDigits: minutes / 60)
    sink.append(0x3A)
    sink.append(twoDigits: minutes % 60)
  }
}
