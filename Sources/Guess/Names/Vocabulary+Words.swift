extension Vocabulary {
  /// Say nothing of what a column is.
  static let noise: Set<String> = [
    "the", "of", "a", "an", "and", "in", "my", "is", "for", "value", "display", "text", "data",
    "info", "details", "der", "die", "das", "des", "und", "record", "list", "field", "full",
    "current",
    "adjusted", "billed", "evv", "by", "actual", "verified", "valuestring", "string", "extension",
    "concept",
    "codeable", "our", "eur", "euro", "usd", "internal", "used", "items", "item", "entry",
    "resource", "primaryid", "valid", "gueltig", "je",
  ]

  /// The word that stands for others, and those others.
  private static let groups: [(String, String)] = [
    // Whom or what a column is about.
    (
      "patient",
      """
      patient patients pt pat client clients klient klienten consumer consumers recipient recipients \
      individual individuals subject beneficiary learner student kunde kunden patienten patientin member \
      members participant person mbr kd acct account pupil resident
      """
    ),
    (
      "practitioner",
      """
      practitioner practitioners provider providers therapist therapists clinician clinicians staff \
      employee employees caregiver caregivers aide attendant rbt bcba doctor physician performer worker \
      technician tech therapeut therapeuten therapeutin behandler mitarbeiter mitarbeiterin rendering \
      servicing treating rendered performed provided leistungserbringer dsw attending
      """
    ),
    (
      "payer",
      """
      payer payers payor payors insurer insurers insurance insurances carrier carriers mco \
      krankenkasse kasse krankenversicherung kostentraeger versicherer versicherung ins
      """
    ),
    ("plan", "plan plans product benefitplan tarif"),
    (
      "coverage",
      "coverage cover covers cov coverages policy policies eligibility versicherungsschutz police"
    ),
    (
      "holder",
      """
      holder policyholder subscriber insured guarantor insuredperson versicherungsnehmer \
      hauptversicherter
      """
    ),
    (
      "authorization",
      """
      authorization authorizations authorisation auth auths preauth priorauth precert genehmigung \
      genehmigungen bewilligung verordnung verordnungen pa
      """
    ),
    ("location", "location locations site sites place standort venue"),
    (
      "unit",
      """
      unit businessunit clinic clinics office offices branch branches agency agencies region division \
      divisions organization organizations organisation organisationen practice company praxis filiale \
      department departments abteilung mandant entity org orgs
      """
    ),
    ("facility", "facility fac facilities einrichtung"),
    ("case", "case cases episode episodes fall faelle"),
    (
      "session",
      """
      session sessions visit visits appointment appointments appt sitzung sitzungen termin termine \
      behandlung behandlungen besuch besuche note notes shift timesheet timesheets event einsatz
      """
    ),
    ("encounter", "encounter encounters"),
    (
      "diagnosis",
      "diagnosis diagnoses dx diag icd diagnose diagnosen conditions condition problem problems"
    ),
    (
      "referring",
      "referring referral referrals referred referrer ueberweiser ueberweisender referrals"
    ),
    ("billing", "billing bill abrechnung"),
    ("supervising", "supervising supervisor"),
    // What it says of it.
    (
      "id",
      """
      id ids identifier identifiers identification number num no nr nummer nbr key guid uuid ref \
      reference kennung schluessel externalid seriennummer
      """
    ),
    ("first", "first given giv fst fname vorname forename givenname firstname"),
    ("last", "last family fam lst surname lname nachname familienname lastname familyname zuname"),
    ("middle", "middle mi suffix prefix maiden title titel"),
    ("name", "name names nm label fullname bezeichnung"),
    ("birth", "birth born birthdate birthday dob geburtsdatum geburt geboren geb bday dateofbirth"),
    ("gender", "gender sex sx geschlecht"),
    (
      "address",
      "address addr street line strasse str anschrift adresse address_line strassehausnummer"
    ),
    ("housenumber", "hausnummer hausnr housenumber"),
    ("city", "city cty town ort stadt wohnort municipality"),
    ("state", "state st province bundesland"),
    ("county", "county district country nation land"),
    ("zip", "zip zipcode postal postalcode postcode plz postleitzahl"),
    ("zone", "timezone tz zeitzone zone"),
    ("mrn", "mrn mr chart akte aktennummer chartnumber medicalrecordnumber"),
    ("status", "status stat disposition zustand"),
    (
      "start",
      "start starts started begin begins eff seit beginn anfang from von since effective in gueltigab ab"
    ),
    (
      "end",
      """
      end ends ended term stop stopped finish finished to until through thru expiration expires expiry \
      termination terminated bis ende out gueltigbis
      """
    ),
    ("date", "date dt day datum tag dates"),
    ("time", "time times zeit uhrzeit tm clock hour timestamp stamp"),
    ("date time", "datetime datumzeit"),
    (
      "duration",
      "duration minutes mins min dauer length minuten laenge durationminutes lengthminutes elapsed"
    ),
    ("code", "code cd cde codes ziffer kuerzel"),
    ("procedure", "procedure procedures cpt hcpcs proc leistungsziffer gebuehrenziffer cptcode px"),
    ("service", "service services svc leistung leistungen activity serviceitem"),
    ("modifier", "modifier modifiers mod mods modifikator"),
    ("npi", "npi"),
    ("taxonomy", "taxonomy taxonomies tax"),
    ("taxid", "taxid ein tin fein steuernummer"),
    ("phone", "phone telephone tel telefon telefonnummer mobile"),
    ("contact", "contact ansprechpartner kontakt"),
    ("level", "level tier rang cob"),
    ("order", "rank order sequence seq priority reihenfolge rang version revision"),
    (
      "relationship",
      "relationship rel relation relationshiptopolicyholder relationshipcode beziehung verhaeltnis"
    ),
    ("medicare", "medicare"),
    ("medicaid", "medicaid"),
    ("rule", "rule rules regel roundingrule method"),
    ("electronic", "electronic edi elektronisch"),
    ("amount", "amount rate price fee fees betrag preis satz honorar rates"),
    ("charge", "charge charges total cost kosten gesamt"),
    ("expected", "expected allowed contracted erwartet"),
    (
      "telehealth", "telehealth telecare telemedicine virtual remote video online tele videositzung"
    ),
    ("pos", "pos placeofservice leistungsort"),
    ("link", "link url href weblink"),
    ("external", "external externally extern"),
    (
      "qualification",
      """
      qualification qualifications cred creds credential credentials license licenses licence certification \
      certifications qualifikation qualifikationen abschluss
      """
    ),
    ("requirement", "requirement requirements anforderung anforderungen"),
    ("benefit", "benefit benefits"),
    ("assignment", "assignment assignments zuordnung"),
    ("type", "type types kind art typ category class"),
    ("subscriberid", "subscriberid memberid memberno membernumber policynumber versichertennummer"),
    ("versicherten", "versicherten versicherter mitglied mitglieds"),
    ("period", "period zeitraum range"),
    ("schedule", "schedule scheduled planned geplant sched planmaessig"),
    ("units", "units einheit einheiten hours stunden qty quantity menge"),
    ("secondary", "secondary second"),
    ("primary", "primary prim"),
    ("timed", "timed"),
    ("transition", "transitions transition"),
    ("ssn", "ssn sozialversicherungsnummer"),
    ("email", "email mail"),
    ("claim", "claim claims rechnung"),
    ("group", "group gruppe"),
    (
      "cancelled",
      "cancelled canceled cancellation cancel cancelation storniert voided deletedflag noshow"
    ),
    ("indicator", "indicator flag kennzeichen ind"),
    ("created", "created updated modified deleted entered erstellt geaendert signed"),
    (
      "comment",
      "comment comments desc remark remarks description memo bemerkung bemerkungen beschreibung"
    ),
    ("modality", "modality delivery mode"),
  ]

  /// Several pieces that are one word, or one that is several.
  static let phrases: [String: String] = [
    "place of service": "pos", "place service": "pos", "place of service code": "pos",
    "pos code": "pos", "service place": "pos", "ort der leistung": "pos",
    "date of birth": "birth", "birth date": "birth", "geb datum": "birth",
    "date of service": "service date", "dates of service": "service date",
    "service date": "service date", "medical record number": "mrn", "medical record": "mrn",
    "chart number": "mrn", "chart no": "mrn", "mr number": "mrn",
    "time zone": "zone", "business unit": "unit", "policy holder": "holder",
    "zip code": "zip", "postal code": "zip", "post code": "zip", "tax id": "taxid",
    "tax identifier": "taxid", "social security": "ssn", "social security number": "ssn",
    "subscriber id": "subscriberid", "subscriber number": "subscriberid",
    "member id": "subscriberid", "member no": "subscriberid", "member number": "subscriberid",
    "member identifier": "subscriberid", "policy number": "subscriberid",
    "policy no": "subscriberid",
    "policy id": "subscriberid", "insurance id": "subscriberid", "insured id": "subscriberid",
    "insurance number": "subscriberid", "medicaid id": "subscriberid",
    "medicaid number": "subscriberid", "versicherten nr": "subscriberid",
    "versicherten nummer": "subscriberid", "versicherungs nummer": "subscriberid",
    "versicherungs nr": "subscriberid", "mitglieds nummer": "subscriberid",
    "mitglieds nr": "subscriberid",
    "vers nr": "subscriberid", "vers no": "subscriberid", "vers nummer": "subscriberid",
    "person name": "name", "medicaid no": "subscriberid", "medicaid nr": "subscriberid",
    "medicare no": "subscriberid", "medicare id": "subscriberid",
    "medicare number": "subscriberid", "subscriber no": "subscriberid",
    "subscriber nr": "subscriberid",
    "m w d": "gender", "m w": "gender", "m f": "gender", "ln 1": "address 1",
    "ln 2": "address 2", "versicherten no": "subscriberid", "mitglied nr": "subscriberid",
    "mitglied nummer": "subscriberid",
    "prior auth": "authorization", "prior authorization": "authorization",
    "pre auth": "authorization", "auth number": "authorization id", "clock in": "start time",
    "clock out": "end time", "check in": "start time", "check out": "end time",
    "time in": "start time", "time out": "end time", "call in": "start time",
    "call out": "end time", "first name": "first name", "last name": "last name",
    "given name": "first name", "family name": "last name", "zu name": "last name",
    "claim number": "claim id", "business units": "unit", "fee schedule": "amount",
    "fee schedules": "amount", "rate table": "amount", "care plan": "careplan",
    "treatment plan": "careplan", "service plan": "careplan", "record type": "recordtype",
    "resource type": "resourcetype", "e mail": "email", "case manager": "manager",
    "primary care": "pcp", "house number": "housenumber", "haus nummer": "housenumber",
    "haus nr": "housenumber", "guarantor": "holder", "group number": "group id",
    "group no": "group id", "auth": "authorization", "pa": "authorization", "dos": "service date",
    "leistungs datum": "service date", "behandlungs datum": "service date",
    "termin datum": "service date", "sitzungs datum": "service date",
  ]

  /// Words in one piece that stand for several.
  private static let several: [String: String] = [
    "dos": "service date", "datetime": "date time", "startdatetime": "start date time",
    "enddatetime": "end date time", "dxcode": "diagnosis code", "leistungscode": "service code",
    "givenname": "first name", "firstname": "first name", "fname": "first name",
    "vorname": "first name", "lastname": "last name", "lname": "last name",
    "familyname": "last name", "nachname": "last name", "familienname": "last name",
    "surname": "last name", "fullname": "name", "birthdate": "birth", "dob": "birth",
    "memberid": "subscriberid", "cptcode": "procedure code", "cpt": "procedure code",
    "hcpcs": "procedure code", "icd": "diagnosis code", "zipcode": "zip", "serviceid": "service id",
    "startzeit": "start time", "endzeit": "end time", "endezeit": "end time",
  ]

  static let synonyms: [String: String] = {
    var synonyms: [String: String] = [:]
    for (word, others) in groups {
      for other in others.split(whereSeparator: { $0 == " " || $0 == "\n" }) where !other.isEmpty {
        synonyms[String(other)] = synonyms[String(other)] ?? word
      }
    }
    return synonyms.merging(several) { $1 }
  }()

  /// The words that stand for themselves.
  static let canonical: Set<String> = Set(
    groups.flatMap { $0.0.split(separator: " ").map(String.init) })

  /// Words that say whom a column is about.
  static let entities: Set<String> = [
    "patient", "practitioner", "payer", "plan", "coverage", "holder", "authorization", "location",
    "unit", "facility", "case", "session", "encounter", "diagnosis", "referring", "billing",
    "supervising",
    "manager", "pcp", "contact", "claim", "group", "careplan", "email", "ssn", "secondary",
  ]
}
