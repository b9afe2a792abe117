"""Contents: what was said, without the words that say who said it."""

import re
from collections.abc import Sequence

from extractor.resolve.cues import cues, is_gerund, word_of
from extractor.resolve.recipients import ADDRESS, BEHIND_ADDRESS, without_recipient
from extractor.resolve.scene import Range, Scene
from extractor.resolve.subjects import governed, subject

_WHOLE_QUOTATION = 4
"""Words from which a quotation is taken whole once some of it is pointed at."""
_HEAD_WORDS = 25
_TAIL_WORDS = 7
_LEAST = 7
"""Characters that must be left when an attribution is cut off."""
_EDGES = ",:;–—"
_PAIRS = {"“": "”", "«": "»", '"': '"', "„": "“"}
_TAGS = frozenset(
    ["said", "says", "added", "announced", "reported", "confirmed", "wrote", "stated"]
)
_BEHIND_CUE = (
    r"(?:\s+[^“”\",;:.]{1,40})?:\s*[“\"]",
    r"(?:\s+(?:reporters|journalists|the press|him|her|them|afterwards?|later|also|on \w+day|"
    r"\w+ly))?\s+that\b[\s,:]*[“\"]?",
    r"[\s:]*[“\"]?",
)


def whole_quotation(scene: Scene, content: Range) -> Range:
    """The quotation that `content` is part of, or `content` itself where it is not in one."""
    quotation = scene.quotation(content[0])
    if quotation is None or content[1] > quotation[1]:
        return content
    words = scene.text[slice(*content)].split()
    return quotation if len(words) >= _WHOLE_QUOTATION else content


def spans_said(scene: Scene, found: Range) -> list[Range]:
    """What was said within a stretch that a model pointed at; empty where nothing is left.

    Attributions at the edges ("Ito said that ...", "..., Ito said") are cut off, those between
    two quotations or before a gerund (", adding that") cut out; a quotation is taken whole.
    """
    pieces = _apart(scene, trimmed(scene, found))
    bare = (without_marks(scene.text, piece) for piece in pieces)
    spans = (
        without_marks(scene.text, whole_quotation(scene, one)) for one in bare if one[0] < one[1]
    )
    closed = (_closed(scene.text, one) for one in spans)
    told = (without_recipient(scene, one) for one in closed)
    return [one for one in told if one[0] < one[1] and _has_letter(scene.text, one)]


def trimmed(scene: Scene, content: Range) -> Range:
    """The content without an attribution at its edges."""
    start, end = content
    sentence = scene.sentence_of(start)
    start = min(max(start, scene.opening(sentence)), end) if sentence else start
    content = start, end
    inner = cues(scene, start, end)
    reported = sentence is not None and re.search(
        r"\bthat\s+$|\b(?:said|says)\s+$", scene.text[sentence[0] : start]
    )
    told = inner and word_of(scene, inner[0]) in (*_TAGS, *ADDRESS, "asked")
    if (
        inner
        and (told or not reported)
        and (begin := _behind_head(scene, content, inner[0])) is not None
    ):
        start = begin
    inner = [one for one in inner if one[0] >= start]
    if inner and (stop := _before_tail(scene, (start, end), inner[-1])) is not None:
        end = stop
    return start, end


def without_marks(text: str, span: Range) -> Range:
    """The span without white space, a comma or an unpaired quotation mark at its edges.

    A pair of marks goes where it encloses the whole span.
    """
    start, end = span
    while start < end:
        first, last, words = text[start], text[end - 1], text[start:end]
        if first.isspace() or first in _EDGES:
            start += 1
        elif last.isspace() or last in _EDGES:
            end -= 1
        elif first in _PAIRS and (
            words.find(_PAIRS[first], 1) in (-1, len(words) - 1) and len(words) > 1
        ):
            start += 1
            end -= words.find(_PAIRS[first], 1) > 0
        elif _is_unpaired_close(words):
            end -= 1
        elif first == "‘" and "’" not in words:
            start += 1
        else:
            break
    return start, end


def _closed(text: str, span: Range) -> Range:
    """The span with the mark right behind it that closes a quotation opened within it."""
    start, end = span
    behind = re.match(r"[,.]?([”»\"])", text[end : end + 2])
    if behind is None:
        return span
    mark, words = behind.group(1), text[start:end]
    opened = (
        words.count(mark) % 2
        if mark == '"'
        else (words.count({"”": "“", "»": "«"}[mark]) > words.count(mark))
    )
    return (start, end + behind.end()) if opened else span


def _is_unpaired_close(words: str) -> bool:
    last = words[-1]
    if last == '"':
        return words.count(last) % 2 == 1
    return last in "”»" and words.count(last) > words.count({"”": "“", "»": "«"}[last])


def outside(scene: Scene, sentence: Range, contents: Sequence[Range]) -> str:
    """The words of a sentence with those of `contents` and of quotations blotted out."""
    letters = list(scene.text[slice(*sentence)])
    for start, end in (*contents, *scene.quotations_in(*sentence)):
        for index in range(max(start, sentence[0]), min(end, sentence[1])):
            letters[index - sentence[0]] = "_"
    return "".join(letters)


def _has_letter(text: str, span: Range) -> bool:
    return any(text[index].isalnum() for index in range(*span))


def _behind_head(scene: Scene, content: Range, cue: Range) -> int | None:
    """Where the content begins behind "Ito said that", None where it has no such head."""
    start, end = content
    head = scene.text[start : cue[0]]
    tail = scene.text[cue[1] : end]
    if len(head.split()) > _HEAD_WORDS or tail.startswith(",") or re.search(r"[“”\"«»]", head):
        return None
    if word_of(scene, cue) == "according to":
        comma = re.match(r"[^,“”\"]{1,80},\s*", tail) if not head.strip() else None
        return cue[1] + comma.end() if comma else None
    sentence = scene.sentence_of(cue[0])
    named = scene.mentions_in(start, cue[0])
    opens = (
        bool(named)
        and not governed(scene.text, named[0])
        and (scene.text[start : named[0].start].strip() == "" and cue[0] - named[-1].end <= 30)
    )
    whole = sentence is not None and start <= scene.opening(sentence) and not is_gerund(scene, cue)
    if whole and not opens and sentence is not None:
        found = subject(scene, sentence, cue)
        opens = found is not None and found.end <= cue[0]
    if head.strip(" ,") and not opens:
        return None
    patterns = [re.compile(one) for one in _BEHIND_CUE]
    if word_of(scene, cue) in ADDRESS:
        patterns.insert(1, BEHIND_ADDRESS)
    short = len(tail.split()) <= _TAIL_WORDS and re.match(r"\s+(?:on|in|at|after|late|via)\b", tail)
    if short and "," in head:
        return None
    rest = next((match for one in patterns if (match := one.match(tail))), None)
    begin = cue[1] + (rest.end() if rest else 0)
    return begin if end - begin > _LEAST else None


def _before_tail(scene: Scene, content: Range, cue: Range) -> int | None:
    """Where the content ends before ", Ito said", None where it has no such tail."""
    start, end = content
    quotation = scene.quotation(start) or scene.quotation(start + 1)
    if quotation is not None and quotation[1] < cue[0]:
        later = scene.quotations_in(quotation[1] + 1, end)
        return None if later or cue[0] - quotation[1] > 60 else quotation[1]
    first = _tail_start(scene, start, cue)
    lead = scene.text[start:first]
    tail = scene.text[cue[1] : end]
    if len(tail.split()) > _TAIL_WORDS or first <= start + _LEAST or re.search(r"[“\"]", tail):
        return None
    if is_gerund(scene, cue) or re.search(r"^(?:\s*(?:that\b|:)|,)", tail):
        return None
    if word_of(scene, cue) not in (*_TAGS, "according to") and tail.strip(" ."):
        return None
    if not re.search(r"[,”\"»]\s*$", lead):
        return None
    return start + len(lead.rstrip(' ,”"»'))


def _tail_start(scene: Scene, start: int, cue: Range) -> int:
    """Where the tag begins: at the subject before the cue, or at the cue."""
    between = scene.text[start : cue[0]]
    chunk = re.search(r"(?<=[,”\"»])\s+(?!(?:and|but|or|which|who)\b)[^,;:“”\"»]{2,60}\s$", between)
    return start + chunk.start() if chunk else cue[0]


def _apart(scene: Scene, content: Range) -> list[Range]:
    """The pieces of a content between which an attribution stands."""
    start, end = content
    pieces: list[Range] = []
    for cue in cues(scene, start, end):
        if cue[0] < start:
            continue
        quoted = [one for one in scene.quotations_in(start, end) if one[1] <= cue[0]]
        later = [one for one in scene.quotations_in(cue[1], end) if one[0] > cue[1]]
        lead = scene.text[start : cue[0]]
        if quoted and later and later[0][0] - quoted[-1][1] <= 120:
            pieces.append((start, quoted[-1][1]))
            start = later[0][0]
        elif (
            is_gerund(scene, cue)
            and re.search(r",[”\"]?\s*$", lead)
            and (behind := re.match(r"(?:\s+that\b|:)\s*", scene.text[cue[1] : end]))
        ):
            pieces.append((start, start + len(lead.rstrip(' ,”"'))))
            start = cue[1] + behind.end()
        elif tag := _parenthetical(scene, (start, end), cue):
            pieces.append((start, tag[0]))
            start = tag[1]
    return [*pieces, (start, end)]


def _parenthetical(scene: Scene, content: Range, cue: Range) -> Range | None:
    """A tag between commas ("The harvest, Ito said, was late"), its commas and spaces included."""
    start, end = content
    chunk = re.search(r",\s+[^,;:“”\"]{0,60}$", scene.text[start : cue[0]])
    behind = re.match(r"(?:\s+on \w+day)?,\s+", scene.text[cue[1] : end])
    if chunk is None or behind is None or is_gerund(scene, cue):
        return None
    return start + chunk.start(), cue[1] + behind.end()
