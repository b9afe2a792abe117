"""Verbs: the words of speech, and what has to stand beside the doubtful ones."""

from extractor.reading import lexicon

ACTS = frozenset(
    """
    accused accuses accusing acknowledged acknowledges affirmed apologised apologized applauded
    appreciated appreciates attributed backed blamed blames blaming called calls calling
    commended commends commending complained condemned condemns condemning congratulated
    congratulates conveyed conveying conveys criticised criticises criticized criticizes decried
    defended demanded demands demanding denied denies denying denounced denounces described
    describes dismissed dismisses disputed disputes emphasised emphasized expressed expresses
    expressing faulted hailed hails hailing highlighted highlights highlighting honored honoured
    lamented laments likened noted outlined pledged pledges pledging pointed points pointing
    praised praises praising promised promises promising proposed proposes protested raised
    reaffirmed recalled recalls referred refers referring regretted regrets regretting
    reiterated rejected rejects rejecting renewed requested ruled saluted slammed spoke speaks
    stressed stresses stressing suggested thanked thanks thanking threatened underlined
    underlining underscored voiced voices voicing vowed vows vowing warned warns welcomed
    welcomes welcoming wished paid urged
    """.split()
)
"""Verbs that may have a noun phrase for their content."""
MAY_BE_CLAUSE = frozenset(
    """
    acknowledged affirmed complained demanded demands demanding emphasised emphasized noted
    pledged pledges pledging promised promises promising proposed proposes reaffirmed recalled
    recalls regretted regrets reiterated requested stressed stresses stressing suggested
    threatened underlined underlines underlining underscored vowed vows vowing warned warns
    urged denied denies denying wished
    """.split()
)
NOUN_CUES = frozenset("announced announces cited citing mentioned confirmed claims asked".split())
CUES = (
    lexicon.CUES
    | ACTS
    | frozenset(
        """
        hoped hoping wondered reckons insists replies refused regretted regrets concurred undertook
        gave gives giving dismisses disputes
        """.split()
    )
)
PLURAL = frozenset(
    """
    say claim deny insist argue warn blame tell add complain express stress condemn criticise
    criticize reject accuse
    """.split()
)
UNTOLD = frozenset("say comment discuss confirm answer tell disclose elaborate name deny".split())
TAGS_ONLY = frozenset(
    """
    continued continues concluded concludes maintained maintains posted posts submitted submits
    agreed agrees reported reports observed observes estimated estimates cited cites ensured
    answered addressed opined joked responded responds replied replies quoted quotes invited
    invites inviting signalled signals reveals revealed commented comments backed backs ensures
    addresses quoting citing reporting requested requests requesting raised
    """.split()
)
"""Count only before "that", a colon or a quotation, or behind one."""
NOUN_BEFORE = frozenset(
    """
    the a an this that these those his her their its our my no any some in for with new such of
    other to by on at several more all many what without joint following public strong first own
    """.split()
)
PASSIVE = frozenset("is are was were be been being get gets got".split())
_GIVEN = "(?:an |his |her |their |its )?assurances?(?= that)"
PARTICLES = {
    "called": "for", "calls": "for", "calling": "for", "referred": "to", "refers": "to",
    "referring": "to", "pointed": "to|out", "points": "to|out", "pointing": "to|out",
    "warned": "against|of", "warns": "against|of", "warning": "against|of",
    "spoke": "highly of|of|against",
    "speaks": "highly of|of|against", "speaking": "of|against", "undertook": "(?=to )",
    "gave": _GIVEN, "gives": _GIVEN, "giving": _GIVEN, "ruled": "out", "paid": "tribute to",
    "complained": "of|about", "apologised": "for", "apologized": "for", "asked": "for|about",
    "appealed": "for", "objected": "to", "insisted": "on", "protested": "at|against",
    "responded": "to", "replied": "to",
}  # fmt: skip
NEEDS_PARTICLE = frozenset(
    "referred refers referring ruled paid spoke speaks speaking gave gives giving undertook".split()
)
NOUNS = r"hopes?|concerns?|confidence|regret|the hope|the view|belief|assurances?|readiness|doubts?"
NOT_SPEECH = {
    "said": r" nothing\b", "says": r" nothing\b", "asked": r" not to be\b",
    "called": r" (?:off|in|back|up|it a day)\b| on (?!.{3,80} to )",
    "quoted": r".{3,80} as (?:saying|telling)", "quoting": r".{3,80} as (?:saying|telling)",
    "expressed": r" (?:these|this|the same|his|her) views?\b",
    "untold": r"\.|,| directly\b",
}  # fmt: skip
TO_SOMEBODY = frozenset(
    """
    told tells telling informed informs informing assured assures assuring reminded reminds
    reminding urged urges urging asked asks asking warned warns warning thanked thanks thanking
    congratulated congratulates congratulating advised advises
    """.split()
)
DOUBTFUL = frozenset(
    """
    admitting apologising apologizing argues bantered begged begs boasted boasting bragged chided
    chides cites cited confessed confesses confessing confided contended contends contested
    contests countered countering counters deplored deplores deploring doubted doubts enthused
    evaluated exclaimed explains explaining flagged flags floated floats floating found finds
    griped groaned grumbled grumbles grumbling guessed guesses hinting indicated indicates
    indicating interjected interrupted jested joking laughed laughs likens mocked mocking mourned
    mused muses muttered noting objected objecting objects offering opined ordered pleaded pleading
    pleads played plays precised precising prayed proposing put puts putting queried queries
    questioned questions reads reasoned reasons rebuffed recounted recounts recited recounting
    related relates remembered remembers retorted retorts scoffed scoffs scolded shot shouted
    shouting shrugged sighed sighs snapped specified specifies specifying speculated supported
    supports swore swears taunted teased thundered trumpeted valued values volunteered vouched
    whispered whispers yelled counselled counsels wants wanted ventured joked jokes assures
    clarified clarifies clarifying cautioned recommends recommended judged judges deemed hears
    requests requested raised raises raising agreed agrees agreeing continued continues concluded
    reports reported observed observes estimated estimates estimating responded responds answered
    invited invites backed commented comments addressed acknowledges conceded concedes stating
    understood brushed waved apologised apologises apologized apologizes paid declared declares
    """.split()
)
"""May signal speech where nothing else does; somebody has to decide."""
