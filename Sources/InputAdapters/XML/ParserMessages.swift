import CLibXML2

/// libxml2's errors in our words: its own may quote the document, which may quote a person.
enum ParserMessages {
  static func text(_ code: Int32) -> String {
    texts[UInt32(bitPattern: code)]
      ?? "libxml2 refuses what stands here (its error \(code))"
  }

  private static let texts: [UInt32: String] = [
    XML_ERR_NO_MEMORY.rawValue: "there is no memory left",
    XML_ERR_DOCUMENT_EMPTY.rawValue: "the document must begin with <",
    XML_ERR_DOCUMENT_START.rawValue: "the document must begin with <",
    XML_ERR_DOCUMENT_END.rawValue: "only comments may stand behind the root element",
    XML_ERR_INVALID_HEX_CHARREF.rawValue: "a character reference must be like &#x41;",
    XML_ERR_INVALID_DEC_CHARREF.rawValue: "a character reference must be like &#65;",
    XML_ERR_INVALID_CHARREF.rawValue: "a character reference must be like &#65;",
    XML_ERR_INVALID_CHAR.rawValue:
      "a character that XML does not allow, such as a control character, or a reference to one",
    XML_ERR_ENTITYREF_AT_EOF.rawValue: "an & must be written as &amp;",
    XML_ERR_ENTITYREF_NO_NAME.rawValue: "an & must be written as &amp;",
    XML_ERR_NAME_REQUIRED.rawValue:
      "a name is missing; a bare < is written &lt;, a bare & is &amp;",
    XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue:
      "an entity needs a semicolon; a bare & is written &amp;",
    XML_ERR_UNDECLARED_ENTITY.rawValue:
      "only the entities &amp; &lt; &gt; &quot; &apos; are known; write out what others stand for",
    XML_WAR_UNDECLARED_ENTITY.rawValue:
      "only the entities &amp; &lt; &gt; &quot; &apos; are known; write out what others stand for",
    XML_ERR_LT_IN_ATTRIBUTE.rawValue: "a < in an attribute must be written as &lt;",
    XML_ERR_ATTRIBUTE_NOT_STARTED.rawValue: "an attribute's value must be in quotes",
    XML_ERR_ATTRIBUTE_NOT_FINISHED.rawValue: "an attribute's value does not end, or is too long",
    XML_ERR_ATTRIBUTE_WITHOUT_VALUE.rawValue: "an attribute has no value",
    XML_ERR_ATTRIBUTE_REDEFINED.rawValue: "an attribute stands twice in one tag",
    XML_ERR_LITERAL_NOT_FINISHED.rawValue: "a quoted text does not end",
    XML_ERR_COMMENT_NOT_FINISHED.rawValue: "a comment does not end, or is too long",
    XML_ERR_HYPHEN_IN_COMMENT.rawValue: "a comment must not hold --",
    XML_ERR_PI_NOT_STARTED.rawValue: "a processing instruction needs a name",
    XML_ERR_PI_NOT_FINISHED.rawValue: "a processing instruction does not end, or is too long",
    XML_ERR_XMLDECL_NOT_STARTED.rawValue: "the XML declaration is broken",
    XML_ERR_XMLDECL_NOT_FINISHED.rawValue: "the XML declaration must end with ?>",
    XML_ERR_RESERVED_XML_NAME.rawValue:
      "an XML declaration may stand at the very beginning only, with no space before it",
    XML_ERR_VERSION_MISSING.rawValue: "the XML declaration must name a version",
    XML_ERR_UNKNOWN_VERSION.rawValue: "the XML declaration's version must be 1.0",
    XML_ERR_STANDALONE_VALUE.rawValue: "standalone must be yes or no",
    XML_ERR_ENCODING_NAME.rawValue: "the XML declaration's encoding is no name of one",
    XML_ERR_INVALID_ENCODING.rawValue: "the bytes are not in the document's encoding",
    XML_ERR_UNSUPPORTED_ENCODING.rawValue: "the document's encoding is not known",
    XML_ERR_MISPLACED_CDATA_END.rawValue: "]]> in text must be written as ]]&gt;",
    XML_ERR_CDATA_NOT_FINISHED.rawValue: "a CDATA section does not end, or is too long",
    XML_ERR_SPACE_REQUIRED.rawValue: "a space is missing, such as between two attributes",
    XML_ERR_GT_REQUIRED.rawValue: "a tag must end with >",
    XML_ERR_LTSLASH_REQUIRED.rawValue: "an end tag is missing",
    XML_ERR_EQUAL_REQUIRED.rawValue: "an attribute needs a = and a value",
    XML_ERR_TAG_NAME_MISMATCH.rawValue: "the end tag does not match the start tag",
    XML_ERR_TAG_NOT_FINISHED.rawValue: "a tag does not end",
    XML_ERR_INTERNAL_ERROR.rawValue: "libxml2 gave up here; something may be too long",
    XML_ERR_NAME_TOO_LONG.rawValue: "a name is too long",
    XML_NS_ERR_XML_NAMESPACE.rawValue: "the prefix xml is bound to another namespace",
    XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue: "a prefix is used that no xmlns declares",
    XML_NS_ERR_QNAME.rawValue: "a name has its colon in a wrong place",
    XML_NS_ERR_ATTRIBUTE_REDEFINED.rawValue: "an attribute stands twice in one tag",
    XML_NS_ERR_EMPTY.rawValue: "an xmlns with a prefix must name a namespace",
    XML_NS_ERR_COLON.rawValue: "a name has its colon in a wrong place",
  ]
}
