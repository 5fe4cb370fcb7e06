/// Turns the bytes of one format into fields with positions.
///
/// An adapter knows syntax only; which field means what, and whether a value fits its type, is the
/// mapping's business.
///
/// A type of this protocol is an adapter that Swift code brings: it joins a registry as
/// `InputAdapterKind(MyAdapter.self)`.
public protocol InputAdapter: RecordOpening {
  static var specification: AdapterSpecification { get }

  /// What its sources are to it.
  static var sources: SourceForm { get }

  /// Sources to try it with under these options, for `claimpipe adapters test`; `nil` where there are
  /// none.
  static func sample(_ options: OptionValues) -> InputSample?

  /// - Parameter options: checked against the specification.
  init(options: OptionValues) throws(OptionFault)
}

extension InputAdapter {
  public static var sources: SourceForm { .text }
  public static func sample(_ options: OptionValues) -> InputSample? { nil }
}

/// What an input adapter is given for each of its sources.
public enum SourceForm: Sendable, Equatable {
  /// The bytes, decompressed and in UTF-8; the option `encoding` says what they were, if the adapter
  /// has one.
  case text
  /// The bytes, decompressed. Documents of this format declare their encoding themselves; the option
  /// `encoding` overrules them and gives UTF-8.
  case declaredText
  /// A ``PathSource``: the adapter opens the file itself. Where the manifest names no path, its one
  /// source has none either.
  case path
}

/// An adapter with its options settled: opens sources.
public protocol RecordOpening: Sendable {
  /// Begins to read a source.
  ///
  /// - Parameter names: the columns or paths that are wanted; each is one slot of every record.
  func open(_ source: any ByteSource, names: [String]) throws(InputFault) -> any RecordReader
}

/// Reads one source, block by block.
///
/// Cutting a source into blocks is one thread's work and quick; reading a block is the slow part
/// and any thread's.
public protocol RecordReader: AnyObject {
  /// The next block, not read yet, or `nil` at the end. Called by one thread at a time. Where the
  /// blocks are cut does not depend on the number of threads.
  func nextBlock() throws(InputFault) -> UnreadBlock?

  /// Names that were asked for and that no record of this source can have: columns that a CSV
  /// header lacks. Empty where every record has names of its own.
  var absentNames: [String] { get }

  /// The names that the source does have, for messages; empty where every record has its own.
  var knownNames: [String] { get }

  /// What stands around records in a file of this format, so that rejected records make a file that
  /// can be fed in again.
  var frame: RecordFrame { get }
}

extension RecordReader {
  public var absentNames: [String] { [] }
  public var knownNames: [String] { [] }
}

/// A block that any thread may read.
public struct UnreadBlock: Sendable {
  /// Reads it; called once.
  public let read: @Sendable () throws(InputFault) -> RecordBlock

  public init(read: @escaping @Sendable () throws(InputFault) -> RecordBlock) {
    self.read = read
  }
}

/// A quarantine file is `prefix`, the records joined by `separator`, `suffix`; in UTF-8, which is then
/// turned into the source's own encoding.
public struct RecordFrame: Sendable, Equatable {
  public var prefix: [UInt8]
  public var separator: [UInt8]
  public var suffix: [UInt8]
  /// What the file's name ends with besides, where its format is not the source's: `.ndjson`.
  public var ending: String

  public init(prefix: [UInt8], separator: [UInt8], suffix: [UInt8], ending: String = "") {
    self.ending = ending
    self.prefix = prefix
    self.separator = separator
    self.suffix = suffix
  }
}

/// A file, standard input or a test's bytes, decompressed and in UTF-8.
public protocol ByteSource: AnyObject {
  /// As messages name it: a path as the manifest gives it, or `-`.
  var name: String { get }
  /// Reads up to `buffer.count` bytes; 0 at the end. May return fewer than asked for before the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int
}

extension ByteSource {
  /// All of a small source.
  ///
  /// - Parameter limit: bytes; a longer source is refused.
  public func readAll(limit: Int = .max) throws(InputFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var count = 0
      var fault: InputFault?
      chunk.withUnsafeMutableBytes { buffer in
        do throws(InputFault) { count = try read(into: buffer) } catch { fault = error }
      }
      if let fault { throw fault }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      if bytes.count > limit {
        throw InputFault(
          source: name, message: "longer than \(limit) bytes, which are the most here")
      }
    }
  }
}

/// A source that its adapter opens itself.
public final class PathSource: ByteSource {
  public let name: String
  /// The path to open; `nil` where the adapter knows itself what it reads.
  public let path: String?

  public init(name: String, path: String?) {
    self.name = name
    self.path = path
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    throw InputFault(source: name, message: "this source is opened by its adapter, not read")
  }
}

/// Bytes in memory as a source: for tests, and for what was read already.
public final class MemorySource: ByteSource {
  public let name: String
  private let bytes: [UInt8]
  private var position = 0
  private let atMost: Int

  /// - Parameter atMost: gives out no more than this many bytes at a time, so that a test can cut
  ///   its input anywhere.
  public init(name: String = "memory", _ bytes: [UInt8], atMost: Int = .max) {
    self.name = name
    self.bytes = bytes
    self.atMost = atMost
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position, atMost)
    buffer.copyBytes(from: bytes[position..<(position + count)])
    position += count
    return count
  }
}

/// A source that can't be read on: the run fails with nothing emitted (exit status 4).
public struct InputFault: Error, Sendable, Equatable {
  public var source: String
  /// From 1; 0 where no line applies.
  public var line: Int
  /// From 1; 0 where none applies.
  public var column: Int
  /// A path inside the document (JSON, XML), or empty.
  public var path: String
  /// What is wrong, and what would be right.
  public var message: String

  public init(
    source: String, line: Int = 0, column: Int = 0, path: String = "", message: String
  ) {
    self.source = source
    self.line = line
    self.column = column
    self.path = path
    self.message = message
  }
}

extension InputFault: CustomStringConvertible {
  public var description: String {
    var place = source
    if line > 0 { place += ":\(line)" }
    if column > 0 { place += ":\(column)" }
    if !path.isEmpty { place += " (\(path))" }
    return "\(place): \(message)"
  }
}
