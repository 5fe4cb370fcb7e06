extension OptionSpecification {
  /// The option of every input adapter whose format does not declare its own encoding. Whoever
  /// opens the source applies it: an adapter only ever sees UTF-8.
  public static let encoding = OptionSpecification(
    "encoding",
    .choice([
      "utf-8", "utf-16", "utf-16le", "utf-16be", "latin1", "iso-8859-1", "windows-1252",
    ]),
    summary: "How the source spells its characters; without it UTF-8, or UTF-16 where the source "
      + "begins with UTF-16's byte order mark.",
    example: "windows-1252")
}
