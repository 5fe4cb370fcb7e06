internal import AdapterKit
internal import ByteIO
internal import Glibc
internal import Guess

/// `guess`: drafts a manifest from samples.
struct GuessStage {
  let paths: [String]
  /// Where the manifest goes; `nil` for standard output.
  let output: String?
  let log: Log

  /// What is read of each file: enough to see its shape.
  private static let sampleBytes = 2 << 20

  func perform() throws -> ExitStatus {
    if let output, access(output, F_OK) == 0 {
      throw RunFailure.usage(
        "\(output) is there already, and a draft replaces nothing: name another file, or move it")
    }
    let folder = output.map { Folder.of($0) } ?? ""
    var files: [SampleFile] = []
    for path in paths { files.append(try sample(path, from: folder)) }
    let draft = Draft(files, pipeline: pipeline)
    guard draft.hasTables else { throw RunFailure.usage(Self.nothing(in: files)) }
    guard let output else {
      try StandardStream.output.write(draft.text)
      return .done
    }
    let file = try AtomicFile(path: output)
    try file.write(Array(draft.text.utf8))
    _ = try file.commit()
    log.info(
      "\(output): \(draft.inputCount) inputs, \(draft.questionCount) questions; answer those marked "
        + "`# ?`, then: claimpipe check \(output), claimpipe preview \(output)")
    return .done
  }

  private func sample(_ path: String, from folder: String) throws -> SampleFile {
    let raw = try head(of: openSource(path: path, name: path, detects: false))
    if raw.bytes.isEmpty {
      throw RunFailure.usage("\(path) is empty: there is nothing to guess from")
    }
    if let refusal = ForeignFormat.refusal(of: raw.bytes) {
      throw RunFailure.usage("\(path) \(refusal)")
    }
    let encoding = EncodingGuess.option(for: raw.bytes, isWhole: raw.isWhole)
    let decoded = try openSource(
      MemorySource(name: path, raw.isWhole ? raw.bytes : raw.bytes.dropLast(raw.bytes.count % 2)),
      encoding: encoding.flatMap(TextEncoding.parse))
    // The last character of a cut sample may be cut too, which no reader of samples minds.
    let whole = encoding == nil && !raw.isWhole ? Self.wholeCharacters(raw.bytes) : nil
    let text = try whole ?? head(of: decoded).bytes
    if let refusal = ForeignFormat.refusal(ofText: text) {
      throw RunFailure.usage("\(path) \(refusal)")
    }
    return SampleFile(
      path: RelativePath.of(path, from: folder), text: text, isWhole: raw.isWhole,
      encoding: encoding)
  }

  private static func nothing(in files: [SampleFile]) -> String {
    let names = files.map(\.path).joined(separator: ", ")
    return
      "\(names): nothing was found that could be records, so there is nothing to draft; it should be "
      + "CSV with two rows or more, JSON with an array of objects, an object a line, or XML with a "
      + "repeated element and no DOCTYPE"
  }

  /// UTF-8 without a byte order mark and without half a character at its end; `nil` for UTF-16.
  private static func wholeCharacters(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return nil }
    var text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    while let last = text.last, last >= 0x80 { text = text.dropLast() }
    return Array(text)
  }

  private func head(of source: any ByteSource) throws(InputFault) -> (bytes: [UInt8], isWhole: Bool)
  {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < Self.sampleBytes {
      var count = 0
      var fault: InputFault?
      chunk.withUnsafeMutableBytes { buffer in
        do throws(InputFault) { count = try source.read(into: buffer) } catch { fault = error }
      }
      if let fault { throw fault }
      if count == 0 { return (bytes, true) }
      bytes += chunk[..<count]
    }
    return (bytes, false)
  }

  /// The output's name, or the first sample's.
  private var pipeline: String {
    let path = output ?? paths[0]
    var name = path.split(separator: "/").last ?? "guessed"
    if let point = name.firstIndex(of: "."), point > name.startIndex { name = name[..<point] }
    return String(name)
  }
}

/// Paths as a manifest in some folder has them.
enum RelativePath {
  /// - Parameter folder: the manifest's; empty for the working folder. It may not be there yet.
  static func of(_ path: String, from folder: String) -> String {
    if folder.isEmpty || path == "-" || path.utf8.first == UInt8(ascii: "/") { return path }
    let place = parts(AbsolutePath.of(path))
    let from = parts(AbsolutePath.of("\(folder)/x")).dropLast()
    // A folder that is yet to be made has no path of its own.
    guard AbsolutePath.of("\(folder)/x").utf8.first == UInt8(ascii: "/") else {
      let real = parts(AbsolutePath.of("./x")).dropLast() + parts(folder)
      return real.contains("..") ? AbsolutePath.of(path) : relative(place, Array(real))
    }
    return relative(place, Array(from))
  }

  private static func relative(_ place: [String], _ from: [String]) -> String {
    let shared = zip(place, from).prefix { $0 == $1 }.count
    let ups = Array(repeating: "..", count: from.count - shared)
    return (ups + place[shared...]).joined(separator: "/")
  }

  private static func parts(_ path: String) -> [String] {
    path.split(separator: "/").filter { $0 != "." }.map(String.init)
  }
}

extension Commands {
  /// `claimpipe guess`
  ///
  /// - Parameter output: where the manifest goes, a file that is not there yet; `nil` for standard
  ///   output.
  public func guess(_ paths: [String], output: String?) -> ExitStatus {
    ending { try GuessStage(paths: paths, output: output, log: log).perform() }
  }
}
