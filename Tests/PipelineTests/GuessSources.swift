import Foundation

/// Sources as other systems export them, for `guess`; everything invented.
enum GuessSource: String, CaseIterable, Sendable {
  case flat, fhir, evv, xml, german, mixed

  var file: String {
    switch self {
    case .flat: "visits.csv"
    case .fhir: "bundle.json"
    case .evv: "evv.json"
    case .xml: "export.xml"
    case .german: "sitzungen.csv"
    case .mixed: "feed.ndjson"
    }
  }

  var data: Data {
    self == .german ? Data(text.unicodeScalars.map { UInt8($0.value) }) : Data(text.utf8)
  }

  /// The records of each kind that `check` and `run` find, and how many questions remain.
  var expected: (records: [String: Int], questions: Int) {
    switch self {
    case .flat:
      (
        [
          "sessions": 4, "patients": 4, "practitioners": 4, "business_units": 4, "payers": 3,
          "plans": 3, "coverages": 3, "authorizations": 2, "diagnoses": 6, "fee_schedules": 3,
          "practitioner_qualifications": 4,
        ], 2
      )
    case .fhir:
      (
        [
          "sessions": 2, "patients": 1, "practitioners": 1, "business_units": 1, "payers": 1,
          "plans": 1, "coverages": 1, "diagnoses": 1, "locations": 1,
        ], 0
      )
    case .evv: (["sessions": 2, "patients": 1, "practitioners": 1, "payers": 2, "plans": 2], 2)
    case .xml:
      (
        [
          "sessions": 3, "patients": 2, "practitioners": 1, "payers": 2, "plans": 2, "coverages": 2,
        ], 0
      )
    case .german:
      (
        [
          "sessions": 3, "patients": 3, "practitioners": 3, "payers": 3, "plans": 3, "coverages": 3,
          "diagnoses": 3, "fee_schedules": 3,
        ], 2
      )
    case .mixed: (["sessions": 2, "patients": 1, "practitioners": 1], 2)
    }
  }

  /// A line of the billing export, without its end.
  var row: String {
    switch self {
    case .flat:
      "Ada Example 97153 2026-01-05 10:00,HM:95,12,,No,North Clinic,5,Ada Example,,Tara Tech,RBT,2026-01-05 10:00,2026-01-05 11:15,75,15 minutes,97153,A-77,Tara Tech,1234567893"
    case .fhir:
      "Ada Example 97153 2026-01-01 09:00,,11,office,No,North Clinic,4,Ada Example,MRN1,Tara Tech,,2026-01-01 09:00,2026-01-01 10:00,60,15 minutes,97153,,Tara Tech,1234567893"
    case .evv:
      "Ada Example T1019 2026-01-01 08:04,U1,,,No,,8,Ada Example,,Tara Tech,,2026-01-01 08:04,2026-01-01 10:01,117,15 minutes,T1019,,Tara Tech,1234567893"
    case .xml:
      "Ada Example 97153 2026-01-05 09:00,HM:95,12,,No,,4,Ada Example,M-1,Tara Tech,,2026-01-05 09:00,2026-01-05 10:00,60,15 minutes,97153,,Tara Tech,1234567893"
    case .german:
      "Änne Müller 97153 2026-01-05 09:00,HM,,,No,,4,Änne Müller,,Jürgen Groß,,2026-01-05 09:00,2026-01-05 10:00,60,15 minutes,97153,,Jürgen Groß,"
    case .mixed:
      "Ada Example 97153 2026-01-05 14:00,,,,No,,4,Ada Example,,Tara Tech,,2026-01-05 14:00,2026-01-05 15:00,60,15 minutes,97153,,Tara Tech,1234567893"
    }
  }

  private var text: String {
    switch self {
    case .flat: Self.flatText
    case .fhir: Self.fhirText
    case .evv: Self.evvText
    case .xml: Self.xmlText
    case .german: Self.germanText
    case .mixed: Self.mixedText
    }
  }

  private static let flatText = """
    Visit ID,Visit Status,DOS,Start Time,End Time,Client ID,Client Name,Client DOB,Client Gender,Client Address,Client City,Client State,Client Zip,Staff ID,Staff First Name,Staff Last Name,Staff NPI,Staff Credential,CPT Code,Mod 1,Mod 2,POS,Payer ID,Payer Name,Member ID,Relationship,Auth #,Auth Start,Dx Codes,Rate,Office
    1001,Completed,01/05/2026,9:00 AM,10:00 AM,C-1,"Example, Ada",03/14/2015,Female,1 Main St,Albany,NY,12207,E7,Tara,Tech,1234567893,RBT,97153,HM,,12,PAY1,Blue Shield,M100,Self,A-77,01/01/2026,"F84.0, F80.2",32.50,North Clinic
    1002,Completed,01/05/2026,10:00 AM,11:15 AM,C-1,"Example, Ada",03/14/2015,Female,1 Main St,Albany,NY,12207,E7,Tara,Tech,1234567893,RBT,97153,HM,95,12,PAY1,Blue Shield,M100,Self,A-77,01/01/2026,"F84.0, F80.2",32.50,North Clinic
    1003,No Show,01/16/2026,1:00 PM,2:00 PM,C-2,"Sample, Ben",12/01/2012,Male,2 Oak St,Troy,NY,12180,E8,Bea,Analyst,1245319599,BCBA,97155,HO,,11,PAY2,State Plan,M200,Child,,,F84.0,28.00,North Clinic
    1004,Scheduled,01/26/2026,3:30 PM,4:00 PM,C-3,"Demo, Eva",07/04/2010,Female,3 Elm St,Troy,NY,12180,E8,Bea,Analyst,1245319599,BCBA,97155,HO,,03,,,,,,,F80.2,28.00,South Clinic

    """

  private static let germanText = """
    Sitzungsnr;Status;Datum;Beginn;Ende;Patientennummer;Nachname;Vorname;Geburtsdatum;Geschlecht;Straße;Hausnummer;PLZ;Ort;Therapeut;Therapeutenname;Leistungscode;Modifikator;Betrag;Kasse;Versichertennummer;Diagnose;Bemerkung
    S-1;abgeschlossen;05.01.2026;09:00;10:00;P1;Müller;Änne;14.03.2015;weiblich;Hauptstraße;5;10115;Berlin;T1;Jürgen Groß;97153;HM;32,50;AOK;V100;F84.0;
    S-2;geplant;16.01.2026;10:00;11:30;P2;Groß;Jörg;01.12.2012;männlich;Ringstraße;7a;10117;Berlin;T2;Änne Öl;97155;HO;1.028,00;TK;V200;F80.2;später
    S-3;abgesagt;26.01.2026;14:00;14:45;P1;Müller;Änne;14.03.2015;weiblich;Hauptstraße;5;10115;Berlin;T1;Jürgen Groß;97153;HM;32,50;AOK;V100;F84.0;

    """

  private static let mixedText = """
    {"recordType":"client","clientId":"1","firstName":"Ada","lastName":"Example","dob":"2015-03-14","sex":"F"}
    {"recordType":"staff","staffId":"9","firstName":"Tara","lastName":"Tech","npi":"1234567893"}
    {"recordType":"visit","visitId":"v1","clientId":"1","staffId":"9","serviceCode":"97153","startTime":"2026-01-05T14:00:00Z","endTime":"2026-01-05T15:00:00Z","status":"approved"}
    {"recordType":"visit","visitId":"v2","clientId":"1","staffId":"9","serviceCode":"97153","startTime":"2026-01-06T14:00:00Z","endTime":"2026-01-06T15:00:00Z","status":"open"}

    """

  private static let evvText = """
    {"ProviderIdentification": {"ProviderID": "123456"},
     "Visits": [
      {"VisitOtherID": "V1", "SequenceID": "20260105120001", "EmployeeIdentifier": "E7", "ClientID": "C1", "VisitCancelledIndicator": "false", "PayerID": "NYMA", "PayerProgram": "MLTC", "ProcedureCode": "T1019", "Modifier1": "U1", "Modifier2": null, "ScheduleStartTime": "2026-01-01T13:00:00Z", "ScheduleEndTime": "2026-01-01T15:00:00Z", "AdjInDateTime": "2026-01-01T13:04:00Z", "AdjOutDateTime": "2026-01-01T15:01:00Z", "Calls": [{"CallDateTime": "2026-01-01T13:04:00Z", "CallType": "Time In"}, {"CallDateTime": "2026-01-01T15:01:00Z", "CallType": "Time Out"}]},
      {"VisitOtherID": "V2", "SequenceID": "20260105120002", "EmployeeIdentifier": "E7", "ClientID": "C1", "VisitCancelledIndicator": "true", "PayerID": "NYMA", "PayerProgram": "MLTC", "ProcedureCode": "T1019", "Modifier1": "U1", "Modifier2": null, "ScheduleStartTime": "2026-01-02T13:00:00Z", "ScheduleEndTime": "2026-01-02T15:00:00Z", "AdjInDateTime": "2026-01-02T13:04:00Z", "AdjOutDateTime": "2026-01-02T15:01:00Z"}],
     "Clients": [{"ClientID": "C1", "ClientFirstName": "Ada", "ClientLastName": "Example", "ClientBirthDate": "1950-01-02", "ClientTimezone": "America/New_York", "ClientAddress": [{"ClientAddressType": "Home", "ClientAddressLine1": "1 Main St", "ClientCity": "Albany", "ClientState": "NY", "ClientZip": "12207"}]}],
     "Employees": [{"EmployeeIdentifier": "E7", "EmployeeFirstName": "Tara", "EmployeeLastName": "Tech", "EmployeeNPI": "1234567893"}]}
    """

  private static let xmlText = """
    <?xml version="1.0" encoding="UTF-8"?>
    <px:Export xmlns:px="urn:example:practice" generated="2026-02-01">
      <px:Providers>
        <px:Provider npi="1234567893" code="PR1"><px:Name><px:Given>Tara</px:Given><px:Family>Tech</px:Family></px:Name></px:Provider>
      </px:Providers>
      <px:Clients>
        <px:Client id="C1" sex="F">
          <px:Name><px:Given>Ada</px:Given><px:Family>Example</px:Family></px:Name>
          <px:BirthDate>2015-03-14</px:BirthDate>
          <px:Identifier type="MRN">M-1</px:Identifier><px:Identifier type="SSN">9</px:Identifier>
          <px:Address><px:Street>1 Main St</px:Street><px:City>Albany</px:City><px:State>NY</px:State><px:Zip>12207</px:Zip></px:Address>
          <px:Insurance memberId="M100" payer="PAY1" payerName="Blue Shield" level="1"><px:Plan>PPO</px:Plan><px:Effective>2026-01-01</px:Effective></px:Insurance>
          <px:Visits>
            <px:Visit id="V1" status="Completed"><px:When start="2026-01-05T09:00:00-05:00" end="2026-01-05T10:00:00-05:00"/><px:Service code="97153"><px:Modifier>HM</px:Modifier><px:Modifier>95</px:Modifier></px:Service><px:RenderedBy ref="PR1"/><px:PlaceOfService>12</px:PlaceOfService></px:Visit>
            <px:Visit id="V2" status="Cancelled"><px:When start="2026-01-06T09:00:00-05:00" end="2026-01-06T10:00:00-05:00"/><px:Service code="97153"/><px:RenderedBy ref="PR1"/><px:PlaceOfService>11</px:PlaceOfService></px:Visit>
          </px:Visits>
        </px:Client>
        <px:Client id="C2" sex="M">
          <px:Name><px:Given>Ben</px:Given><px:Family>Sample</px:Family></px:Name>
          <px:BirthDate>2012-12-01</px:BirthDate>
          <px:Identifier type="MRN">M-2</px:Identifier>
          <px:Address><px:Street>2 Oak St</px:Street><px:City>Troy</px:City><px:State>NY</px:State><px:Zip>12180</px:Zip></px:Address>
          <px:Insurance memberId="M200" payer="PAY2" payerName="State" level="1"><px:Plan>HMO</px:Plan><px:Effective>2026-01-01</px:Effective></px:Insurance>
          <px:Visits>
            <px:Visit id="V3" status="In Progress"><px:When start="2026-01-07T09:00:00-05:00" end="2026-01-07T10:00:00-05:00"/><px:Service code="97155"/><px:RenderedBy ref="PR1"/><px:PlaceOfService>11</px:PlaceOfService></px:Visit>
          </px:Visits>
        </px:Client>
      </px:Clients>
    </px:Export>
    """

  private static let fhirText = """
    {"resourceType": "Bundle", "type": "collection", "entry": [
      {"resource": {"resourceType": "Organization", "id": "org-1", "type": [{"coding": [{"code": "prov"}]}], "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "1518954321"}], "name": "North Clinic", "address": [{"line": ["10 Broad St"], "city": "Albany", "state": "NY", "postalCode": "12207"}]}},
      {"resource": {"resourceType": "Organization", "id": "org-9", "type": [{"coding": [{"code": "ins"}]}], "name": "Blue Shield"}},
      {"resource": {"resourceType": "Patient", "id": "p1", "identifier": [{"type": {"coding": [{"code": "SS"}]}, "value": "999-00-0000"}, {"type": {"coding": [{"code": "MR"}]}, "value": "MRN1"}], "name": [{"use": "official", "family": "Example", "given": ["Ada", "Q"]}], "gender": "female", "birthDate": "2015-03-14", "address": [{"line": ["1 Main St", "Apt 2"], "city": "Albany", "state": "NY", "postalCode": "12207"}]}},
      {"resource": {"resourceType": "Practitioner", "id": "pr1", "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}], "name": [{"family": "Tech", "given": ["Tara"]}]}},
      {"resource": {"resourceType": "Location", "id": "loc1", "name": "Clinic", "type": [{"coding": [{"code": "PROFF"}]}], "address": {"line": ["10 Broad St"], "city": "Albany", "state": "NY", "postalCode": "12207"}}},
      {"resource": {"resourceType": "Coverage", "id": "cov1", "subscriberId": "M100", "beneficiary": {"reference": "Patient/p1"}, "relationship": {"coding": [{"code": "self"}]}, "period": {"start": "2026-01-01"}, "payor": [{"reference": "Organization/org-9"}], "class": [{"type": {"coding": [{"code": "group"}]}, "value": "G1"}, {"type": {"coding": [{"code": "plan"}]}, "value": "PPO", "name": "PPO Gold"}], "order": 1}},
      {"resource": {"resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/p1"}, "code": {"coding": [{"system": "http://snomed.info/sct", "code": "408856003"}, {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "F84.0"}]}, "onsetDateTime": "2020-05-01T00:00:00-04:00"}},
      {"resource": {"resourceType": "Encounter", "id": "e1", "status": "finished", "class": {"code": "AMB"}, "type": [{"coding": [{"system": "http://snomed.info/sct", "code": "1"}, {"system": "http://www.ama-assn.org/go/cpt", "code": "97153"}]}], "subject": {"reference": "Patient/p1"}, "participant": [{"individual": {"reference": "Practitioner/pr1"}}], "period": {"start": "2026-01-01T09:00:00-05:00", "end": "2026-01-01T10:00:00-05:00"}, "location": [{"location": {"reference": "Location/loc1"}}], "serviceProvider": {"reference": "Organization/org-1"}}},
      {"resource": {"resourceType": "Encounter", "id": "e2", "status": "in-progress", "class": {"code": "AMB"}, "type": [{"coding": [{"system": "http://www.ama-assn.org/go/cpt", "code": "97155"}]}], "subject": {"reference": "Patient/p1"}, "participant": [{"individual": {"reference": "Practitioner/pr1"}}], "period": {"start": "2026-01-02T09:00:00-05:00", "end": "2026-01-02T10:00:00-05:00"}, "serviceProvider": {"reference": "Organization/org-1"}}}
    ]}
    """
}
