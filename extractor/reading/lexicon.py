"""The words that news English names ranks, offices, bodies and speech acts with."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OFFICE_HEADS = _words("""
    admiral adviser advisor ambassador analyst archbishop archimandrite attache attorney ayatollah
    baron bishop boss brigadier candidate captain cardinal ceo cfo chair chairman chairperson
    chairwoman chancellor chief chiefs cleric cmdr coach co-chair colonel commander
    commander-in-chief commissioner commodore consul convener coordinator coo corporal councillor
    councilor counsellor counselor dean delegate deputy diplomat director dr economist emir engineer
    envoy executive founder gen general governor head imam inspector judge justice king lady
    lawmaker lawyer leader lieutenant lord lt maj major manager marshal mayor mediator member
    metropolitan minister mp mufti mullah negotiator officer official owner pastor patriarch pope
    premier president priest prince princess principal professor prosecutor queen
    rabbi rapporteur rear rector representative rep reverend sec secretary secretary-general sen
    senator sergeant sheikh shaykh sir dame speaker spokesman spokesperson spokeswoman strategist
    sultan
    superintendent mr mrs ms miss haj hajj martyr martyrs teacher trainer treasurer
    undersecretary under-secretary vice-chancellor vice-president vice-chair whip
""")
"""A title ends in, or is built around, one of these."""

TITLE_MODIFIERS = _words("""
    acting affairs agricultural agriculture aid air and anti-terror armed army assistant aviation
    bank border brigadier budget business cabinet central chief chiefs civil climate coalition
    coast committee commerce commercial communications company corporate council crown cultural
    culture customs cyber defence defense deputy designate development disarmament district division
    domestic economic economy education elect emergency employment energy environment european
    executive exterior external family federal field finance financial first fisheries football
    for force
    forces foreign former general government ground group guard guards head health high highest
    home house housing human immigration industrial industry information infrastructure
    intelligence interim interior international investment joint junior justice labor labour
    land law lead legal lieutenant longtime maj major managing maritime media medical military
    migration mines monetary municipal national naval navy nuclear oil operations opposition
    outgoing parliament
    parliamentary party peace permanent petroleum planning police policy political port presidential
    press prime principal programme program public quds railway rear regional relations resources
    religious
    research resident revolution rights rural science sector security senior service services
    ship social special sport sports staff state strategic strategy supreme tax technical
    technology the then then-deputy top tourism trade transport transportation treasury tribal
    under union university urban vice visiting war water welfare women works world youth
""")
"""Stand beside an office head within a title, in lower or upper case."""

GIVEN_OR_OFFICE = _words("emir king prince bishop dean judge sultan baron marshal sheikh lord pope")
"""Office words that are given names or surnames too."""

ABBREVIATED = _words("""
    gen maj lt col brig adm capt sgt cmdr dr mr mrs ms prof rev sen rep gov st sr jr
""")

RANKS = _words("""
    admiral brigadier captain cmdr colonel commander commodore corporal gen general lieutenant lt
    maj major marshal rear sergeant vice-admiral field vice col brig adm capt sgt
""")

COURTESY = _words("mr mrs ms miss dr sir dame haj hajj martyr martyrs the late")
"""Stand before a name without being a rank or an office."""

HONORIFICS = _words("""
    alhaja alhaji bapak cik datin dato datuk encik engr father haji hadji hajia hajiya hon
    honorable honourable madam madame mme monsieur shri smt tuan ustaz ustadz
""")
"""The same where they have a capital; in no phrase that is a word of its own."""

DOTTED_HONORIFICS = _words("eng fr ir")
"""The same where a full stop follows, too."""

SHORT_OFFICES = _words("adm amb brig capt cllr col gov prof rev sgt")
"""Ranks and offices shortened before a name."""

COUNTERPARTS = frozenset({"counterpart", "counterparts", "opposite number", "opposite numbers"})

COLLECTIVE_HEADS = _words("""
    sides parties countries nations delegations teams governments ministers leaders generals
    presidents commanders pair duo trio officials diplomats negotiators neighbors neighbours
    allies unions
    companies banks workers residents protesters farmers delegates lawmakers analysts experts
    sources activists members executives representatives
""")

BODY_HEADS = _words("""
    academy administration agency alliance armada army assembly association authority bank board
    brigade bureau cabinet caucus center centre chamber church clinic club coalition college command
    commission committee company confederation conference congress consortium corporation corps
    council court delegation department directorate embassy federation firm force forces foundation
    front fund government group guard guards hospital inc institute institution junta kremlin league
    mission ministry mosque movement navy network newspaper office organisation organization
    outlet paper parliament party police presidency press regulator secretariat senate service
    society state station subcommittee syndicate team treasury tribunal union unit units university
    watchdog
""")

COMPANY_SUFFIXES = _words("plc ltd llc corp gmbh ag sa nv bv se spa inc co")
"""Close the name of a company."""

OUTLETS = _words("times post herald tribune gazette telegraph guardian journal chronicle observer")
"""Name a newspaper where they have a capital."""

NAME_PARTICLES = _words("""
    abu al ap ar as bin bint da dal das de del della den der di do dos du el ibn la le ould
    san st ten ter tho ul um umm van vom von y zu
""")

FAMILY_NAMES_FIRST = _words("""
    bui chen cho choi dang deng duong gao guo hoang hu huang jang jung kang kim lee li lin liu luo
    ma ngo nguyen park pham phan seo shin sun tran wang wu xi xu yang yoon zhang zhao zheng zhou zhu
""")
"""Chinese, Korean and Vietnamese family names, which stand before the given name."""

NOT_NAMES = _words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december i he she it they we you his her their its our
    the a an this that these those in on at by for from to of with and but or if as when while
    after before during since until although though because however moreover meanwhile also both
    speaking asked responding earlier later last next top back news photo video source according
    despite under over between among about against there here what who why how yes no not
    unity fighters talks negotiations soldiers troops rebels militants security peace trade oil
    prices exports shares profits voters students nurses doctors schools farmers inflation
    islam christian muslim shia sunni english arabic persian god
""")
"""Capitalised words that begin sentences or calendars, not names."""

PRONOUNS = _words("he she they")

PREPOSITIONS = _words("""
    about above across after against alongside along among around at before behind below beside
    between by concerning despite during for from in inside into like near of off on onto over per
    regarding since through throughout to toward towards under until upon versus via with within
    without than
""")

FINITE_CUES = _words("""
    accused accuses acknowledged acknowledges added addressed addresses adds admits admitted
    advised advises affirmed affirms agreed agrees alleged alleges announced announces
    answered answers appealed appeals applauded applauds argued argues asked asks asserted
    asserts assured assures backed backs blamed blames boasted boasts called calls cautioned
    cautions cited cites claimed claims commended commends commented comments complained
    complains conceded concedes concluded concludes condemned condemns confirmed confirms
    congratulated congratulates continued continues conveyed conveys criticised criticises
    criticized criticizes declared declares declined declines demanded demands denied denies
    denounced denounces described describes disclosed discloses emphasised emphasises
    emphasized emphasizes ensured ensures estimated estimates explained explains expressed
    expresses hailed hails highlighted highlights hinted hints honored honors honoured honours
    informed informs insisted insists invited invites joked jokes lambasted lambasts lamented
    laments lashed lashes maintained maintains mentioned mentions noted notes objected objects
    observed observes opined opines outlined outlines pleaded pleads pledged pledges pointed
    points posted posts praised praises predicted predicts promised promises proposed proposes
    protested protests quipped quips quoted quotes reaffirmed reaffirms reassured reassures
    recalled recalls recommended recommends referred refers reiterated reiterates rejected
    rejects remarked remarks reminded reminds renewed renews repeated repeats replied replies
    reported reports requested requests responded responds retorted retorts revealed reveals
    said saluted salutes says signalled signals slammed slams speaks spoke stated states
    stressed stresses submits submitted suggested suggests swears swore tells testified
    testifies thanked thanks threatened threatens told tweeted tweets underlined underlines
    underscored underscores urged urges voiced voices vowed vows warned warns welcomed
    welcomes wished wishes writes wrote
""")
GERUND_CUES = _words("""
    accusing acknowledging adding admitting affirming alleging announcing arguing asking asserting
    assuring blaming calling cautioning citing claiming concluding condemning confirming
    congratulating conveying criticising criticizing declaring demanding denouncing denying
    describing emphasising emphasizing explaining expressing hailing highlighting hinting honoring
    honouring hoping informing insisting inviting lamenting maintaining mentioning noting observing
    outlining pledging pointing praising predicting promising proposing quoting reaffirming
    recalling recommending referring reiterating rejecting reminding repeating replying reporting
    requesting revealing saluting saying signalling speaking stating stressing suggesting telling
    testifying thanking threatening tweeting underlining underscoring urging voicing vowing warning
    welcoming wishing writing
""")
CUES = FINITE_CUES | GERUND_CUES
"""Single words that signal speech; "according to" is matched apart."""

MADE_REMARKS = (
    r"(?:made|making) (?:the|these|those|his|her) (?:remark|comment|statement|announcement)s?\b"
)
"""A pattern: words that refer to speech in the sentence before."""

MEETING_WORDS = _words("""
    met meet meets meeting meetings talks talked negotiations negotiated conversation conferred
    received receives receive hosted hosts host summit summoned summons welcomed visited audience
    discussed discussions consultations consulted dialogue sat session call phoned telephoned
    encounter gathering gathered convened trilateral bilateral round-table roundtable huddled
    negotiate hold held holding spoke breakfast lunch dinner reception
""")
"""Words of meeting: capitals alone make no name of them."""
