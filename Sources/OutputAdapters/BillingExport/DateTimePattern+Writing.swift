import AdapterKit
import ClaimCore

extension DateTimePattern {
  /// Appends a moment as its local clock shows it.
  func append(_ moment: Moment, to buffer: inout ByteBuffer) {
    let local = LocalClock(moment)
    elements.withRows { elements in
      for element in elements { Self.append(element, local, to: &buffer) }
    }
  }

  /// What the clock and the calendar on the wall show.
  private struct LocalClock {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let offset: Int

    @inline(__always)
    init(_ moment: Moment) {
      let date = moment.date
      (year, month, day) = date.components
      let time = moment.local - Int64(date.days) * Moment.microsPerDay
      let seconds = Int(truncatingIfNeeded: time / Moment.microsPerSecond)
      hour = seconds / 3600
      minute = seconds / 60 % 60
      second = seconds % 60
      offset = Int(moment.offset)
    }

    var hour12: Int { hour % 12 == 0 ? 12 : hour % 12 }
  }

  @inline(__always)
  private static func append(
    _ element: Element, _ local: LocalClock, to buffer: inout ByteBuffer
  ) {
    switch element {
    case .byte(let byte): buffer.append(byte)
    case .year: buffer.append(decimal: local.year)
    case .year4:
      buffer.append(twoDigits: local.year / 100)
      buffer.append(twoDigits: local.year % 100)
    case .year2: buffer.append(twoDigits: local.year % 100)
    case .month: buffer.append(decimal: local.month)
    case .month2: buffer.append(twoDigits: local.month)
    case .monthShortName: append(monthName: local.month, letters: 3, to: &buffer)
    case .monthName: append(monthName: local.month, letters: .max, to: &buffer)
    case .day: buffer.append(decimal: local.day)
    case .day2: buffer.append(twoDigits: local.day)
    case .hour24: buffer.append(decimal: local.hour)
    case .hour24Two: buffer.append(twoDigits: local.hour)
    case .hour12: buffer.append(decimal: local.hour12)
    case .hour12Two: buffer.append(twoDigits: local.hour12)
    case .minute: buffer.append(decimal: local.minute)
    case .minute2: buffer.append(twoDigits: local.minute)
    case .second: buffer.append(decimal: local.second)
    case .second2: buffer.append(twoDigits: local.second)
    case .halfDay: if local.hour < 12 { buffer.append("AM") } else { buffer.append("PM") }
    case .offset(let utcIsZ): append(offset: local.offset, utcIsZ: utcIsZ, to: &buffer)
    }
  }

  private static func append(monthName month: Int, letters: Int, to buffer: inout ByteBuffer) {
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
    buffer.append(
      UnsafeBufferPointer(start: name.utf8Start, count: min(letters, name.utf8CodeUnitCount)))
  }

  /// `+01:00`; whole minutes, as every zone of today has.
  private static func append(offset: Int, utcIsZ: Bool, to buffer: inout ByteBuffer) {
    if offset == 0 && utcIsZ { return buffer.append(0x5A) }
    buffer.append(offset < 0 ? 0x2D : 0x2B)
    let minutes = abs(offset) / 60
    buffer.append(twoDigits: minutes / 60)
    buffer.append(0x3A)
    buffer.append(twoDigits: minutes % 60)
  }
}
