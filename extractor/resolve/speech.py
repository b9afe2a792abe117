"""Speech: who is said to say a stretch of the article, by which words.

The cue is the nearest word of speech before the content in its sentence, or the nearest after it
("..., he said"). Its subject is the last mention before the cue that no preposition governs; a
gerund ("..., adding that") has the subject of the verb before it; "said Ito" has the one behind.
A quotation without a cue goes on with the speech before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.lexicon import CUES, FINITE_CUES, GERUND_CUES, PREPOSITIONS
from extractor.reading.mentions import Mention
from schemas import Medium, Polarity, QuoteType, StatementOccasion

Range = tuple[int, int]

_CUE = re.compile(
    r"according to|declined to comment|refused to comment|would not comment|pointed to|"
    r"referred to|in the words of|\b(?:" + "|".join(sorted(CUES, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_CLAUSE_CUES = frozenset(
    """said says saying say told tells telling added adds adding noted notes noting argued claimed
    claims claiming explained explains continued replied answered asked insisted wrote writes
    tweeted posted maintained predicted concluded acknowledged admitted conceded
    """.split()
)
_WRITING = frozenset("wrote writes writing tweeted tweets tweeting posted posts posting".split())
_SOCIAL = re.compile(r"\b(?:tweet|X|Twitter|Telegram|Facebook|Instagram|Weibo|social media)", re.I)
_WRITTEN = re.compile(r"\b(?:statement|letter|communiqu|press release|readout|report)", re.I)
_GAP_LIMIT = 90
"""Characters between cue and content: an addressee, a date, a place may stand there."""
_CLAUSE_LIMIT = 400
"""The same behind "said that", where more of what was said may stand."""
_WHOLE_QUOTATION = 4
"""Words from which a quotation is taken whole once some of it is pointed at."""
_ADVERBIAL = re.compile(
    r"[\s,]*(?:(?:too|also|further|again|then|later|earlier|meanwhile|however|for (?:his|her|their|its) "
    r"part|has|have|had|on \w+day|\w+ly)[\s,]*)*"
)


@dataclass(frozen=True)
class Attribution:
    """The words that give a stretch of text to somebody."""

    cue: Range
    subject: Mention | None


@dataclass(frozen=True)
class Scene:
    """What of an article attribution looks at."""

    text: str
    sentences: Sequence[Range]
    mentions: Sequence[Mention]
    quoted: Sequence[Range]

    def sentence_of(self, offset: int) -> Range | None:
        """The sentence an offset stands in."""
        return next((one for one in self.sentences if one[0] <= offset < one[1]), None)

    def before(self, sentence: Range) -> Range | None:
        """The sentence before."""
        index = self.sentences.index(sentence)
        return self.sentences[index - 1] if index else None

    def quotation(self, offset: int) -> Range | None:
        """The quotation an offset stands in, its marks left out."""
        return next((one for one in self.quoted if one[0] <= offset < one[1]), None)

    def quoted_at(self, offset: int) -> bool:
        """Whether an offset stands between quotation marks."""
        return self.quotation(offset) is not None


def whole_quotation(scene: Scene, content: Range) -> Range:
    """The quotation that `content` is part of, or `content` itself where it is not in one."""
    quotation = scene.quotation(content[0])
    if quotation is None or content[1] > quotation[1]:
        return content
    words = scene.text[slice(*quotation)].split()
    return quotation if len(words) >= _WHOLE_QUOTATION else content


def attribute(scene: Scene, content: Range) -> Attribution | None:
    """Who is said to say `content`, or None where its sentence does not tell."""
    content = whole_quotation(scene, content)
    sentence = scene.sentence_of(content[0])
    if sentence is None:
        return None
    last = scene.sentence_of(content[1] - 1) or sentence
    before = [cue for cue in cues(scene, sentence[0], content[0]) if _near(scene, cue, content)]
    after = [cue for cue in cues(scene, content[1], last[1]) if _follows(scene, content, cue)]
    if before and not (after and scene.quoted_at(content[0]) and content[0] - before[-1][1] > 25):
        return Attribution(before[-1], _subject(scene, sentence, before[-1]))
    if after:
        return Attribution(after[0], _subject_after(scene, (content[1], last[1]), after[0]))
    return None


def cues(scene: Scene, start: int, end: int) -> list[Range]:
    """Words of speech in `text[start:end]` outside quotation marks, in order."""
    return [
        match.span()
        for match in _CUE.finditer(scene.text, start, end)
        if not scene.quoted_at(match.start()) and not _noun(scene.text, match)
    ]


def _noun(text: str, match: re.Match[str]) -> bool:
    """Whether a word of speech is a noun or a passive here: "the report", "was told"."""
    before = re.search(r"([\w’']+)\s+$", text[max(0, match.start() - 20) : match.start()])
    if before is None:
        return False
    word = before.group(1).lower()
    if word in ("the", "a", "an", "his", "her", "their", "its", "our", "be", "been", "to"):
        return True
    return word in ("was", "were", "is", "are") and match.group().lower() not in GERUND_CUES


def _near(scene: Scene, cue: Range, content: Range) -> bool:
    gap = scene.text[cue[1] : content[0]]
    limit = _CLAUSE_LIMIT if re.match(r"\s+that\b", gap) else _GAP_LIMIT
    return len(gap) <= limit and not re.search(r"[;!?]|\w{2,}\.\s", gap)


def _follows(scene: Scene, content: Range, cue: Range) -> bool:
    gap = scene.text[content[1] : cue[0]]
    return len(gap) <= _GAP_LIMIT and re.match(r"[,.!?…]?[”\"’'»]?\s*[,—–-]?[”\"’'»]?\s", gap + " ") is not None and (
        "," in gap[:3] or "”" in gap[:3] or '"' in gap[:3] or not gap.strip()
    )


def _subject(scene: Scene, sentence: Range, cue: Range) -> Mention | None:
    word = scene.text[slice(*cue)].lower()
    if word.startswith(("according", "in the words")):
        return _first_after(scene, cue[1], sentence[1])
    if relayer(scene, cue) is not None:
        quoted = scene.text.rfind("quot", sentence[0], cue[0])
        spoken = _mentions_in(scene, quoted, cue[0])
        owner = _mentions_in(scene, sentence[0], quoted)
        passive = scene.text[:quoted].rstrip().endswith(("was", "were"))
        said = owner[-1:] if passive else spoken[:1]
        return said[0] if said else None
    if word in GERUND_CUES:
        earlier = [
            one
            for one in cues(scene, sentence[0], cue[0])
            if scene.text[slice(*one)].lower() not in GERUND_CUES
        ]
        if earlier:
            found = _subject(scene, sentence, earlier[-1])
            return found or _first_after(scene, earlier[-1][1], cue[0])
    candidates = [
        mention
        for mention in scene.mentions
        if sentence[0] <= mention.start
        and mention.end <= cue[0]
        and not scene.quoted_at(mention.start)
    ]
    if candidates and re.fullmatch(
        r",?\s*(?:who|which)\s+(?:also\s+)?", scene.text[candidates[-1].end : cue[0]]
    ):
        return candidates[-1]
    free = [one for one in candidates if not governed(scene.text, one)]
    free = [one for one in free if not _apposition(scene, one, free)]
    if not free or _ADVERBIAL.fullmatch(scene.text[free[-1].end : cue[0]]):
        return free[-1] if free else None
    return free[0]


def _subject_after(scene: Scene, tail: Range, cue: Range) -> Mention | None:
    """Subject of a cue behind its content: "..., Ito said", "... said Ito"."""
    between = [
        one
        for one in scene.mentions
        if tail[0] <= one.start and one.end <= cue[0] and not governed(scene.text, one)
    ]
    if between:
        return between[0]
    return _first_after(scene, cue[1], tail[1])


def _first_after(scene: Scene, start: int, end: int) -> Mention | None:
    for mention in scene.mentions:
        if mention.start >= start and mention.end <= end:
            gap = scene.text[start : mention.start]
            return mention if len(gap.split()) <= 1 else None
    return None


def governed(text: str, mention: Mention) -> bool:
    """Whether a preposition or an owner's mark takes the mention out of the running."""
    if mention.possessive:
        return True
    before = re.search(r"([\w’'-]+)\s+(?:the\s+|a\s+|an\s+)?$", text[: mention.start][-40:])
    if before is None:
        return False
    word = before.group(1).lower()
    return word in PREPOSITIONS or (word.endswith("ing") and word not in ("morning", "evening"))


def _apposition(scene: Scene, mention: Mention, among: Sequence[Mention]) -> bool:
    """Whether a mention only explains the one before it (", the minister,")."""
    return mention.kind == "office" and any(
        scene.text[other.end : mention.start] == ", " and other.kind == "name" for other in among
    )


def quote_type(
    scene: Scene, spans: Sequence[Range], attribution: Attribution | None
) -> QuoteType:
    """What kind of speech the spans are, by their quotation marks and their cue.

    All letters between marks: `direct`; two words or more of them: `mixed`; else a noun phrase
    after a verb that takes one is `reported`, a clause `indirect`, and without cue `free_indirect`.
    """
    letters = [i for start, end in spans for i in range(start, end) if scene.text[i].isalnum()]
    inside = [i for i in letters if scene.quoted_at(i)]
    if letters and len(inside) == len(letters):
        return "direct"
    if len(_words_at(scene.text, inside)) >= 2:
        return "mixed"
    if attribution is None:
        return "free_indirect"
    cue = scene.text[slice(*attribution.cue)].lower()
    gap = scene.text[attribution.cue[1] : spans[0][0]].lower() if spans else ""
    if attribution.cue[0] >= spans[-1][1] or re.search(r"\b(?:that|whether|how|why)\b", gap):
        return "indirect"
    opening = scene.text[slice(*spans[0])][:24].lower()
    if cue in _CLAUSE_CUES or re.match(r"(?:that|whether|to)\b", opening):
        return "indirect"
    return "indirect" if _finite_clause(scene.text[slice(*spans[0])]) else "reported"


def _words_at(text: str, offsets: Sequence[int]) -> list[int]:
    return [i for i in offsets if i == 0 or not text[i - 1].isalnum()]


def _finite_clause(words: str) -> bool:
    """Whether the first few words hold a finite verb, so that they are a clause."""
    head = " ".join(words.split()[:7]).lower()
    return re.search(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|must|should|does|did)\b", head) is not None


def medium(scene: Scene, attribution: Attribution | None) -> Medium:
    """`writing` where the cue writes, `speech` where it speaks, else `unknown`."""
    if attribution is None:
        return "unknown"
    cue = scene.text[slice(*attribution.cue)].lower()
    sentence = scene.sentence_of(attribution.cue[0])
    words = scene.text[slice(*sentence)] if sentence else ""
    if cue in _WRITING or re.search(r"\bin (?:a|the|its|his|her) (?:written )?(?:statement|letter|post)\b", words):
        return "writing"
    return "speech" if cue in FINITE_CUES | GERUND_CUES else "unknown"


def polarity(scene: Scene, attribution: Attribution | None) -> Polarity:
    """`denied` and `declined_comment` by the cue; everything else is asserted."""
    cue = scene.text[slice(*attribution.cue)].lower() if attribution else ""
    if "comment" in cue and "to comment" in cue or cue == "would not comment":
        return "declined_comment"
    return "denied" if cue.startswith(("denie", "deny")) else "asserted"


def occasion(
    scene: Scene, sentence: Range, contents: Sequence[Range] = ()
) -> StatementOccasion | None:
    """What a sentence says of where something was said, outside of what was said; None if nothing.

    Args:
        scene: the article.
        sentence: its half-open range.
        contents: what was said; a meeting told of in there is another one.
    """
    words = outside(scene, sentence, contents)
    return next((name for name, pattern in _OCCASIONS if pattern.search(words)), None)


def outside(scene: Scene, sentence: Range, contents: Sequence[Range]) -> str:
    """The words of a sentence with those of `contents` and of quotations blotted out."""
    letters = list(scene.text[slice(*sentence)])
    for start, end in (*contents, *scene.quoted):
        for index in range(max(start, sentence[0]), min(end, sentence[1])):
            letters[index - sentence[0]] = "_"
    return "".join(letters)


_OCCASIONS: tuple[tuple[StatementOccasion, re.Pattern[str]], ...] = (
    (
        "press_remarks",
        re.compile(
            r"\b(?:told|speaking to|said to|addressing) (?:the )?(?:reporters|journalists|press)"
            r"|\bnews conference|\bpress (?:conference|briefing)|\bon the sidelines of\b",
            re.I,
        ),
    ),
    ("interview", re.compile(r"\binterview(?:ed)?\b", re.I)),
    (
        "social_media",
        re.compile(r"\b(?:tweeted|on (?:X|Twitter|Telegram|Facebook|Instagram)|in a tweet)\b"),
    ),
    (
        "meeting",
        re.compile(
            r"\b(?:in|during|at) (?:a|an|the|his|her|their|this) (?:[\w-]+ ){0,3}"
            r"(?:meeting|talks|session|call|conversation)\b",
            re.I,
        ),
    ),
    ("speech", re.compile(r"\b(?:in|during) (?:a|his|her|the) (?:[\w-]+ )?(?:speech|address|sermon)\b", re.I)),
    (
        "written_statement",
        re.compile(r"\bin (?:a|the) (?:written |joint |press )?(?:statement|communiqué|letter)\b", re.I),
    ),
)


def trimmed(scene: Scene, content: Range) -> Range:
    """The content without an attribution at its edge: "Ito said that ...", "..., Ito said"."""
    start, end = content
    inner = [one for one in cues(scene, start, end)]
    for cue in inner:
        head = scene.text[start : cue[0]]
        named = [m for m in scene.mentions if start <= m.start and m.end <= cue[0]]
        if len(head.split()) <= 12 and named and not governed(scene.text, named[0]) and (
            scene.text[start : named[0].start].strip() == ""
        ):
            rest = re.match(r"(?:\s+that)?[\s:,]*[“\"]?", scene.text[cue[1] : end])
            begin = cue[1] + (rest.end() if rest else 0)
            if end - begin > 15 and cue[0] - named[-1].end <= 30:
                start = begin
        break
    for cue in inner[-1:]:
        tail = scene.text[cue[0] : end]
        lead = re.search(r"[,”\"]\s*$", scene.text[start : _tail_start(scene, start, cue)])
        if len(tail.split()) <= 4 and lead and end - cue[1] < 30 and cue[0] > start + 15:
            end = _tail_start(scene, start, cue)
            end = start + len(scene.text[start:end].rstrip(" ,”\""))
    return start, end


def _tail_start(scene: Scene, start: int, cue: Range) -> int:
    """Where the tag begins: at the subject before the cue, or at the cue."""
    subjects = [m for m in scene.mentions if start < m.start and m.end <= cue[0]]
    if subjects and not scene.text[subjects[-1].end : cue[0]].strip(" also"):
        return subjects[-1].start
    return cue[0]


def attributions_in(scene: Scene, sentence: Range) -> list[Attribution]:
    """Every cue of a sentence with its subject, in text order."""
    return [
        Attribution(cue, _subject(scene, sentence, cue) or _subject_after(scene, sentence, cue))
        for cue in cues(scene, *sentence)
    ]


def relayer(scene: Scene, cue: Range) -> Mention | None:
    """Who quotes the speaker: "X quoted Y as saying", "Y was quoted by X as saying"."""
    sentence = scene.sentence_of(cue[0])
    if sentence is None or scene.text[slice(*cue)].lower() != "saying":
        return None
    lead = scene.text[sentence[0] : cue[0]]
    match = re.search(r"\b(was |were )?quot(?:ed|ing)\b(.*)\bas\s+$", lead, re.DOTALL)
    if match is None:
        return None
    if match.group(1):
        by = [m for m in _mentions_in(scene, sentence[0] + match.start(2), cue[0])]
        return by[0] if by and re.match(r"\s+by\b", match.group(2)) else None
    quoting = [m for m in _mentions_in(scene, sentence[0], sentence[0] + match.start())]
    return quoting[-1] if quoting else None


def _mentions_in(scene: Scene, start: int, end: int) -> list[Mention]:
    return [one for one in scene.mentions if start <= one.start and one.end <= end]
