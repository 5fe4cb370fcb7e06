extension Text {
  /// The bytes of a short text as one number, the first one lowest and zeros above them; `nil` where
  /// the text is longer than ``inlineLimit``.
  ///
  /// Writers check and store such a text as a whole, without asking the pool.
  @inlinable public var word: UInt64? {
    isInline || isMissing ? bits & 0x00FF_FFFF_FFFF_FFFF : nil
  }
}
