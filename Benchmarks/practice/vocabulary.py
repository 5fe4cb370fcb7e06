"""The words that the made-up practice is written with. No person, number or address is real."""

FIRST_NAMES = (
    "Ada Bruno Clara Davide Esmé Fatima Gustav Hana Ivo Júlia Karim Lena Marek Nadia Omar Paula Renée Sanjay "
    "Tova Ulrik Vera Waleed Yara Zeno").split()
LAST_NAMES = (
    "Adler Björk Chen Dubois Eze Farkas Gómez Haddad Iyer Johansson Kaya Lindqvist Moreau Novak O'Dell Pérez "
    "Quigley Rossi Sato Țurcan Ueda Vogel Wójcik Yilmaz Zeman").split() + ["de la Cruz", "St. John"]
STREETS = "Alder Birch Cedar Elm Hawthorn Juniper Linden Maple Oak Rowan".split()

# service code, procedure code, the qualifications that payers like to ask for
SERVICES = (
    ("DIRECT", "97153", ("RBT", "BCaBA", "BCBA")), ("SUPERVISE", "97155", ("BCBA", "BCaBA")),
    ("CAREGIVER", "97156", ("BCBA", "LCSW")), ("ASSESS", "97151", ("BCBA",)), ("SOCIAL", "97154", ("RBT", "BCBA")),
    ("SPEECH", "92507", ("SLP", "BCBA")), ("SPEECH-GRP", "92508", ("SLP", "BCBA")), ("SPEECH-EVAL", "92523", ("SLP",)),
    ("OCC", "97530", ("OTR", "BCBA")), ("OCC-GRP", "97150", ("OTR", "BCBA")), ("OCC-EVAL", "97166", ("OTR", "BCBA")),
    ("PHYSICAL", "97110", ("PT", "BCBA")), ("PHYS-EVAL", "97162", ("PT", "BCBA")), ("TALK", "90834", ("PSY", "BCBA")),
    ("FAMILY", "90847", ("PSY", "LCSW", "BCBA")), ("TESTING", "96130", ("PSY", "BCBA")),
    ("COUNSEL", "90832", ("LCSW", "BCBA")), ("COUNSEL-GRP", "90853", ("LCSW", "PSY", "BCBA")),
    ("MANAGE", "T1016", ("LCSW", "BCBA")), ("RESPITE", "S5150", ("RBT", "LCSW", "BCBA")))
# What a practitioner may hold; most hold one.
HELD = (("RBT",), ("RBT",), ("RBT",), ("BCBA",), ("BCBA", "LCSW"), ("BCaBA",), ("SLP",), ("OTR",), ("PT",), ("PSY",),
        ("LCSW",), ("BCaBA", "RBT"))

BUSINESS_UNITS = ("Harbour Clinic", "Hillside Clinic", "Riverside", "Old Town", "School Services", "Home Visits",
                  "Online", "First Steps")
LOCATION_TYPES = ("office", "office", "office", "home", "home", "home", "school", "other")
MODIFIERS = ("", "", "", "", "", "", "", "HN", "HO", "HM", "95", "GT:95", "HN:95", "U1", "U1:U2", "HO:GT:95",
             "HM:U1:U2:59", "59", "XP", "")
NOTE_WORDS = (
    "practised requests with picture cards and a timer greeted peers at the door needed two prompts before the task "
    "was calm after the break chose a book took turns in the game caregiver present next goal stays the same").split()
