"""Contents: what was said, without the words that say who said it."""

import re
from collections.abc import Sequence

from extractor.resolve.cues import cues, is_gerund
from extractor.resolve.scene import Range, Scene
from extractor.resolve.subjects import governed

_WHOLE_QUOTATION = 4
"""Words from which a quotation is taken whole once some of it is pointed at."""
_HEAD_WORDS = 12
_TAIL_WORDS = 7
_LEAST = 15
"""Characters that must be left when an attribution is cut off."""
_OPENING = "“„\"«‘「"
_EDGES = "“”„\"«»,:;–—"


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
    spans = (without_marks(scene.text, whole_quotation(scene, piece)) for piece in pieces)
    return [one for one in spans if one[0] < one[1] and _has_letter(scene.text, one)]


def trimmed(scene: Scene, content: Range) -> Range:
    """The content without an attribution at its edges."""
    start, end = content
    inner = cues(scene, start, end)
    if inner and (begin := _behind_head(scene, content, inner[0])) is not None:
        start = begin
    inner = [one for one in inner if one[0] >= start]
    if inner and (stop := _before_tail(scene, (start, end), inner[-1])) is not None:
        end = stop
    return start, end


def without_marks(text: str, span: Range) -> Range:
    """The span without a quotation mark, comma or space at its edges."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    if text[start:end].startswith("‘") and "’" not in text[start:end]:
        start += 1
    return start, end


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
    if len(scene.text[start : cue[0]].split()) > _HEAD_WORDS:
        return None
    named = scene.mentions_in(start, cue[0])
    opens = bool(named) and not governed(scene.text, named[0]) and (
        scene.text[start : named[0].start].strip() == ""
    )
    bare = not scene.text[start : cue[0]].strip(" ,") and not scene.text[cue[1] : end].lstrip().startswith(",")
    if not bare and not (opens and cue[0] - named[-1].end <= 30):
        return None
    pattern = r"(?:\s+(?:reporters|journalists|the press|(?:him|her|them)))?(?:\s+that\b)?[\s:,]*[“\"]?"
    rest = re.match(pattern, scene.text[cue[1] : end])
    begin = cue[1] + (rest.end() if rest else 0)
    return begin if end - begin > _LEAST else None


def _before_tail(scene: Scene, content: Range, cue: Range) -> int | None:
    """Where the content ends before ", Ito said", None where it has no such tail."""
    start, end = content
    first = _tail_start(scene, start, cue)
    lead = scene.text[start:first]
    tail = scene.text[cue[1] : end]
    if len(tail.split()) > _TAIL_WORDS or first <= start + _LEAST or re.search(r"[“\"]", tail):
        return None
    if is_gerund(scene, cue) or re.search(r"^\s*(?:that\b|:)", tail):
        return None
    if not re.search(r"[,”\"»]\s*$", lead):
        return None
    return start + len(lead.rstrip(" ,”\"»"))


def _tail_start(scene: Scene, start: int, cue: Range) -> int:
    """Where the tag begins: at the subject before the cue, or at the cue."""
    between = scene.text[start : cue[0]]
    pronoun = re.search(r"\b(?:he|she|they|it|the \w+) (?:also |later |has |had )?$", between)
    if pronoun:
        return start + pronoun.start()
    named = scene.mentions_in(start + 1, cue[0])
    if named and not scene.text[named[-1].end : cue[0]].strip(" also"):
        return named[-1].start
    return cue[0]


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
        elif is_gerund(scene, cue) and re.search(r",[”\"]?\s*$", lead) and (
            behind := re.match(r"(?:\s+that\b|:)\s*", scene.text[cue[1] : end])
        ):
            pieces.append((start, start + len(lead.rstrip(' ,”"'))))
            start = cue[1] + behind.end()
    return [*pieces, (start, end)]
