"""Errors: what went wrong, by kind, told from the alignment; each with its place in the article.

A record that is missed or invented is one error. A pair has an error for each thing that is wrong
with it. Kinds that say why a record is alone (split, merged, duplicate) come before missed and
invented, so that every lone record has exactly one kind.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from evals.align import Pairing, align
from evals.overlap import characters, f1, jaccard, words
from evals.score import JACCARD, right, scored_fields
from evals.scorers.dates import same_date
from schemas import Evidence, Gold, Meeting, Statement, Story

ErrorKind = Literal[
    "meeting missed",
    "meeting invented",
    "meeting split",
    "meetings merged",
    "meeting twice",
    "participant missing",
    "participant extra",
    "date missing",
    "date invented",
    "date too coarse",
    "date too fine",
    "date wrong",
    "place wrong",
    "background taken for main",
    "main taken for background",
    "scheduled taken for held",
    "status wrong",
    "statement missed",
    "statement invented",
    "statement split",
    "statements merged",
    "statement twice",
    "wrong speaker",
    "misquoted",
    "paraphrase marked direct",
    "quote type wrong",
    "polarity wrong",
    "wrong meeting",
    "addressee wrong",
]
KINDS: tuple[ErrorKind, ...] = get_args(ErrorKind)

_PART = 0.5
"""Share of the words of a lone record that must lie in another for it to be a part of that."""


@dataclass(frozen=True)
class Error:
    """One thing that went wrong in one article."""

    kind: ErrorKind
    article: str
    gold: str | None
    """Id of the gold record; None for what was invented."""
    other: str | None
    """Id of the predicted record; None for what was missed."""
    expected: str
    """What gold says, in short; empty for nothing."""
    found: str
    """What was predicted, in short; empty for nothing."""


def errors_of(gold: Gold, other: Story, pairing: Pairing | None = None) -> list[Error]:
    """Every error of an article's prediction; records that gold lists as unsure have none."""
    pairing = pairing or align(gold, other)
    unsure = frozenset(one for one in gold.annotation.unsure if "." not in one)
    work = _Article(gold, other, pairing, unsure)
    return [*work.meetings(), *work.statements()]


def by_kind(errors: Iterable[Error]) -> Mapping[ErrorKind, Sequence[Error]]:
    """Errors by kind, the most frequent kind first."""
    found: dict[ErrorKind, list[Error]] = defaultdict(list)
    for error in errors:
        found[error.kind].append(error)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), KINDS.index(item[0]))))


def by_tag(
    errors: Iterable[Error], tags: Mapping[str, Iterable[str]]
) -> Mapping[str, Mapping[ErrorKind, int]]:
    """How often each kind stands in the articles of each tag.

    Args:
        errors: of all articles.
        tags: of each article, by its id.
    """
    found: dict[str, Counter[ErrorKind]] = defaultdict(Counter)
    for error in errors:
        for tag in tags.get(error.article, ()):
            found[tag][error.kind] += 1
    return {tag: dict(counts.most_common()) for tag, counts in sorted(found.items())}


@dataclass(frozen=True)
class _Article:
    gold: Gold
    other: Story
    pairing: Pairing
    unsure: frozenset[str]

    def _error(
        self,
        kind: ErrorKind,
        gold: Meeting | Statement | None,
        other: Meeting | Statement | None,
        expected: str = "",
        found: str = "",
    ) -> Error:
        return Error(
            kind,
            self.gold.article.id,
            gold.id if gold else None,
            other.id if other else None,
            expected or (_short(gold) if gold and not found else ""),
            found or (_short(other) if other and not expected else ""),
        )

    def meetings(self) -> Iterator[Error]:
        paired = self.pairing.meetings
        found = {one.id: one for one in self.other.meetings}
        for gold in self.gold.meetings:
            if gold.id in self.unsure:
                continue
            if gold.id in paired:
                yield from self._meeting(gold, found[paired[gold.id]])
            else:
                sides = {self.pairing.actors.get(one.actor) for one in gold.participants}
                whole = next(
                    (
                        one
                        for one in self.other.meetings
                        if one.id in paired.values()
                        and None not in sides
                        and sides <= {other.actor for other in one.participants}
                    ),
                    None,
                )
                kind: ErrorKind = "meetings merged" if whole else "meeting missed"
                yield self._error(kind, gold, None)
        partner = {theirs: ours for ours, theirs in paired.items()}
        for other in self.other.meetings:
            if other.id not in partner:
                yield self._error(self._lone_meeting(other, found, paired), None, other)

    def _lone_meeting(
        self, other: Meeting, found: Mapping[str, Meeting], paired: Mapping[str, str]
    ) -> ErrorKind:
        """Why a predicted meeting has no partner."""
        sides = {one.actor for one in other.participants}
        for gold in self.gold.meetings:
            if gold.id not in paired:
                continue
            twin = {one.actor for one in found[paired[gold.id]].participants}
            if sides == twin:
                return "meeting twice"
            wanted = {self.pairing.actors.get(one.actor) for one in gold.participants}
            if len(sides & wanted) > 1 or (sides <= wanted and not sides <= twin):
                return "meeting split"
        return "meeting invented"

    def _meeting(self, gold: Meeting, other: Meeting) -> Iterator[Error]:
        wrong = self._wrong(gold, other)
        if "participants" in wrong:
            yield from self._participants(gold, other)
        kind = _date_error(gold, other)
        if kind and "date" in wrong:
            yield self._error(kind, gold, other, gold.date.value or "-", other.date.value or "-")
        if "place" in wrong:
            names = (
                gold.place.name if gold.place else "-",
                other.place.name if other.place else "-",
            )
            yield self._error("place wrong", gold, other, *names)
        if "mention" in wrong:
            taken: ErrorKind = (
                "background taken for main"
                if gold.mention == "background"
                else "main taken for background"
            )
            yield self._error(taken, gold, other)
        if "status" in wrong:
            planned = gold.status == "scheduled" and other.status == "held"
            status: ErrorKind = "scheduled taken for held" if planned else "status wrong"
            yield self._error(status, gold, other, gold.status, other.status)

    def _participants(self, gold: Meeting, other: Meeting) -> Iterator[Error]:
        actors = self.pairing.actors
        theirs = {one.actor for one in other.participants}
        for one in gold.participants:
            if actors.get(one.actor) not in theirs:
                yield self._error("participant missing", gold, other, self._name(one.actor))
        ours = {actors.get(one.actor) for one in gold.participants}
        for one in other.participants:
            if one.actor not in ours:
                name = _name(self.other, one.actor)
                yield self._error("participant extra", gold, other, "", name)

    def _wrong(self, gold: Meeting | Statement, other: Meeting | Statement) -> frozenset[str]:
        """The fields of a pair that gold holds for wrong."""
        fields = scored_fields(self.gold, self.other, self.pairing, gold, other)
        return frozenset(field for field, counts in fields.items() if not right(counts))

    def statements(self) -> Iterator[Error]:
        paired = self.pairing.statements
        found = {one.id: one for one in self.other.statements}
        taken = set(paired.values())
        for gold in self.gold.statements:
            if gold.id in self.unsure:
                continue
            if gold.id in paired:
                yield from self._statement(gold, found[paired[gold.id]])
            else:
                merged = any(
                    one.id in taken and _lies_in(gold, one) for one in self.other.statements
                )
                yield self._error("statements merged" if merged else "statement missed", gold, None)
        for other in self.other.statements:
            if other.id not in taken:
                yield self._error(self._lone_statement(other, found, paired), None, other)

    def _lone_statement(
        self, other: Statement, found: Mapping[str, Statement], paired: Mapping[str, str]
    ) -> ErrorKind:
        """Why a predicted statement has no partner."""
        for gold in self.gold.statements:
            if gold.id in paired and _lies_in(other, gold):
                twin = found[paired[gold.id]]
                same = f1(words(twin.content), words(other.content)) >= _PART
                return "statement twice" if same else "statement split"
        return "statement invented"

    def _statement(self, gold: Statement, other: Statement) -> Iterator[Error]:
        wrong = self._wrong(gold, other)
        if "speaker" in wrong:
            names = (self._name(gold.speaker), _name(self.other, other.speaker))
            yield self._error("wrong speaker", gold, other, *names)
        far = jaccard(characters(gold.content), characters(other.content)) < JACCARD
        if far and "content" in wrong:
            yield self._error("misquoted", gold, other, _said(gold.content), _said(other.content))
        if "quote_type" in wrong:
            loose = other.quote_type == "direct" and gold.quote_type != "mixed"
            kind: ErrorKind = "paraphrase marked direct" if loose else "quote type wrong"
            yield self._error(kind, gold, other, gold.quote_type, other.quote_type)
        if "polarity" in wrong:
            yield self._error("polarity wrong", gold, other, gold.polarity, other.polarity)
        if "meeting" in wrong:
            yield self._error(
                "wrong meeting", gold, other, gold.meeting or "-", other.meeting or "-"
            )
        if "addressees" in wrong:
            yield self._error(
                "addressee wrong",
                gold,
                other,
                ", ".join(self._name(one) for one in gold.addressees) or "-",
                ", ".join(_name(self.other, one) for one in other.addressees) or "-",
            )

    def _name(self, actor: str | None) -> str:
        return _name(self.gold, actor)


def _date_error(gold: Meeting, other: Meeting) -> ErrorKind | None:
    ours, theirs = gold.date.value, other.date.value
    if same_date(gold.date, other.date):
        return None
    if ours is None:
        return "date invented"
    if theirs is None:
        return "date missing"
    (first, last), (start, end) = _days(ours), _days(theirs)
    if (first, last) != (start, end) and start <= first and last <= end:
        return "date too coarse"
    if (first, last) != (start, end) and first <= start and end <= last:
        return "date too fine"
    return "date wrong"


_SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}
"""First and last month, northern; a winter is taken to its year's end."""


def _days(value: str) -> tuple[str, str]:
    """First and last day of an EDTF value, as strings that sort; open ends reach far."""
    first, slash, last = value.partition("/")
    if slash:
        start = "0000" if first == ".." else _days(first)[0]
        return start, "9999" if last == ".." else _days(last)[1]
    plain = value.rstrip("?~%")
    year, _, rest = plain.partition("-")
    if rest in _SEASONS:
        return f"{year}-{_SEASONS[rest][0]}-01", f"{year}-{_SEASONS[rest][1]}-31"
    start, end = plain.replace("X", "0"), plain.replace("X", "9")
    return (start + "-01-01")[:10], (end + "-12-31"[len(end) - 4 :])[:10]


def _lies_in(part: Statement, whole: Statement) -> bool:
    inside = words(part.content)
    return bool(inside) and len(inside & words(whole.content)) / len(inside) >= _PART


def _name(story: Story, actor: str | None) -> str:
    """How a reader would call an actor; "nobody" for none."""
    for one in story.actors:
        if one.id == actor:
            return one.name or one.mentions[0].exact
    return "nobody"


def _short(record: Meeting | Statement) -> str:
    return _said(record.evidence[:1] if isinstance(record, Meeting) else record.content)


def _said(spans: Sequence[Evidence]) -> str:
    whole = " … ".join(span.exact for span in spans)
    return whole if len(whole) <= 160 else whole[:159] + "…"
