"""News: made-up articles of about 300 words, alike but for their number, and what they report."""

from dataclasses import dataclass

FABRICATED = "We shall never sign such a paper again"
"""Said in no article; the scripted model puts it into every tenth answer."""
EVERY = 10
PEOPLE = {"Ada Kern": "Harbour Minister", "Emil Strand": "mayor of Sundvik"}
"""Who meets and speaks, and what they are."""

_LEAD = (
    "Harbour Minister Ada Kern met the mayor of Sundvik, Emil Strand, at pier {n} on Friday to "
    "talk about the ferry line that the storm closed in March."
)
_SAID = (
    ("Ada Kern", "said", "pier {n} would be repaired before the summer", "indirect"),
    ("Emil Strand", "told reporters", "We have waited {n} days for a crane", "direct"),
    ("Ada Kern", "promised", "to send two engineers to Sundvik", "reported"),
    ("Emil Strand", "added", "nobody on the islands could afford a second winter", "indirect"),
)
_BETWEEN = (
    "The line carried some four hundred passengers a day before the storm, most of them pupils "
    "and nurses. Since then a fishing boat has gone over twice a week, when the weather lets it, "
    "and the shop on the outer island has closed. The damage is put at three million crowns; half "
    "of it is insured. The county has set aside a first sum, and divers look at the moorings.",
    "Sundvik is a town of six thousand people at the end of the railway. Its shipyard, the largest "
    "employer until ten years ago, builds parts of wind turbines now. The pier was last rebuilt in "
    "1987, with wood that was meant to hold for thirty years and has held for longer than that.",
    "The timetable of the buses has been changed twice. Those who work in hospitals start at six, "
    "and the first bus leaves at a quarter past. A petition has gathered nine hundred names.",
)


@dataclass(frozen=True)
class Statement:
    """What somebody says in an article."""

    speaker: str
    cue: str
    words: str
    quote_type: str
    sentence: int
    """Its number, from 1."""


@dataclass(frozen=True)
class News:
    """An article with what it reports."""

    number: int
    text: str
    meeting: str
    """The sentence that reports it."""
    statements: tuple[Statement, ...]


def news(number: int) -> News:
    """The article of a number."""
    lead = _LEAD.format(n=number)
    sentences = [lead]
    paragraphs = [lead]
    said: list[Statement] = []
    for (speaker, cue, words, kind), between in zip(_SAID, (*_BETWEEN, ""), strict=True):
        told = words.format(n=number)
        surname = speaker.split()[-1]
        sentence = f"“{told},” {surname} {cue}." if kind == "direct" else f"{surname} {cue} {told}."
        sentences.append(sentence)
        said.append(Statement(speaker, cue, told, kind, len(sentences)))
        paragraphs.append(f"{sentence} {between}".strip())
        sentences += [one for one in between.split(". ") if one]
    return News(number, "\n\n".join(paragraphs) + "\n", lead, tuple(said))
