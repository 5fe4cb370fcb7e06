import CLibXML2

/// libxml2's push parser, bound to one scan.
///
/// No network, no external entities, no entity substitution; a DOCTYPE ends the scan before anything
/// in it counts. Offsets are exact because it is given UTF-8 only and told to leave it alone.
struct PushParser: ~Copyable {
  private let context: xmlParserCtxtPtr

  /// - Parameter scan: must stay where it is until the last push.
  init?(_ scan: UnsafeMutablePointer<DocumentScan>) {
    _ = Self.libraryIsReady
    var handlers = Self.handlers
    guard let context = xmlCreatePushParserCtxt(&handlers, scan, nil, 0, nil) else { return nil }
    self.context = context
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    xmlCtxtUseOptions(context, Int32(bitPattern: options))
    scan.pointee.parser = context
  }

  deinit { xmlFreeParserCtxt(context) }

  /// Once before any thread parses.
  private static let libraryIsReady: Void = xmlInitParser()

  /// Events happen in here.
  func push(_ bytes: UnsafePointer<UInt8>, count: Int) {
    let start = UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
    xmlParseChunk(context, start, Int32(count), 0)
  }

  func finish() { xmlParseChunk(context, nil, 0, 1) }

  private static var handlers: xmlSAXHandler {
    var handlers = xmlSAXHandler()
    handlers.initialized = UInt32(XML_SAX2_MAGIC)
    handlers.startElementNs = { scan, name, _, _, namespaces, _, count, _, attributes in
      guard let scan, let name else { return }
      scan.assumingMemoryBound(to: DocumentScan.self).pointee.beginElement(
        name, attributes, count: Int(count), namespaces: Int(namespaces))
    }
    handlers.endElementNs = { scan, _, _, _ in
      scan?.assumingMemoryBound(to: DocumentScan.self).pointee.endElement()
    }
    handlers.characters = addText
    handlers.cdataBlock = addText
    // The same as `characters`, or libxml2 looks at every text to tell which it is.
    handlers.ignorableWhitespace = addText
    handlers.internalSubset = { scan, _, _, _ in
      scan?.assumingMemoryBound(to: DocumentScan.self).pointee.refuseDoctype()
    }
    handlers.serror = { scan, error in
      guard let scan, let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else {
        return
      }
      scan.assumingMemoryBound(to: DocumentScan.self).pointee.refuseMalformed(
        code: error.pointee.code)
    }
    return handlers
  }

  private static let addText: charactersSAXFunc = { scan, bytes, count in
    guard let scan, let bytes else { return }
    scan.assumingMemoryBound(to: DocumentScan.self).pointee.addText(bytes, Int(count))
  }
}
