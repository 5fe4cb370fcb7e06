#include "CLibrariesOnUse.h"
#include "on_use.h"

#include <xlsxwriter.h>

#define LIBRARY "libxlsxwriter.so." LXW_SOVERSION

const char *claimpipe_libxlsxwriter_absence(void) { return absence_on_use(LIBRARY); }

ON_USE(FILE *, lxw_tmpfile, (char *folder), (folder))
ON_USE(char *, lxw_strerror, (lxw_error error), (error))

ON_USE(
    lxw_workbook *, workbook_new_opt, (const char *path, lxw_workbook_options *options),
    (path, options))
ON_USE(lxw_error, workbook_close, (lxw_workbook *book), (book))
ON_USE(void, lxw_workbook_free, (lxw_workbook *book), (book))
ON_USE(
    lxw_error, workbook_set_properties, (lxw_workbook *book, lxw_doc_properties *properties),
    (book, properties))
ON_USE(
    lxw_worksheet *, workbook_add_worksheet, (lxw_workbook *book, const char *name), (book, name))
ON_USE(lxw_format *, workbook_add_format, (lxw_workbook *book), (book))

ON_USE(void, format_set_align, (lxw_format *format, uint8_t alignment), (format, alignment))
ON_USE(void, format_set_bg_color, (lxw_format *format, lxw_color_t color), (format, color))
ON_USE(void, format_set_bold, (lxw_format *format), (format))
ON_USE(void, format_set_bottom, (lxw_format *format, uint8_t style), (format, style))
ON_USE(void, format_set_font_color, (lxw_format *format, lxw_color_t color), (format, color))
ON_USE(void, format_set_indent, (lxw_format *format, uint8_t level), (format, level))
ON_USE(void, format_set_num_format, (lxw_format *format, const char *text), (format, text))
ON_USE(void, format_set_text_wrap, (lxw_format *format), (format))
ON_USE(void, format_set_underline, (lxw_format *format, uint8_t style), (format, style))

ON_USE(
    lxw_error, worksheet_autofilter,
    (lxw_worksheet *sheet, lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row,
     lxw_col_t last_column),
    (sheet, first_row, first_column, last_row, last_column))
ON_USE(
    void, worksheet_fit_to_pages, (lxw_worksheet *sheet, uint16_t width, uint16_t height),
    (sheet, width, height))
ON_USE(
    void, worksheet_freeze_panes, (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column),
    (sheet, row, column))
ON_USE(
    lxw_error, worksheet_ignore_errors, (lxw_worksheet *sheet, uint8_t kind, const char *area),
    (sheet, kind, area))
ON_USE(
    lxw_error, worksheet_repeat_rows, (lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last),
    (sheet, first, last))
ON_USE(
    lxw_error, worksheet_set_column,
    (lxw_worksheet *sheet, lxw_col_t first, lxw_col_t last, double width, lxw_format *format),
    (sheet, first, last, width, format))
ON_USE(void, worksheet_set_landscape, (lxw_worksheet *sheet), (sheet))
ON_USE(
    void, worksheet_set_margins,
    (lxw_worksheet *sheet, double left, double right, double top, double bottom),
    (sheet, left, right, top, bottom))
ON_USE(
    lxw_error, worksheet_set_row,
    (lxw_worksheet *sheet, lxw_row_t row, double height, lxw_format *format),
    (sheet, row, height, format))
ON_USE(
    lxw_error, worksheet_write_blank,
    (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, lxw_format *format),
    (sheet, row, column, format))
ON_USE(
    lxw_error, worksheet_write_number,
    (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, double number, lxw_format *format),
    (sheet, row, column, number, format))
ON_USE(
    lxw_error, worksheet_write_string,
    (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format),
    (sheet, row, column, text, format))
ON_USE(
    lxw_error, worksheet_write_url_opt,
    (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *url, lxw_format *format,
     const char *text, const char *tip),
    (sheet, row, column, url, format, text, tip))
