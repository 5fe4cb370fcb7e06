import AdapterKit
import CXlsxWriter

/// The workbook's formats. Every other group is shaded, so that one sees where the next begins.
struct CellFormats {
  typealias Format = UnsafeMutablePointer<lxw_format>

  /// Of one group's cells.
  struct Body {
    /// None where nothing differs from the workbook's own.
    let plain: Format?
    let number: Format
    let date: Format
    let moment: Format
    let link: Format
  }

  let header: Format
  let odd: Body
  let even: Body

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) throws(RenderFault) {
    header = try Self.header(workbook)
    odd = try Self.body(workbook, shade: nil)
    even = try Self.body(workbook, shade: 0xF2F2F2)
  }

  func body(ofGroup group: Int) -> Body { group.isMultiple(of: 2) ? even : odd }

  private static func header(
    _ workbook: UnsafeMutablePointer<lxw_workbook>
  ) throws(RenderFault) -> Format {
    let format = try add(to: workbook)
    format_set_bold(format)
    format_set_bg_color(format, 0xD9E1F2)
    format_set_text_wrap(format)
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    return format
  }

  private static func body(
    _ workbook: UnsafeMutablePointer<lxw_workbook>, shade: lxw_color_t?
  ) throws(RenderFault) -> Body {
    func format(_ alignment: lxw_format_alignments? = nil) throws(RenderFault) -> Format {
      let format = try add(to: workbook)
      if let alignment { format_set_align(format, UInt8(alignment.rawValue)) }
      if let shade { format_set_bg_color(format, shade) }
      return format
    }
    let number = try format(LXW_ALIGN_RIGHT)
    // A text may begin right behind it.
    format_set_indent(number, 1)
    let date = try format(LXW_ALIGN_LEFT)
    format_set_num_format(date, "yyyy-mm-dd")
    let moment = try format(LXW_ALIGN_LEFT)
    format_set_num_format(moment, "yyyy-mm-dd hh:mm")
    let link = try format()
    format_set_font_color(link, 0x0563C1)
    format_set_underline(link, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
    return Body(
      plain: shade == nil ? nil : try format(), number: number, date: date, moment: moment,
      link: link)
  }

  private static func add(
    to workbook: UnsafeMutablePointer<lxw_workbook>
  ) throws(RenderFault) -> Format {
    guard let format = workbook_add_format(workbook) else { throw WorkbookHandle.noRoom }
    return format
  }
}
