"""Speech: who is said to say a stretch of the article, by which words, and how.

The cue is the nearest word of speech before the content in its sentence, or the nearest after it
("..., he said"). What a quotation without a cue of its own goes on with is another matter: see
`extractor.resolve.speakers`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.lexicon import FINITE_CUES, GERUND_CUES
from extractor.reading.mentions import Mention
from extractor.resolve import subjects
from extractor.resolve.contents import outside, whole_quotation
from extractor.resolve.cues import DISMISSALS, cues, word_of
from extractor.resolve.polarity import polarity_of
from extractor.resolve.scene import Range, Scene
from schemas import Medium, Polarity, QuoteType, StatementOccasion

_CLAUSE_CUES = frozenset(
    [
        "said",
        "says",
        "saying",
        "say",
        "told",
        "tells",
        "telling",
        "added",
        "adds",
        "adding",
        "noted",
        "notes",
        "noting",
        "argued",
        "argue",
        "claimed",
        "claims",
        "claiming",
        "explained",
        "explains",
        "continued",
        "replied",
        "answered",
        "insisted",
        "insist",
        "wrote",
        "writes",
        "tweeted",
        "posted",
        "maintained",
        "predicted",
        "concluded",
        "acknowledged",
        "admitted",
        "conceded",
        "warned",
        "warns",
        "warning",
        "denied",
        "denies",
        "denying",
        "according to",
        "in the words of",
        "complained",
        "complain",
    ]
)
_WRITING = frozenset(
    ["wrote", "writes", "writing", "tweeted", "tweets", "tweeting", "posted", "posts"]
)
_WRITTEN = re.compile(
    r"\bin (?:a|an|the|its|his|her|their) (?:[\w-]+ ){0,2}"
    r"(?:statement|letter|posts?|communiqu[ée]|press release|tweet|memo|report|readout)\b"
    r"|\bon (?:X|Twitter|Telegram|Facebook|Instagram|Weibo|social media)\b",
    re.IGNORECASE,
)
_GAP_LIMIT = 90
"""Characters between cue and content: an addressee, a date, a place may stand there."""
_CLAUSE_LIMIT = 400
"""The same behind "said that", where more of what was said may stand."""
_OWN_CUE_GAP = 25
"""Characters from which a quotation's own tag is believed before a cue in front of it."""


@dataclass(frozen=True)
class Attribution:
    """The words that give a stretch of text to somebody."""

    cue: Range
    subject: Mention | None


def attribute(scene: Scene, content: Range) -> Attribution | None:
    """Who is said to say `content`, or None where its sentence does not tell."""
    content = whole_quotation(scene, content)
    sentence = scene.sentence_of(content[0])
    if sentence is None:
        return None
    last = scene.sentence_of(content[1] - 1) or sentence
    before = [cue for cue in cues(scene, sentence[0], content[0]) if _near(scene, cue, content)]
    after = [cue for cue in cues(scene, content[1], last[1]) if _follows(scene, content, cue)]
    tagged = after and scene.quoted_at(content[0])
    if before and not (tagged and content[0] - before[-1][1] > _OWN_CUE_GAP):
        return Attribution(before[-1], subjects.subject(scene, sentence, before[-1]))
    if after:
        named = subjects.subject(scene, last, after[0], start=content[1])
        return Attribution(after[0], named)
    return _announced(scene, sentence, content)


def attributions_in(scene: Scene, sentence: Range) -> list[Attribution]:
    """Every cue of a sentence with its subject, in text order."""
    return [
        Attribution(
            cue, subjects.subject(scene, sentence, cue, start=_tag_start(scene, sentence, cue))
        )
        for cue in cues(scene, *sentence)
    ]


def _tag_start(scene: Scene, sentence: Range, cue: Range) -> int | None:
    """Where a tag behind a quotation begins, None where no quotation stands before the cue."""
    quoted = scene.quotations_in(sentence[0], cue[0])
    return quoted[-1][1] if quoted and quoted[-1][1] < cue[0] else None


def _announced(scene: Scene, sentence: Range, content: Range) -> Attribution | None:
    """The attribution of a quotation by the sentence before: "Ito told the hall:"."""
    before = scene.before(sentence)
    if not before or not scene.quoted_at(content[0]):
        return None
    if not scene.text[slice(*before[0])].endswith(":"):
        return None
    return next(iter(reversed(attributions_in(scene, before[0]))), None)


def _near(scene: Scene, cue: Range, content: Range) -> bool:
    gap = scene.text[cue[1] : content[0]]
    limit = (
        _CLAUSE_LIMIT if re.match(r"\s+(?:that|:)?", gap) and " that " in gap[:60] else _GAP_LIMIT
    )
    return len(gap) <= limit and not re.search(r"[;!?]|\w{2,}\.\s", gap)


def _follows(scene: Scene, content: Range, cue: Range) -> bool:
    gap = scene.text[content[1] : cue[0]]
    tag = re.match(r"[.!?…]?[”\"’'»]?\s*[,—–-]|[,.!?…]?[”\"’'»]+\s", gap)
    return len(gap) <= _GAP_LIMIT and (tag is not None or not gap.strip()) and ";" not in gap


def quote_type(scene: Scene, spans: Sequence[Range], attribution: Attribution | None) -> QuoteType:
    """What kind of speech the spans are, by their quotation marks and their cue.

    All letters between marks: `direct`; two words or more of them: `mixed`; else a noun phrase
    after a verb that takes one is `reported`, a clause `indirect`, and without cue `free_indirect`.
    """
    letters = [i for start, end in spans for i in range(start, end) if scene.text[i].isalnum()]
    inside = [
        i
        for start, end in spans
        for first, last in scene.quotations_in(start, end)
        for i in range(max(start, first), min(end, last))
        if scene.text[i].isalnum()
    ]
    if letters and len(inside) >= len(letters):
        return "direct"
    if len([i for i in inside if i == 0 or not scene.text[i - 1].isalnum()]) >= 2:
        return "mixed"
    if attribution is None:
        return "free_indirect"
    return "indirect" if _is_clause(scene, spans, attribution.cue) else "reported"


_ASKING = re.compile(r"(?:urg|call|ask|order|invit|advis|appeal|instruct|warn|encourag|request)")
"""Verbs that take a clause with "to": "urged miners to return to work"."""


def _is_clause(scene: Scene, spans: Sequence[Range], cue: Range) -> bool:
    words = scene.text[slice(*spans[0])]
    gap = scene.text[cue[1] : spans[0][0]].lower()
    if cue[0] >= spans[-1][1] or re.search(r"\b(?:that|whether|if|when|how|why|to)\b", gap):
        return True
    if word_of(scene, cue) in _CLAUSE_CUES or re.match(r"(?:that|whether|to)\b", words.lower()):
        return True
    head = " ".join(words.split()[:7]).lower()
    if _ASKING.match(word_of(scene, cue)) and re.search(r"\bto\b", head):
        return True
    return re.search(
        r"\b(?:is|are|was|were|has|have|had|will|would|can|could|must|should|does|did)\b", head
    ) is not None and not head.startswith(("for ", "on "))


def medium(scene: Scene, attribution: Attribution | None) -> Medium:
    """`writing` where the words around the cue write, `speech` where it speaks, else `unknown`."""
    if attribution is None:
        return "unknown"
    cue = word_of(scene, attribution.cue)
    sentence = scene.sentence_of(attribution.cue[0])
    if cue in _WRITING or (sentence and _WRITTEN.search(outside(scene, sentence, ()))):
        return "writing"
    speaks = cue.split(" ")[0] in FINITE_CUES | GERUND_CUES or re.fullmatch(DISMISSALS, cue)
    return "speech" if speaks else "unknown"


def polarity(scene: Scene, attribution: Attribution | None) -> Polarity:
    """What the cue makes of the content; everything is asserted that no cue denies or leaves."""
    return polarity_of(scene, attribution.cue if attribution else None)


def occasion(
    scene: Scene, sentence: Range, contents: Sequence[Range] = ()
) -> StatementOccasion | None:
    """What a sentence says of where something was said, outside of what was said; None if nothing.

    Args:
        scene: the article.
        sentence: its half-open range.
        contents: what was said; a meeting told of in there is another one.
    """
    told = outside(scene, sentence, contents)
    return next((name for name, pattern in _OCCASIONS if pattern.search(told)), None)


_OCCASIONS: tuple[tuple[StatementOccasion, re.Pattern[str]], ...] = (
    (
        "press_remarks",
        re.compile(
            r"\b(?:told|telling|speaking to|said to|addressing|talking to|briefed|"
            r"informed) (?:the )?"
            r"(?:\w+ )?(?:reporters|journalists|press|media)\b"
            r"|\bnews conference|\bpress (?:conference|briefing)|\bpresser\b"
            r"|\b(?:remarks?|comments?|spoke|speaking|said|statements?)\b.{0,60}"
            r"\bon the (?:sidelines|margins|fringes) of\b|^on the (?:sidelines|margins) of\b",
            re.I,
        ),
    ),
    ("interview", re.compile(r"\binterview(?:ed)?\b", re.I)),
    (
        "social_media",
        re.compile(
            r"\b(?:[Tt]weeted|on (?:X|Twitter|Telegram|Facebook|Instagram|Weibo|TikTok)"
            r"|in a (?:tweet|post)|social media)\b"
        ),
    ),
    (
        "meeting",
        re.compile(
            r"\b(?:in|during|at) (?:a|an|the|his|her|their|this) (?:[\w-]+ ){0,3}"
            r"(?:meeting|talks|session|call|conversation)\b",
            re.I,
        ),
    ),
    (
        "speech",
        re.compile(
            r"\b(?:in|during) (?:a|his|her|the) (?:[\w-]+ ){0,2}(?:speech|address|sermon|homily)\b"
            r"|\btold (?:a|the) (?:\w+ ){0,2}(?:rally|crowd|congregation|congress|conference)\b",
            re.I,
        ),
    ),
    (
        "written_statement",
        re.compile(
            r"\bin (?:a|an|the|its) (?:[\w-]+ ){0,2}(?:statement|communiqu[ée]|letter|"
            r"press release)\b",
            re.I,
        ),
    ),
)
