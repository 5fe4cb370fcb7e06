/// A claim, what its plan asks, and the rows that it is made of, in place.
struct ClaimRows: BitwiseCopyable {
  /// The claim alone.
  var claim: Rows<Claim>
  var plan: Ref<Plan>
  var requirements: PlanRequirements
  var diagnoses: Rows<Ref<Diagnosis>>
  var lines: Rows<ClaimLine>
  /// What ``lines`` are made of; the whole run's so far.
  var lineItems: Rows<UInt32>
  var items: Rows<ChargeItem>
  var sessions: Rows<Session>

  /// - Parameter row: of ``lineItems``.
  @inline(__always)
  func session(_ row: Int) -> Session { sessions[Int(items[Int(lineItems[row])].session)] }

  /// Between two claims.
  static var none: ClaimRows {
    ClaimRows(
      claim: .none, plan: .none, requirements: .none, diagnoses: .none, lines: .none,
      lineItems: .none, items: .none, sessions: .none)
  }
}

extension PatientBilling {
  /// Calls `body` with the rows of a claim whose lines are kept already; they stay for as long as the
  /// call takes.
  @inline(__always)
  func withRows(of claim: Claim, _ body: (ClaimRows) -> Void) {
    let plan = claim.coverage.isNone ? Ref.none : practice.links.coverages[claim.coverage].plan
    withUnsafePointer(to: claim) { claimRow in
      chunk.claimDiagnoses.withUnsafeBufferPointer { diagnoses in
        chunk.lines.withUnsafeBufferPointer { lines in
          chunk.lineItems.withUnsafeBufferPointer { lineItems in
            chunk.items.withUnsafeBufferPointer { items in
              chunk.sessions.withUnsafeBufferPointer { sessions in
                body(
                  ClaimRows(
                    claim: Rows(UnsafeBufferPointer(start: claimRow, count: 1)), plan: plan,
                    requirements: requirements(of: plan),
                    diagnoses: Rows(diagnoses, claim.diagnoses.range),
                    lines: Rows(lines, claim.lines.range), lineItems: Rows(lineItems),
                    items: Rows(items), sessions: Rows(sessions)))
              }
            }
          }
        }
      }
    }
  }
}
