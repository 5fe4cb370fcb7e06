/// What sources write for the words of our choices.
enum ChoiceWords {
  /// Our word for a source's, by the field's name; `nil` where none is near. An empty one is a missing
  /// value.
  static func ours(_ written: String, for field: String) -> String? {
    tables[table(of: field)]?[plain(written)]
  }

  /// Whether there are words for a field.
  static func has(_ field: String) -> Bool { tables[table(of: field)] != nil }

  private static func table(of field: String) -> String {
    field.hasSuffix("gender") ? "gender" : field
  }

  /// Letters and digits in lower case, one space between words.
  static func plain(_ text: String) -> String {
    Vocabulary.plainWords(text).joined(separator: " ")
  }

  private static let tables: [String: [String: String]] = written.mapValues { groups in
    var words: [String: String] = [:]
    for (ours, theirs) in groups {
      for word in theirs.split(separator: ",") { words[plain(String(word))] = ours }
    }
    return words
  }

  private static let yes =
    "true,yes,y,1,ja,j,x,oui,si,t,wahr"
  private static let no = "false,no,n,0,nein,f,falsch"

  private static let written: [String: [(String, String)]] = [
    "status": [
      (
        "submitted",
        """
        submitted,finished,complete,completed,done,signed,approved,closed,verified,attended,kept,\
        fulfilled,locked,final,finalized,billed,ready,ready to bill,checked out,discharged,billable,\
        processed,accepted,confirmed visit,rendered,provided,delivered,abgeschlossen,erledigt,beendet,\
        durchgeführt,freigegeben,geleistet,fertig,erbracht,unterschrieben,show,present
        """
      ),
      (
        "in_progress",
        """
        in progress,inprogress,started,open,draft,unsigned,pending,active,arrived,triaged,onleave,\
        incomplete,in bearbeitung,laufend,offen,begonnen,entwurf,checked in,unverified,omit
        """
      ),
      (
        "scheduled",
        """
        scheduled,planned,booked,gebucht,confirmed,upcoming,proposed,requested,tentative,geplant,terminiert,\
        vorgemerkt,bestätigt,future,new
        """
      ),
      (
        "reopened",
        "reopened,returned,amended,rejected,rework,corrected,wiedereröffnet,zurückgegeben"
      ),
      (
        "cancelled",
        """
        cancelled,canceled,no show,noshow,missed,deleted,void,voided,entered in error,revoked,stopped,\
        not done,abgesagt,storniert,ausgefallen,nicht erschienen,gelöscht,entfallen,absent,declined,\
        cancelled by client,cancelled by staff,client cancelled,late cancel,bill no
        """
      ),
    ],
    "gender": [
      ("F", "f,female,woman,girl,w,weiblich,frau,fem"),
      ("M", "m,male,man,boy,männlich,mann,herr"),
      (
        "U",
        "u,unknown,other,o,x,d,divers,nonbinary,non binary,not known,undisclosed,unbekannt,unspecified,"
          + "ambiguous,not applicable,genderqueer"
      ),
    ],
    "relationship": [
      ("self", "self,18,patient,same,selbst,owner,s,subscriber,insured,onself"),
      ("spouse", "spouse,01,1,husband,wife,partner,ehepartner,ehegatte,domestic partner,common"),
      ("child", "child,19,son,daughter,dependent,kind,c,parent,guardian,father,mother"),
      ("other", "other,g8,21,grandparent,andere,sonstige,o,injured"),
    ],
    "type": [
      (
        "home",
        "home,12,residence,client home,patient home,in home,house,zuhause,hausbesuch,wohnung,h,ptres,"
          + "private residence,homehealth,member home,hh,1"
      ),
      (
        "office",
        "office,11,clinic,center,centre,facility,praxis,ambulatory,o,outpatient,amb,provider office,"
          + "in office,in clinic,klinik,community health"
      ),
      ("school", "school,03,3,schule,pupil school,daycare,preschool,kindergarten,sch,s"),
      (
        "other",
        "other,99,community,telehealth,02,10,remote,virtual,andere,sonstige,hospital,krankenhaus,"
          + "day program,park,c,2"
      ),
    ],
    "level": [
      ("primary", "primary,p,1,first,01,primär,prim,erste,pri"),
      ("secondary", "secondary,s,2,second,02,sekundär,sec,zweite"),
    ],
    "authorization_status": [
      ("active", "active,approved,open,granted,current,certified,genehmigt,aktiv,a,a1,in effect"),
      ("pending", "pending,requested,submitted,in review,draft,beantragt,offen,p,a4,awaiting"),
    ],
    "charge_status": [
      ("new", "new,unbilled"), ("on_hold", "on hold,hold,held"),
      ("ready_to_bill", "ready to bill,ready,approved"),
      ("claim_line_created", "claim line created,claimed,billed,claim created"),
      ("awaiting_resubmission", "awaiting resubmission,denied,resubmit"),
    ],
    "billing_rule": [
      ("commercial", "commercial,standard,ceiling,round up"),
      ("ama", "ama,midpoint,ama midpoint,rule of eights,sps"),
      ("medicare", "medicare,cms,8 minute,8 minute rule,eight minute rule"),
      ("not_specified", "not specified,none,default,unspecified"),
    ],
    "charge_period": [("weekly", "weekly,week,w"), ("monthly", "monthly,month,m")],
    "telecare": [
      (
        "yes",
        yes
          + ",telehealth,video,virtual,remote,telecare,telemedicine,online,phone,02,10,vr,gt,95,tele,"
          + "videositzung,fernbehandlung"
      ),
      (
        "no",
        no + ",in person,inperson,onsite,on site,face to face,f2f,office,home,clinic,amb,hh,imp,"
          + "vor ort,präsenz"
      ),
    ],
    "billed_externally": [("yes", yes), ("no", no)],
    "medicare": [("yes", yes + ",medicare"), ("no", no)],
    "timed": [("yes", yes + ",timed"), ("no", no + ",untimed")],
  ]
}

extension Vocabulary {
  /// Letters and digits of a text in lower case, cut at all else; accents stay.
  static func plainWords(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }
}
