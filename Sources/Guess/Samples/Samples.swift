/// The tables of all samples.
enum Samples {
  static func tables(of file: SampleFile) -> [SampleTable] {
    var tables: [SampleTable] =
      switch FormatGuess(file) {
      case .csv: SampleTable(csv: file).map { [$0] } ?? []
      case .json: JSONSample(file, isLines: false).tables
      case .ndjson: JSONSample(file, isLines: true).tables
      case .xml: XMLSample(file).tables
      }
    for index in tables.indices { tables[index].settleDates() }
    return tables
  }
}
