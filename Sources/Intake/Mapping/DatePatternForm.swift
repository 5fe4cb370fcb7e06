/// What ``DatePattern`` reads, as a regular expression for editors; that no part stands there twice is
/// the only thing it leaves out.
public enum DatePatternForm {
  private static let letters =
    "(?:yyyy|yy|y)(?!y)|M{1,4}(?!M)|d{1,2}(?!d)|H{1,2}(?!H)|h{1,2}(?!h)|m{1,2}(?!m)|s{1,2}(?!s)"
    + "|S{1,9}(?!S)|a{1,3}(?!a)|E{1,4}(?!E)|z{1,4}(?!z)|Z{1,5}(?!Z)|X{1,5}(?!X)|x{1,5}(?!x)"

  /// Anything up to a letter outside quotes.
  private static let before = "(?:[^']|'[^']*')*"

  /// - Parameter needsTime: whether a time of day is wanted too.
  public static func expression(needsTime: Bool) -> String {
    let wanted = ["y", "M", "d"] + (needsTime ? ["[Hh]"] : [])
    return "^" + wanted.map { "(?=\(before)\($0))" }.joined()
      + "(?!(?=\(before)h)(?!\(before)a))(?:[^A-Za-z']|'(?:[^']|'')*'|\(letters))+$"
  }
}
