import ClaimCore

extension FHIRProfile {
  struct Profile {
    let kind: RecordKind
    /// Several resources may say the same record.
    var isDistinct = false
    let fields: [Field]
  }

  private static let npi = "identifier[system=http://hl7.org/fhir/sid/us-npi].value"

  private static func person(_ id: String) -> [Field] {
    [
      Field(name: id, paths: ["id", npi, "identifier[0].value"]),
      Field(
        name: "first_name",
        paths: ["name[use=official].given[0]", "name[0].given[0]", "name.given[0]"]),
      Field(
        name: "last_name", paths: ["name[use=official].family", "name[0].family", "name.family"]),
    ]
  }

  private static let address: [Field] = ["address[0]", "address"].reduce(into: []) { fields, path in
    let paths = [
      "address_line1": "line[0]", "address_line2": "line[1]", "city": "city", "state": "state",
      "zip": "postalCode",
    ]
    for name in ["address_line1", "address_line2", "city", "state", "zip"] {
      let found = "\(path).\(paths[name] ?? "")"
      if let known = fields.firstIndex(where: { $0.name == name }) {
        fields[known] = Field(name: name, paths: fields[known].paths + [found])
      } else {
        fields.append(Field(name: name, paths: [found]))
      }
    }
  }

  private static let period = [
    Field(name: "start_date", paths: ["period.start"]),
    Field(name: "end_date", paths: ["period.end"]),
  ]

  private static func codes(_ path: String) -> [String] {
    [
      "http://www.ama-assn.org/go/cpt", "urn:oid:2.16.840.1.113883.6.12",
      "https://bluebutton.cms.gov/resources/codesystem/hcpcs",
      "http://terminology.hl7.org/CodeSystem/HCPCS-all-codes",
    ].map { "\(path).coding[system=\($0)].code" } + ["\(path).coding[0].code"]
  }

  private static func participants(_ member: String) -> [String] {
    ["PPRF", "ATND"].map { "participant[type.coding.code=\($0)].\(member).reference" }
      + (0..<3).map { "participant[\($0)].\(member).reference" }
  }

  private static let telecare = Field(
    name: "telecare", paths: ["class.code", "class[0].coding[0].code"],
    map: [
      ("VR", "yes"), ("AMB", "no"), ("HH", "no"), ("IMP", "no"), ("EMER", "no"), ("FLD", "no"),
      ("SS", "no"), ("ACUTE", "no"), ("NONAC", "no"), ("OBSENC", "no"), ("PRENC", "no"),
    ])

  private static func session(
    status: [(theirs: String, ours: String)], _ fields: [Field]
  ) -> Profile {
    Profile(
      kind: .sessions,
      fields: [
        Field(name: "session_id", paths: ["id"]),
        Field(name: "status", paths: ["status"], map: status),
      ] + fields)
  }

  private static let plan = Field(
    name: "plan_id",
    paths: ["class[type.coding.code=plan].value", "class[type.coding.code=group].value"])
  private static let payor = ["payor[0].reference", "payor[0].identifier.value"]

  static let profiles: [String: [Profile]] = [
    "Patient": [
      Profile(
        kind: .patients,
        fields: person("patient_id") + [
          Field(
            name: "mrn", paths: ["identifier[type.coding.code=MR].value", "identifier[0].value"]),
          Field(name: "date_of_birth", paths: ["birthDate"]),
          Field(name: "gender", paths: ["gender"], map: [("other", "U")]),
        ] + address)
    ],
    "Practitioner": [
      Profile(
        kind: .practitioners,
        fields: person("practitioner_id") + [
          Field(name: "npi", paths: [npi]),
          Field(
            name: "taxonomy_code",
            paths: [
              "qualification[0].code.coding[system=http://nucc.org/provider-taxonomy].code"
            ]),
        ])
    ],
    "Encounter": [
      session(
        status: [
          ("planned", "scheduled"), ("arrived", "in_progress"), ("triaged", "in_progress"),
          ("onleave", "in_progress"), ("finished", "submitted"), ("completed", "submitted"),
          ("discharged", "submitted"), ("entered-in-error", "cancelled"),
        ],
        [
          Field(name: "patient_id", paths: ["subject.reference"], target: "Patient"),
          Field(
            name: "practitioner_id", paths: participants("individual") + participants("actor"),
            target: "Practitioner"),
          Field(name: "service_code", paths: codes("type[0]") + codes("serviceType")),
          Field(name: "start", paths: ["period.start", "actualPeriod.start"]),
          Field(name: "end", paths: ["period.end", "actualPeriod.end"]),
          Field(
            name: "business_unit_id", paths: ["serviceProvider.reference"], target: "Organization"),
          Field(name: "location_id", paths: ["location[0].location.reference"], target: "Location"),
          telecare,
        ])
    ],
    "Appointment": [
      session(
        status: [
          ("proposed", "scheduled"), ("pending", "scheduled"), ("booked", "scheduled"),
          ("waitlist", "scheduled"), ("arrived", "in_progress"), ("checked-in", "in_progress"),
          ("fulfilled", "submitted"), ("noshow", "cancelled"), ("entered-in-error", "cancelled"),
        ],
        [
          Field(
            name: "patient_id", paths: participants("actor") + ["subject.reference"],
            target: "Patient"),
          Field(name: "practitioner_id", paths: participants("actor"), target: "Practitioner"),
          Field(name: "service_code", paths: codes("serviceType[0]") + codes("appointmentType")),
          Field(name: "start", paths: ["start"]), Field(name: "end", paths: ["end"]),
          Field(name: "location_id", paths: participants("actor"), target: "Location"),
        ])
    ],
    "Procedure": [
      session(
        status: [
          ("preparation", "scheduled"), ("on-hold", "in_progress"), ("completed", "submitted"),
          ("not-done", "cancelled"), ("stopped", "cancelled"), ("entered-in-error", "cancelled"),
        ],
        [
          Field(name: "patient_id", paths: ["subject.reference"], target: "Patient"),
          Field(
            name: "practitioner_id", paths: ["performer[0].actor.reference"], target: "Practitioner"
          ),
          Field(name: "service_code", paths: codes("code")),
          Field(name: "start", paths: ["performedPeriod.start", "occurrencePeriod.start"]),
          Field(name: "end", paths: ["performedPeriod.end", "occurrencePeriod.end"]),
          Field(name: "encounter_id", paths: ["encounter.reference"], target: "Encounter"),
          Field(name: "location_id", paths: ["location.reference"], target: "Location"),
        ])
    ],
    "Coverage": [
      Profile(
        kind: .coverages,
        fields: [
          Field(name: "coverage_id", paths: ["id", "identifier[0].value"]),
          Field(name: "patient_id", paths: ["beneficiary.reference"], target: "Patient"),
          plan.or(payor),
          Field(name: "level", paths: ["order"], map: [("1", "primary"), ("2", "secondary")]),
          Field(
            name: "member_id", paths: ["subscriberId", "identifier[type.coding.code=MB].value"]),
          Field(
            name: "relationship", paths: ["relationship.coding[0].code"],
            map: [("parent", "other"), ("common", "spouse"), ("injured", "other")]),
        ] + period),
      Profile(
        kind: .plans, isDistinct: true,
        fields: [
          plan.or(payor), Field(name: "payer_id", paths: payor, target: "Organization"),
          Field(name: "name", paths: ["class[type.coding.code=plan].name"]),
        ]),
    ],
    "Organization": [
      Profile(
        kind: .businessUnits,
        fields: [
          Field(name: "business_unit_id", paths: ["id", npi, "identifier[0].value"]),
          Field(name: "name", paths: ["name"]), Field(name: "npi", paths: [npi]),
          Field(
            name: "tax_id",
            paths: [
              "identifier[type.coding.code=TAX].value",
              "identifier[system=urn:oid:2.16.840.1.113883.4.4].value",
            ]),
          Field(name: "phone", paths: ["telecom[system=phone].value"]),
        ] + address),
      Profile(
        kind: .payers,
        fields: [
          Field(name: "payer_id", paths: ["id", "identifier[0].value"]),
          Field(name: "name", paths: ["name"]),
          Field(
            name: "electronic_payer_id",
            paths: ["identifier[type.coding.code=NIIP].value", "identifier[0].value"]),
        ]),
    ],
    "Location": [
      Profile(
        kind: .locations,
        fields: [
          Field(name: "location_id", paths: ["id", "identifier[0].value"]),
          Field(
            name: "type", paths: ["type[0].coding[0].code", "physicalType.coding[0].code"],
            map: [
              ("PTRES", "home"), ("ho", "home"), ("SCHOOL", "school"), ("OF", "office"),
              ("PROFF", "office"), ("si", "office"), ("bu", "office"), ("ro", "office"),
            ]),
          Field(name: "name", paths: ["name"]), Field(name: "npi", paths: [npi]),
        ] + address)
    ],
    "Condition": [
      Profile(
        kind: .diagnoses, isDistinct: true,
        fields: [
          Field(name: "patient_id", paths: ["subject.reference"], target: "Patient"),
          Field(
            name: "code",
            paths: [
              "code.coding[system=http://hl7.org/fhir/sid/icd-10-cm].code", "code.coding[0].code",
            ]),
          Field(name: "start_date", paths: ["onsetDateTime", "onsetPeriod.start", "recordedDate"]),
          Field(name: "end_date", paths: ["abatementDateTime", "onsetPeriod.end"]),
        ])
    ],
  ]
}

extension FHIRProfile.Field {
  /// The same field from further paths, where the first are missing.
  fileprivate func or(_ more: [String]) -> FHIRProfile.Field {
    FHIRProfile.Field(name: name, paths: paths + more)
  }
}
