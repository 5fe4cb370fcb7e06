import AdapterKit
import ClaimCore

/// What a column takes its cells from.
struct ExportCell: BitwiseCopyable {
  enum Source {
    case chargeItemName
    /// Ready-made, by the record that a row refers to.
    case patient, practitioner, rendering, businessUnit, location, billingUnitType
    /// Ready-made where the practitioner's hold on every date: such a cell is plain.
    case qualification
    case start, end, modifiers, placeOfService, procedureCode, authorizationNumber, telecare
    case billableUnits, duration
  }

  let source: Source
  /// What is taken of a name, or of a date and time.
  let part: ExportColumn.Part?
  /// Where cells are ready-made.
  let prepared: PreparedCells.View?
}

/// The columns' cells over one practice, with everything that records say written out once.
final class ExportCells: Sendable {
  let cells: Table<ExportCell>
  /// `First Last ` before it is a cell: the beginning of every charge item's name; plain where nothing
  /// in it asks for quotes.
  let patientNames: PreparedCells.View
  let most: RowMost
  private let qualifications: PreparedCells.View?
  private let owners: [PreparedCells]

  init(_ columns: [ExportColumn], of practice: Practice, writer: CSVCellWriter) {
    let maker = CellMaker(practice: practice, writer: writer)
    let patients = PreparedCells(
      count: practice.patients.count,
      columns: [maker.patientNamePrefix] + maker.columns(columns, of: .patients))
    var owners = [patients]
    var views: [ExportColumn.Table: ArraySlice<PreparedCells.View>] = [
      .patients: patients.views.dropFirst()
    ]
    for table in ExportColumn.Table.allCases where table != .patients {
      let prepared = PreparedCells(
        count: table.count(in: practice), columns: maker.columns(columns, of: table))
      owners.append(prepared)
      views[table] = prepared.views[...]
    }
    var most = RowMost()
    let names = patients.views[0]
    var qualifications: PreparedCells.View?
    cells = Table(
      columns.map { column in
        let prepared = column.field.table.flatMap { views[$0]?.popFirst() }
        if column.field == .qualification { qualifications = prepared }
        most.add(column, prepared: Int(prepared?.longest ?? 0), name: Int(names.longest))
        return ExportCell(source: column.field.source, part: column.part, prepared: prepared)
      })
    patientNames = names
    self.most = most
    self.qualifications = qualifications
    self.owners = owners
  }

  /// Whether a column shows qualifications that depend on the row's date.
  @inline(__always)
  func datesQualifications(of practitioner: UInt32) -> Bool {
    guard let qualifications else { return false }
    return !qualifications.isPlain(practitioner)
  }
}

extension ExportColumn {
  /// Of which records cells are made ready.
  enum Table: CaseIterable {
    case patients, practitioners, businessUnits, locations, planBenefits

    func count(in practice: Practice) -> Int {
      switch self {
      case .patients: practice.patients.count
      case .practitioners: practice.practitioners.count
      case .businessUnits: practice.businessUnits.count
      case .locations: practice.locations.count
      case .planBenefits: practice.planBenefits.count
      }
    }
  }
}

extension ExportField {
  /// `nil` for what each row has to work out.
  var table: ExportColumn.Table? {
    switch self {
    case .patientName, .patientMRN: .patients
    case .practitionerName, .renderingProvider, .renderingProviderNPI, .qualification:
      .practitioners
    case .businessUnit: .businessUnits
    case .locationType: .locations
    case .billingUnitType: .planBenefits
    default: nil
    }
  }

  fileprivate var source: ExportCell.Source {
    switch self {
    case .chargeItemName: .chargeItemName
    case .modifiers: .modifiers
    case .placeOfService: .placeOfService
    case .locationType: .location
    case .telecare: .telecare
    case .businessUnit: .businessUnit
    case .billableUnits: .billableUnits
    case .patientName, .patientMRN: .patient
    case .practitionerName: .practitioner
    case .qualification: .qualification
    case .start: .start
    case .end: .end
    case .duration: .duration
    case .billingUnitType: .billingUnitType
    case .procedureCode: .procedureCode
    case .authorizationNumber: .authorizationNumber
    case .renderingProvider, .renderingProviderNPI: .rendering
    }
  }
}
