internal import ClaimCore

/// The validations of claims, as `claimpipe adapters` lists them.
enum ValidationText {
  static func table(_ validations: [any ClaimValidation.Type]) -> String {
    let width = validations.map { $0.code.description.count }.max() ?? 0
    let rows = validations.map { validation in
      let code = validation.code.description
      return "  " + code + String(repeating: " ", count: width - code.count + 2)
        + validation.message.description
    }
    return "Validations of claims\n" + rows.joined(separator: "\n") + "\n"
  }
}
