"""Subjects: who a word of speech is said of.

The subject stands right before its cue, adverbs and what commas set off left aside ("Ito, who runs
the port, said"), or behind it ("said Ito"), or is the first mention of the clause where verbs
share it ("Ito met Kos and said"). A gerund has the subject of the verb before it. Phrases that
the mention scanner does not know ("the union", "it") are taken from the words beside the cue.
"""

import re
from collections.abc import Sequence

from extractor.reading.lexicon import BODY_HEADS, CUES, OFFICE_HEADS, PREPOSITIONS
from extractor.reading.mentions import Mention
from extractor.resolve.cues import cues, is_gerund, word_of
from extractor.resolve.scene import Range, Scene

_ADVERBS = re.compile(
    r"(?:(?<![\w’'])(?:too|also|further|furthermore|again|then|later|earlier|meanwhile|however|has|"
    r"have|had|is|are|was|were|today|yesterday|afterwards?|once|now|even|both|all|"
    r"(?:in|at) (?:a|an|the) (?:[\w-]+ ){0,2}(?:statement|speech|interview|letter|meeting|post|"
    r"note)|"
    r"(?:on|late|early) (?:(?:late|early) )?\w+day(?: (?:morning|afternoon|evening|night))?|"
    r"for (?:his|her|their|its) part|\w+ly)|\([^()]{1,40}\))\s*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?<![\w’'])(?:he|she|they|it)$", re.IGNORECASE)
_NOUN_PHRASE = re.compile(
    r"(?<![\w’'])(?:the|a|an|one|another|its|their|his|her|our|some|several|many|both|two|three)\s+"
    r"((?:[\w’'-]+\s+){0,4}?)([^\W\d_][\w’-]+)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?:^|[,:;”\"’]\s*)((?:[A-Za-z][\w’-]+ ){0,3}(?:police|prosecutors|\w{3,}s))$", re.IGNORECASE
)
_DOCUMENT_OF = re.compile(
    r"(?:\s*(?:a|an|the|its|their|another|one)\s+|\s*)(?:[\w’'-]+\s+){0,3}?"
    r"(?:statement|communiqu[ée]|press release|readout|report|letter|post|note|document|memo|"
    r"figures|data)\s+(?:[a-z]+\s+|on \w+day\s+){0,3}?(?:from|by)(?=\s)",
    re.IGNORECASE,
)
"""A document and the preposition before who made it: the source that can think is preferred
(PolNeAR)."""
_OFFICE_OF = re.compile(
    r"(?:['’]s?)?\s+(?:(?:press|private|media|chief)\s+)?(?:office|administration|government|"
    r"cabinet|team|campaign|entourage|family|party|spokes(?:man|woman|person)|lawyers?|aides?)\b"
)
"""What somebody has that speaks for them, behind the owner ("Ito's office")."""
_NOT_IN_PHRASE = PREPOSITIONS - {"of", "for"} | CUES | {"and", "who", "which", "that", "is", "was"}
_ENDINGS = frozenset(["year", "week", "month", "day", "time", "morning", "evening", "afternoon"])


def subject(scene: Scene, sentence: Range, cue: Range, start: int | None = None) -> Mention | None:
    """Who a cue is said of, or None where its sentence does not tell.

    Args:
        scene: the article.
        sentence: the cue's sentence.
        cue: its half-open range.
        start: where its clause begins, the content before a tag ("..., Ito said") cut off.
    """
    first = scene.opening(sentence) if start is None else start
    word = word_of(scene, cue)
    if word.startswith(("according", "in the words", "no comment from")):
        document = _DOCUMENT_OF.match(scene.text, cue[1], sentence[1])
        author = _behind(scene, document.end(), sentence[1]) if document else None
        return author or _behind(scene, cue[1], sentence[1])
    if (relay := _relayed(scene, sentence, cue)) is not None:
        return relay[0]
    lead = scene.text[first : cue[0]].rstrip()
    inverted = start is not None or lead.endswith(("”", '"', "’", "»"))
    if inverted and not lead.strip(' ,.”"’»—–-'):
        return _behind(scene, cue[1], sentence[1])
    if is_gerund(scene, cue):
        earlier = [one for one in cues(scene, first, cue[0]) if not is_gerund(scene, one)]
        if earlier:
            return subject(scene, sentence, earlier[-1], start) or _behind(
                scene, earlier[-1][1], cue[0]
            )
        return _first_free(scene, first, cue[0])
    found = _author(scene, first, cue[0]) or _office_before(scene, first, cue[0])
    found = found or _before(scene, first, cue[0])
    if found is None and inverted:
        found = _behind(scene, cue[1], sentence[1])
    if found is None and re.search(r"\b(?:and|but)(?: \w+)?$", lead):
        shared = cues(scene, first, cue[0])
        found = subject(scene, sentence, shared[-1], start) if shared else None
    return found or _first_free(scene, first, cue[0])


def relayer(scene: Scene, sentence: Range, cue: Range) -> Mention | None:
    """Who passes the speaker's words on.

    "X quoted Y as saying", "Y was quoted by X as saying", "X said Y had told him", "according to
    X, Y said", "Y said ..., according to X".
    """
    relay = _relayed(scene, sentence, cue)
    if relay:
        return relay[1]
    word = word_of(scene, cue)
    if word.startswith("according") or is_gerund(scene, cue):
        return None
    for other in cues(scene, *sentence):
        between = scene.text[other[1] : cue[0]]
        if word_of(scene, other) == "according to" and not re.search(r"[;.]\s", between):
            return subject(scene, sentence, other)
        if other[1] < cue[0] and word_of(scene, other) in ("said", "says", "reported", "reports"):
            inner = scene.mentions_in(other[1], cue[0])
            told = inner and re.fullmatch(r"\s+(?:that\s+)?", scene.text[other[1] : inner[0].start])
            if told and _stripped(scene.text[inner[0].end : cue[0]]) == "":
                return subject(scene, sentence, other)
    return None


def governed(text: str, mention: Mention) -> bool:
    """Whether a preposition or an owner's mark takes the mention out of the running."""
    if mention.possessive:
        return True
    lead = text[max(0, mention.start - 40) : mention.start]
    before = re.search(r"([\w’'-]+)\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+|their\s+)?$", lead)
    if before is None:
        return False
    word = before.group(1).lower()
    return word in PREPOSITIONS or (word.endswith("ing") and word not in ("morning", "evening"))


def _relayed(
    scene: Scene, sentence: Range, cue: Range
) -> tuple[Mention | None, Mention | None] | None:
    """Speaker and relayer where speech is passed on; None where it is not."""
    if word_of(scene, cue) not in ("saying", "telling", "stating", "warning"):
        return None
    lead = scene.text[sentence[0] : cue[0]]
    match = re.search(
        r"\b((?:was|were|been)\s+)?(?:quot|cit)(?:ed|es|ing)\b(.*)\bas\s+$", lead, re.S
    )
    if match is None:
        return None
    owners = scene.mentions_in(sentence[0], sentence[0] + match.start())
    others = scene.mentions_in(sentence[0] + match.start(2), cue[0])
    if match.group(1):
        by = (
            others[0] if others and re.match(r"\s+(?:\w+\s+)?(?:by|in)\b", match.group(2)) else None
        )
        return (owners[-1] if owners else None), by
    whole = [one for one in others if one.kind == "name"] or others
    return (whole[0] if whole else None), (owners[-1] if owners else None)


def _author(scene: Scene, first: int, end: int) -> Mention | None:
    """Who made the document that a clause has for its subject ("a statement from the bank")."""
    document = _DOCUMENT_OF.match(scene.text, first, end)
    if document is None:
        return None
    last = first + len(_stripped(scene.text[first:end]))
    found = _behind(scene, document.end(), last)
    return found if found is not None and found.end == last else None


def _office_before(scene: Scene, first: int, end: int) -> Mention | None:
    """The office of somebody named right before a cue, as written."""
    last = first + len(_stripped(scene.text[first:end]))
    for owner in reversed(scene.mentions_in(first, last)):
        if (office := _office_of(scene, owner)) is not None and office.end == last:
            return office
    return None


def _office_of(scene: Scene, owner: Mention) -> Mention | None:
    behind = _OFFICE_OF.match(scene.text, owner.end)
    if behind is None or not (owner.possessive or behind.group()[0] in "'’"):
        return None
    return Mention(owner.start, behind.end(), kind="body")


def _before(scene: Scene, first: int, end: int) -> Mention | None:
    """The subject right before a cue, adverbs and what commas set off left aside."""
    text = scene.text
    aside: Mention | None = None
    for _ in range(6):
        end = first + len(_stripped(text[first:end]))
        mention = scene.mention_over(end - 1) if end > first else None
        if mention is not None and mention.end == end and mention.start >= first:
            return _head(scene, first, mention, aside)
        lead = text[first:end]
        if pronoun := _PRONOUN.search(lead):
            return Mention(first + pronoun.start(), end, kind="pronoun")
        if relative := re.search(r",?\s*(?<!\w)(?:who|which|that)$", lead):
            return _antecedent(scene, first, first + relative.start())
        if not lead.endswith(","):
            return _noun_phrase(text, first, end)
        comma = lead.rfind(",", 0, -1)
        if comma < 0:
            return None
        chunk = scene.mentions_in(first + comma, end)
        if chunk and text[first + comma + 1 : chunk[0].start].strip() == "":
            aside = chunk[0] if chunk[0].end == end - 1 and chunk[0].kind == "name" else None
        end = first + comma
    return None


def _stripped(lead: str) -> str:
    """The words without the adverbs at their end."""
    while True:
        shorter = _ADVERBS.sub("", lead.rstrip()).rstrip()
        if shorter == lead.rstrip():
            return shorter
        lead = shorter


def _head(scene: Scene, first: int, mention: Mention, aside: Mention | None) -> Mention | None:
    """The mention itself, unless it is governed; a name set off by commas explains an office."""
    if aside is not None and mention.kind not in ("name", "pronoun"):
        return aside
    if not governed(scene.text, mention):
        return mention
    free = [one for one in scene.mentions_in(first, mention.start) if _is_free(scene, one)]
    return free[-1] if free else None


def _antecedent(scene: Scene, first: int, end: int) -> Mention | None:
    """Whom "who" goes back to: the mention right before it, one in apposition left aside."""
    near = [one for one in scene.mentions_in(first, end) if not one.possessive]
    return near[-1] if near and end - near[-1].end <= 30 else None


def _noun_phrase(text: str, first: int, end: int) -> Mention | None:
    lead = text[first:end]
    match = _NOUN_PHRASE.search(lead[-80:])
    if match is not None:
        words = [word.lower() for word in match.group().split()]
        if not _NOT_IN_PHRASE.intersection(words[1:]) and words[-1] not in _ENDINGS:
            return Mention(end - len(match.group()), end, kind="body")
    bare = re.search(r"(?:^|[,:]\s*)((?:[\w’'-]+ )?([a-z-]+))$", lead)
    if bare is not None and bare.group(2) in BODY_HEADS | OFFICE_HEADS:
        return Mention(end - len(bare.group(1)), end, kind="body")
    plural = _PLURAL.search(lead)
    if plural is not None and not _NOT_IN_PHRASE.intersection(plural.group(1).lower().split()):
        return Mention(end - len(plural.group(1)), end, kind="group")
    return None


def _behind(scene: Scene, start: int, end: int) -> Mention | None:
    """The mention right behind a cue, a word or a nationality before it left aside."""
    for mention in scene.mentions_in(start, end)[:1]:
        gap = scene.text[start : mention.start]
        if len(gap.split()) <= 1 and not re.search(r"[,.;:“\"]", gap):
            office = _office_of(scene, mention)
            return office if office is not None and office.end <= end else _called(scene, mention)
    match = re.match(
        r"\s+((?:the|a|an|one|its|his|her)\s+(?:[\w’-]+\s+){0,2}[\w’-]+?)(?=[,.;:”\"]|\s+(?:on|"
        r"in|at|"
        r"after|before|during|who|which|that|as|to|of|for|and|late|from|with)\b|$)",
        scene.text[start:end],
        re.IGNORECASE,
    )
    if match is not None and not _NOT_IN_PHRASE.intersection(match.group(1).lower().split()[1:]):
        return Mention(start + match.start(1), start + match.end(1), kind="body")
    plain = re.match(r"\s+(?:he|she|they|it)\b", scene.text[start:end], re.IGNORECASE)
    if plain:
        return Mention(
            start + plain.end() - len(plain.group().strip()), start + plain.end(), "pronoun"
        )
    return None


def _called(scene: Scene, kind: Mention) -> Mention:
    """The name right behind the word for an outlet ("the newspaper Nordlys"), or the word."""
    name = scene.mention_over(kind.end + 1)
    outlet = re.search(
        r"(?:newspaper|paper|agency|outlet|network|broadcaster|daily|weekly|magazine|website|"
        r"channel|station)$",
        scene.text[kind.start : kind.end],
    )
    named = name is not None and name.kind in ("name", "body") and name.start == kind.end + 1
    return name if name is not None and named and outlet else kind


def _is_free(scene: Scene, mention: Mention) -> bool:
    return not governed(scene.text, mention) and not scene.quoted_at(mention.start)


def _first_free(scene: Scene, first: int, end: int) -> Mention | None:
    """The first mention of a clause that no preposition governs, the subject its verbs share."""
    free: Sequence[Mention] = [one for one in scene.mentions_in(first, end) if _is_free(scene, one)]
    return free[0] if free else None
