"""Sentences: numbered stretches of the article, which a model cites by number.

`nupunkt` finds the boundaries; rules of ours correct what it does not know of news English. They
work on a copy of the same length, in which a stop that ends nothing is blotted out, so offsets
stay those of the original. A quotation of several sentences is several sentences.

Compared once, before the choice, on the five seeds (6 inner boundaries), on 60 hard paragraphs of
ours (66 boundaries) that the rules were made on, and on 46 more that they were not (47). Errors are
boundaries missed + invented; some of the paragraphs live on in tests/test_sentences.py:

    library           seeds   hard    unseen   2 MB    offsets   needs       licence     released
    nupunkt 0.8.0     0 + 1   9 + 7   1 + 6    0.5 s   yes       nothing     MIT         2026-09
    ... and our rules 0 + 0   1 + 1   1 + 2    1.0 s   yes
    sentencex 1.0.32  1 + 0   7 + 7   3 + 6    0.1 s   yes       nothing     MIT         2026-09
    blingfire 0.1.8   0 + 0   9 + 10  4 + 8    0.4 s   yes       numpy       MIT         2021-09
    syntok 1.4.4      0 + 0   9 + 13  2 + 13   1.9 s   yes       regex       MIT         2022-03
    pysbd 0.3.4       1 + 0   12 + 10 5 + 9    (a)     by search nothing     MIT         2021-02

(a) quadratic: 80 kB take 4 s. wtpsplit was not tried: it needs weights from a hub. sentencex never
splits inside quotation marks and refuses lone surrogates; both it and nupunkt turn quadratic on
long runs without a space, which are blotted out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nupunkt import sent_spans

from extractor.reading.furniture import READABLE, Block, BlockKind
from extractor.reading.unseen import UNSEEN


@dataclass(frozen=True)
class Sentence:
    """`text[start:end]` of the original, without white space at its ends; half-open code points."""

    number: int
    """Counts from 1 over the whole article."""
    start: int
    end: int
    paragraph: int
    """Number of its block among the title, subheading and body blocks, from 1."""
    kind: BlockKind


def split(text: str, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """The sentences of the title, subheading and body blocks, in text order.

    None crosses a block, and all that lies between two of one block is white space.
    """
    found: list[Sentence] = []
    readable = [block for block in blocks if block.kind in READABLE]
    for paragraph, block in enumerate(readable, 1):
        for start, end in _spans(text[block.start : block.end]):
            found.append(
                Sentence(
                    len(found) + 1, block.start + start, block.start + end, paragraph, block.kind
                )
            )
    return tuple(found)


_RANKS = (
    "Gen Maj Lt Col Brig Adm Capt Sgt Cmdr Cdr Cpl Pvt Cmdt Mr Mrs Ms Dr Prof Rev Sen Rep Gov Amb "
    "Hon St Ste Ft Mt Messrs Mme Mlle Sec Pres Supt Insp Det Msgr Fr Rt Asst Dep Min Atty Engr Eng "
    "GEN MAJ LT COL BRIG ADM CAPT SGT CMDR MR MRS MS DR PROF REV SEN REP GOV AMB ST"
).replace(" ", "|")
_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
_DAYS = "Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun"
_OPENERS = "\"'“‘«(\\["
_CLOSERS = "\"'”’»)\\]"
_STARTER = (
    r"(?:The|He|She|It|They|We|You|I|His|Her|Its|Their|Our|My|A|An|This|That|These|Those|There|Here|"
    r"In|On|At|But|And|For|As|After|Before|While|When|If|Since|Both|Some|Many|Most|Two|One|Each|All|"
    r"However|Meanwhile|Also|Earlier|Later|Last|Next|Nor|So|Yet|Still|Then|Now|What|Who|Why|How|Neither|"
    r"Another|Other|Others|Asked|Speaking|According|Although|Though|Despite|During|Under|With|From|By|To|"
    r"Nobody|None|Nothing|Talks|Officials)\b"
)
_ZONE = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|[A-Z]{2,4}\b|Eastern|Pacific|Central|Mountain|"
    rf"[A-Z][a-z]+ (?:time|Time)\b|(?:{_MONTHS}|{_DAYS})\.)"
)
_ENDLESS = re.compile(
    "|".join(
        (
            rf"\b(?:{_RANKS})\.(?=\s?[\w(“\"\[])",
            r"\b(?:[Nn]os?|pp?|[Aa]rts?|[Vv]ol|[Ff]igs?|[Pp]aras?|[Ss]ec|[Cc]h|Res|UNSCR|[Aa]pprox|ca?)"
            r"\.(?=\s?\d)",
            rf"\b(?:{_MONTHS}|{_DAYS})\.(?=\s?\d)",
            rf"\b[A-Z]\.(?=\s?(?!{_STARTER})[^\W\d_])",  # initials, and the letters of acronyms
            r"(?<=[a-z] )[a-z]\.(?= [A-Z])",
            r"\b(?:vs?|cf|viz|al|e\.g|i\.e|eg|ie)\.(?=\s)",
            rf"\b[ap]\.m\.(?=\s(?:[a-z]|{_ZONE}))",
            rf"\b(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros|etc|Ret|ret|Dept|Univ|Assn)\.(?=\s(?!{_STARTER}))",
            r"[.!?…][\"'”’](?=,? [a-z])",
            r"(?:…|\.\.\.)(?=\s?[a-z])",
            r"[?!][\"”’'](?= (?:[A-Z][\w.'’-]* ){1,5}(?:\([^()]{1,40}\) )?"
            r"(?:said|says|asked|added|replied|told|shouted|wrote|exclaimed|answered)\b)",
        )
    )
)
"""Stops that end no sentence."""
_CERTAIN = re.compile(
    "|".join(
        (
            rf"(?:(?<=[a-z][a-z])|(?<=[\d%]))[.!?…][{_CLOSERS}]{{0,3}}\s+(?=[{_OPENERS}]{{0,2}}[A-Z])",
            rf"(?<=\.[A-Zm])\.[{_CLOSERS}]{{0,3}}\s+(?=[{_OPENERS}]{{0,2}}{_STARTER})",
            rf"(?<=\.m)\.[{_CLOSERS}]{{0,3}}\s+(?=[{_OPENERS}]{{0,2}}[A-Z])",
            rf"\b(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros|etc|Ret)\.[{_CLOSERS}]{{0,3}}\s+(?=[{_OPENERS}]{{0,2}}{_STARTER})",
            rf"[。！？؟۔।॥]+[{_CLOSERS}』」）】]{{0,3}}\s*(?=\S)",
        )
    )
)
"""Stops that end a sentence whatever the library says; the next one begins at the match's end."""
_NOTE = re.compile(r"([.!?])((?:\[\d{1,3}\])+)(?=\s|$)")
_UNBROKEN = re.compile(r"\S{150,}")
_SPACE = re.compile(r"\s")
_UNSEEN_GAP = re.compile(rf"(?<!\w)(?:{UNSEEN.pattern})+(?= |$)|(?<= )(?:{UNSEEN.pattern})+")
"""Beside a space they hide neither it nor the stop before it; within a word they stay in it."""


def _spans(paragraph: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence within the paragraph."""
    copy = _copy(paragraph)
    starts = {start for start, _ in sent_spans(copy)}
    starts |= {match.end() for match in _CERTAIN.finditer(copy)}
    cuts = [0, *sorted(start for start in starts if 0 < start < len(copy)), len(copy)]
    for start, end in pairwise(cuts):
        seen = copy[start:end]
        words = seen.strip()
        if words:
            first = start + len(seen) - len(seen.lstrip())
            yield first, first + len(words)


def _copy(paragraph: str) -> str:
    """The paragraph, in its own length, with every stop gone that ends no sentence."""
    copy = _UNSEEN_GAP.sub(lambda found: " " * len(found[0]), _SPACE.sub(" ", paragraph))
    copy = UNSEEN.sub("x", copy)
    copy = _NOTE.sub(lambda found: "x" * len(found[2]) + found[1], copy)
    copy = _UNBROKEN.sub(_blot_unbroken, copy)
    return _ENDLESS.sub(_blot, copy)


def _blot(found: re.Match[str]) -> str:
    return re.sub(r"[.!?…]", "_", found[0])


def _blot_unbroken(found: re.Match[str]) -> str:
    return re.sub(r"[^。！？؟۔।॥]", "x", found[0])
