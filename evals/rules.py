"""Rules: what the guidelines ask of one article's labels beyond what the schema can hold.

Each rule is a function that yields a fault for every place where its rule is broken; `RULES` is
the list that runs.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache

from evals.anchor import Fault
from schemas import DateValue, Evidence, Gold, GoldMeeting, GoldStatement, Record

CANARY = "communique gold canary 5d0c2f6e-8b1a-4e57-9c34-a76e1f20b9d3"
"""Stands in every text of the corpus: a model that can complete it has been trained on gold."""

_QUOTES = "\"“”„‟«»‘’‚‛‹›'"
_DOUBLE_QUOTES = '"“”„‟«»'
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_INTRODUCING = re.compile(r"(?:that\s(?!(?:day|night|week|month|year|was|is|would|had)\b)|to\s)")
_SHORTENED = re.compile(r"\b\w\.\w\.$")
_WRITTEN = ("written_statement", "social_media")
_SPOKEN = ("meeting", "press_remarks", "interview", "speech")

Rule = Callable[[Gold, str], Iterator[Fault]]


def broken(gold: Gold, text: str) -> list[Fault]:
    """Every fault of an article's labels, in the order of the rules."""
    return [fault for rule in RULES for fault in rule(gold, text)]


def no_actor_stands_twice(gold: Gold, text: str) -> Iterator[Fault]:
    """Two actors of one kind and name are one, unless their mentions stand apart."""
    seen: dict[tuple[str, str | None], str] = {}
    for actor in gold.actors:
        key = (actor.kind, actor.name and actor.name.casefold())
        places = {one.start for one in actor.mentions}
        twin = next((one for one in gold.actors if one.id == seen.get(key)), None)
        if actor.name and twin and places & {one.start for one in twin.mentions}:
            yield Fault(actor.id, f"is {twin.id} again: one actor, or mentions of its own")
        seen.setdefault(key, actor.id)


def every_actor_meets_or_speaks(gold: Gold, text: str) -> Iterator[Fault]:
    """Somebody merely talked about is no actor."""
    used = {one.actor for meeting in gold.meetings for one in meeting.participants}
    for statement in gold.statements:
        used.update(filter(None, (statement.speaker, statement.relayed_by, *statement.addressees)))
    for actor in gold.actors:
        if actor.id not in used:
            yield Fault(actor.id, "neither meets nor speaks nor is spoken to: take it out")


def names_stand_without_article(gold: Gold, text: str) -> Iterator[Fault]:
    """Names, titles and bodies leave out a leading article."""
    for actor in gold.actors:
        for field in ("name", "title", "organization"):
            words = getattr(actor, field) or ""
            if re.match(r"(?:the|a|an)\s", words):
                yield Fault(f"{actor.id}.{field}", f"leave out the article of {words!r}")


def meetings_stand_once(gold: Gold, text: str) -> Iterator[Fault]:
    """The same people, status, day and place in the same words are one meeting."""
    seen: dict[object, str] = {}
    for meeting in gold.meetings:
        sides = frozenset(one.actor for one in meeting.participants)
        key = (sides, meeting.status, meeting.date.value, meeting.place, meeting.date.text)
        if key in seen:
            yield Fault(meeting.id, f"has all that {seen[key]} has: one meeting, or what differs")
        seen.setdefault(key, meeting.id)


def visits_have_visitors(gold: Gold, text: str) -> Iterator[Fault]:
    """The mode `visit` and the role `visitor` go together."""
    for meeting in gold.meetings:
        visitor = any(one.role == "visitor" for one in meeting.participants)
        if visitor != ("visit" in meeting.modes):
            yield Fault(f"{meeting.id}.modes", "`visit` exactly when there is a `visitor`")


def calls_have_no_place(gold: Gold, text: str) -> Iterator[Fault]:
    """Phone and video take place nowhere."""
    for meeting in gold.meetings:
        if meeting.format in ("phone", "video") and meeting.place is not None:
            yield Fault(f"{meeting.id}.place", f"null for a meeting by {meeting.format}")


def weekdays_fit_their_dates(gold: Gold, text: str) -> Iterator[Fault]:
    """A phrase with one weekday has a value of that weekday."""
    yield from _weekday("article.published", gold.article.published)
    for meeting in gold.meetings:
        yield from _weekday(f"{meeting.id}.date", meeting.date)


def _weekday(field: str, value: DateValue) -> Iterator[Fault]:
    if value.text is None or value.value is None or value.granularity != "day":
        return
    named = [
        day
        for day in _WEEKDAYS
        if re.search(rf"\b(?:{day}|{day[:3]}|{day[:4]}|{day[:5]})\b", value.text.exact.lower())
    ]
    actual = _WEEKDAYS[date.fromisoformat(value.value[:10]).weekday()]
    if len(named) == 1 and named[0] != actual:
        yield Fault(field, f"{value.value} is a {actual.title()}, not a {named[0].title()}")


def statements_stand_once(gold: Gold, text: str) -> Iterator[Fault]:
    """The same words of the same speaker are one statement."""
    seen: dict[object, str] = {}
    for one in gold.statements:
        key = (one.speaker, one.cue, tuple((span.start, span.end) for span in one.content))
        if key in seen:
            yield Fault(one.id, f"is {seen[key]} again")
        seen.setdefault(key, one.id)


def content_is_what_is_said(gold: Gold, text: str) -> Iterator[Fault]:
    """No introducing "that", no attribution, no punctuation at the ends."""
    for one in gold.statements:
        field = f"{one.id}.content"
        if one.quote_type in ("indirect", "mixed") and _INTRODUCING.match(_first(one)):
            yield Fault(field, f"leave out the first word of {_first(one)[:40]!r}")
        if re.search(r"[.,;:]$", one.content[-1].exact) and not _SHORTENED.search(
            one.content[-1].exact
        ):
            yield Fault(field, f"leave out the punctuation after {one.content[-1].exact[-40:]!r}")
        for name in ("cue", "speaker_text"):
            words: Evidence | None = getattr(one, name)
            if words and any(_overlap(words, span) for span in one.content):
                yield Fault(f"{one.id}.{name}", f"{words.exact!r} lies inside the content")


def quotations_have_their_marks(gold: Gold, text: str) -> Iterator[Fault]:
    """`direct` stands between quotation marks, `mixed` has some, outer ones stay out."""
    for one in gold.statements:
        field = f"{one.id}.quote_type"
        if one.quote_type == "direct":
            first, last = one.content[0], one.content[-1]
            around = text[: first.start].rstrip()[-1:] + text[last.end : last.end + 3]
            if _first(one)[0] in _DOUBLE_QUOTES and first.exact[-1] in _DOUBLE_QUOTES:
                yield Fault(f"{one.id}.content", "leave out the outer quotation marks")
            elif not any(mark in around for mark in _QUOTES):
                yield Fault(field, "direct, but no quotation mark stands at the content")
        if one.quote_type == "mixed" and not any(
            mark in text[max(span.start - 1, 0) : span.end + 1]
            for span in one.content
            for mark in _QUOTES
        ):
            yield Fault(field, "mixed, but the content has no quotation mark")


def occasions_and_meetings_agree(gold: Gold, text: str) -> Iterator[Fault]:
    """`occasion` is `meeting` exactly when `meeting` is filled; its speaker takes part."""
    meetings = {one.id: one for one in gold.meetings}
    kinds = {one.id: one.kind for one in gold.actors}
    for one in gold.statements:
        if (one.occasion == "meeting") != (one.meeting is not None):
            yield Fault(f"{one.id}.occasion", "`meeting` exactly when the field meeting is filled")
        meeting = meetings.get(one.meeting or "")
        if meeting and one.speaker and kinds[one.speaker] in ("person", "unnamed"):
            yield from _takes_part(one, meeting)


def _takes_part(statement: GoldStatement, meeting: GoldMeeting) -> Iterator[Fault]:
    if statement.speaker not in {one.actor for one in meeting.participants}:
        who = f"{statement.speaker} does not take part in {meeting.id}"
        yield Fault(f"{statement.id}.meeting", f"{who}: add the participant, or no meeting")


def media_fit_occasions(gold: Gold, text: str) -> Iterator[Fault]:
    """What is written is `writing`, what is said on an occasion is `speech`."""
    for one in gold.statements:
        wanted = (
            "writing" if one.occasion in _WRITTEN else "speech" if one.occasion in _SPOKEN else None
        )
        if wanted and one.medium != wanted:
            yield Fault(f"{one.id}.medium", f"{wanted!r} for the occasion {one.occasion!r}")


def nobody_speaks_to_himself(gold: Gold, text: str) -> Iterator[Fault]:
    """The speaker is no addressee of the same words, and does not relay them."""
    for one in gold.statements:
        if one.speaker and one.speaker in one.addressees:
            yield Fault(f"{one.id}.addressees", f"{one.speaker} is the speaker")
        if one.speaker and one.speaker == one.relayed_by:
            yield Fault(f"{one.id}.relayed_by", f"{one.speaker} is the speaker")


def inner_statements_lie_inside(gold: Gold, text: str) -> Iterator[Fault]:
    """The content of a nested statement stands in the content of the outer one."""
    content = {one.id: one.content for one in gold.statements}
    for one in gold.statements:
        if one.nested_in and not any(
            _overlap(inner, outer) for inner in one.content for outer in content[one.nested_in]
        ):
            yield Fault(f"{one.id}.nested_in", f"its words do not lie in {one.nested_in}'s")


def nothing_is_labelled_in_the_canary(gold: Gold, text: str) -> Iterator[Fault]:
    """The canary is page furniture."""
    start = text.find(CANARY)
    if start >= 0 and any(one.end > start for one in gold.evidence()):
        yield Fault("", "something is labelled in the line of the canary")


def paths_lead_somewhere(gold: Gold, text: str) -> Iterator[Fault]:
    """`unsure` and `alternatives` name records and fields that are there."""
    models: dict[str, Record] = {one.id: one for one in gold.actors}
    models |= {one.id: one for one in gold.meetings}
    models |= {one.id: one for one in gold.statements}
    paths = [*gold.annotation.unsure, *(one.field for one in gold.annotation.alternatives)]
    for path in paths:
        identifier, _, field = path.partition(".")
        record = models.get(identifier)
        if record is None or (field and field not in _fields(type(record))):
            yield Fault("annotation", f"{path} is no record or field of this article")


@cache
def _fields(model: type) -> frozenset[str]:
    return frozenset(getattr(model, "model_fields", ()))


def _first(statement: GoldStatement) -> str:
    return statement.content[0].exact


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


RULES: Sequence[Rule] = (
    no_actor_stands_twice,
    every_actor_meets_or_speaks,
    names_stand_without_article,
    meetings_stand_once,
    visits_have_visitors,
    calls_have_no_place,
    weekdays_fit_their_dates,
    statements_stand_once,
    content_is_what_is_said,
    quotations_have_their_marks,
    occasions_and_meetings_agree,
    media_fit_occasions,
    nobody_speaks_to_himself,
    inner_statements_lie_inside,
    nothing_is_labelled_in_the_canary,
    paths_lead_somewhere,
)
