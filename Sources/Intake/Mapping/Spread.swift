/// A source's value whose parts are records of their own: the codes of one list of diagnoses.
struct Spread: Sendable, Equatable {
  let slot: Int
  /// Between the parts of a text; a list has its own.
  let separator: [UInt8]
  /// Some field takes the number of the part, in a slot behind those of the source.
  var hasPlace = false
}
