/// The states' time zones: where most of a state's people live.
enum USStates {
  static let zones: [String: String] = {
    let states = [
      "America/New_York": "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
      "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
      "America/Denver": "CO ID MT NM UT WY", "America/Phoenix": "AZ",
      "America/Los_Angeles": "CA NV OR WA", "America/Anchorage": "AK", "Pacific/Honolulu": "HI",
      "America/Puerto_Rico": "PR",
    ]
    var zones: [String: String] = [:]
    for (zone, names) in states {
      for name in names.split(separator: " ") { zones[String(name)] = zone }
    }
    return zones
  }()

  /// Names in full, as some sources write them.
  static let codes: [String: String] = {
    let names = """
      alabama AL,alaska AK,arizona AZ,arkansas AR,california CA,colorado CO,connecticut CT,delaware DE,\
      florida FL,georgia GA,hawaii HI,idaho ID,illinois IL,indiana IN,iowa IA,kansas KS,kentucky KY,\
      louisiana LA,maine ME,maryland MD,massachusetts MA,michigan MI,minnesota MN,mississippi MS,\
      missouri MO,montana MT,nebraska NE,nevada NV,new hampshire NH,new jersey NJ,new mexico NM,\
      new york NY,north carolina NC,north dakota ND,ohio OH,oklahoma OK,oregon OR,pennsylvania PA,\
      rhode island RI,south carolina SC,south dakota SD,tennessee TN,texas TX,utah UT,vermont VT,\
      virginia VA,washington WA,west virginia WV,wisconsin WI,wyoming WY,district of columbia DC
      """
    var codes: [String: String] = [:]
    for entry in names.split(separator: ",") {
      codes[String(entry.dropLast(3))] = String(entry.suffix(2))
    }
    return codes
  }()
}
