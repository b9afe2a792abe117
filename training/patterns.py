"""Patterns: articles put together from sentence patterns, as scripts like those people wrote.

Each sentence is a pattern whose people, words and places are drawn; who was last spoken of is
called by surname, office or pronoun, and somebody new by name and office.
"""

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from training.script import ScriptError, parse
from training.swapping import cultures

HERE = Path(__file__).parent / "patterns"
_ROLE = re.compile(r"\[([ABCDOPGUV])(?:\.(name|he))?(?:\|([^\]\[]*))?\]")
_PRONOUN = re.compile(r"\{([ABCD])\.(his|him|himself|he|her)\}")
_SLOT = re.compile(r"\{(\w+)\}")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = "January February March April May June July August September October November December"
_FURNITURE = (
    "Share this article",
    "Photo: courtesy of the organisers",
    "Follow us for more updates",
    "Advertisement",
    "Read more: What the new rules mean",
    "Comments are closed.",
    "Reporting by our correspondents",
)


@dataclass(frozen=True)
class Member:
    """Somebody of a drawn cast."""

    id: str
    name: str
    surname: str
    gender: str
    office: str


@dataclass
class _Article:
    """What has been written so far."""

    draw: random.Random
    members: Mapping[str, Member]
    known: set[str] = field(default_factory=set)
    last: str = ""
    """The member whom the last sentence was about."""
    meetings: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


@cache
def bank(name: str) -> Mapping[str, Sequence[str]]:
    """The lines of a file of patterns by the word before their first colon."""
    lines: dict[str, list[str]] = defaultdict(list)
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        kind, _, words = line.partition(":")
        if words.strip():
            lines[kind.strip()].append(words.strip())
    return lines


@cache
def lines(name: str) -> Sequence[str]:
    """The lines of a file of patterns."""
    found = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in map(str.strip, found) if line and not line.startswith("#")]


def composed(draw: random.Random) -> str:
    """The source of a script of four to fifteen sentences that can be read."""
    while True:
        source = _composed(draw)
        with suppress(ScriptError):
            parse(source)
            return source


def _composed(draw: random.Random) -> str:
    people = [_person(draw, one) for one in "abcd"[: draw.randint(2, 4)]]
    orgs = draw.sample(bank("people")["org"], k=2)
    group = draw.choice(bank("people")["group"])
    article = _Article(draw, {one.id: one for one in people})
    sentences: list[str] = []
    for _ in range(draw.randint(4, 15)):
        kind = draw.choices(("speech", "meeting", "again", "silent"), (0.56, 0.26, 0.06, 0.12))[0]
        sentences.append(_sentence(article, kind))
    body = _paragraphs(sentences, draw)
    body = body.replace("[o|\0]", f"[o|{orgs[0]}]").replace("[p|\0]", f"[p|{orgs[1]}]")
    body = re.sub(r"(?<![\w,] )\[([opg])\|([a-z])", lambda m: f"[{m[1]}|{m[2].upper()}", body)
    body = body.replace("[g|\0]", f"[g|{group}]")
    body = re.sub(
        r"(^|[.!?”\"] |\n)((?:<\w[^>]*>|\"|“)*\[\w+\|)([a-z])",
        lambda m: m[1] + m[2] + m[3].upper(),
        body,
    )
    header = [f"@{one.id} person {one.gender} | {one.name}" for one in people if one.name in body]
    for id_, kind, name in (("o", "org", orgs[0]), ("p", "org", orgs[1]), ("g", "group", group)):
        if f"[{id_}|" in body:
            header.append(f"@{id_} {kind} | {re.sub('^(?:the|a|an) ', '', name)}")
    header += [
        f"@{id_} {'document' if id_[0] == 'd' else 'unnamed'}"
        for id_ in dict.fromkeys(re.findall(r"\[([uvd]\d+)\|", body))
    ]
    header += [
        f"m{number}: {status} | {' '.join(who)}"
        for number, (status, who) in enumerate(article.meetings, 1)
    ]
    return "\n".join(header) + "\n\n" + body


def _person(draw: random.Random, id_: str) -> Member:
    culture = cultures()[draw.choice(sorted(cultures()))]
    gender = draw.choice("mf")
    given, family = draw.choice(culture.given[gender]), draw.choice(culture.family[gender])
    office = draw.choice(bank("people")["office"])
    return Member(id_, f"{given} {family}", family, gender, office)


def _sentence(article: _Article, kind: str) -> str:
    draw = article.draw
    if kind == "again" and not article.meetings:
        kind = "meeting"
    roles = _cast(article)
    if kind == "meeting":
        status, who, pattern = (one.strip() for one in draw.choice(lines("meetings")).split("|", 2))
        if status != "none":
            participants = tuple(roles[one] for one in who.split())
            article.meetings.append((status, participants))
            pattern = re.sub(r"<(/?)m>", rf"<\1m{len(article.meetings)}>", pattern)
    elif kind == "again":
        number = draw.randint(1, len(article.meetings))
        there = [one for one in article.meetings[number - 1][1] if one in article.members]
        roles |= dict(zip("AB", there, strict=False))
        pattern = re.sub(r"<(/?)m>", rf"<\1m{number}>", draw.choice(lines("again")))
    else:
        pattern = draw.choice(lines(kind))
    return _written(article, pattern, roles)


def _cast(article: _Article) -> dict[str, str]:
    """Who plays which role in the next sentence; often the one of the last goes on."""
    others = [one for one in article.members if one != article.last]
    article.draw.shuffle(others)
    goes_on = article.last and article.draw.random() < 0.45
    order = [article.last, *others] if goes_on else [*others, article.last]
    people = [one for one in order if one] * 2
    number = article.draw.randint(1, 99_999)
    somebody = {"U": f"u{number}", "V": f"v{number}", "D": f"d{number}"}
    return dict(zip("ABC", people, strict=False)) | {"O": "o", "P": "p", "G": "g"} | somebody


def _written(article: _Article, pattern: str, roles: Mapping[str, str]) -> str:
    """The sentence with everybody named and every slot filled."""
    draw = article.draw
    before, first = article.last, True

    def mention(match: re.Match[str]) -> str:
        nonlocal first
        role, form, words = match.groups()
        who = roles[role]
        if who not in article.members:
            unnamed = "an official" if role in "UV" else "\0"
            return f"[{who}|{words or unnamed}]"
        opens = first and not re.search(r"\w", re.sub(r"<[^>]*>", "", pattern[: match.start()]))
        first = False
        return f"[{who}|{words or _called(article, who, form, opens and who == before)}]"

    def pronoun(match: re.Match[str]) -> str:
        gender = article.members[roles[match[1]]].gender
        return _PRONOUNS[match[2]][gender == "f"]

    def said(match: re.Match[str]) -> str:
        role = match[1]
        return f"<s {roles.get(role, role)}>"

    text = _ROLE.sub(mention, pattern)
    text = _PRONOUN.sub(pronoun, text)
    text = re.sub(r"<s ([A-Z-])>", said, text)
    text = _SLOT.sub(lambda match: _filled(match[1], draw), text)
    article.last = roles["A"] if "[A" in pattern else ""
    return text


_PRONOUNS = {
    "he": ("he", "she"),
    "his": ("his", "her"),
    "her": ("his", "her"),
    "him": ("him", "her"),
    "himself": ("himself", "herself"),
}


def _called(article: _Article, who: str, form: str | None, goes_on: bool) -> str:
    member, draw = article.members[who], article.draw
    if who not in article.known:
        article.known.add(who)
        if form == "he":
            return _PRONOUNS["he"][member.gender == "f"]
        title = member.office.title() if draw.random() < 0.5 else member.office
        return draw.choice(
            (f"{title} {member.name}", f"{member.name}, the {member.office},", member.name)
            if len(member.office.split()) < 4
            else (f"{member.name}, the {member.office},", member.name)
        )
    if form == "he" or (form is None and goes_on and draw.random() < 0.5):
        return _PRONOUNS["he"][member.gender == "f"]
    chance = draw.random()
    if form == "name" or chance < 0.7:
        return member.surname if chance < 0.6 else member.name
    return f"the {member.office}" if chance < 0.9 else member.name


def _filled(slot: str, draw: random.Random) -> str:
    if slot == "day":
        return draw.choice(("on ", "late on ", "last ", "")) + draw.choice(_DAYS)
    if slot == "date":
        return f"{draw.randint(1, 28)} {draw.choice(_MONTHS.split())}"
    if slot == "time":
        return f"{draw.randint(7, 21)}:{draw.choice(('00', '15', '30', '45'))}"
    if slot == "number":
        return str(draw.choice((2, 3, 4, 6, 8, 12, 15, 20, 40, 120, 300, 1_500)))
    for name in ("contents", "people"):
        if slot in bank(name):
            return draw.choice(bank(name)[slot])
    raise KeyError(slot)


def _paragraphs(sentences: Sequence[str], draw: random.Random) -> str:
    """One to three sentences a paragraph, now and then with what a page has around them."""
    pieces: list[str] = []
    if draw.random() < 0.3:
        city = draw.choice(bank("people")["city"]).upper()
        pieces.append(f"{city}, {draw.choice(_MONTHS.split())} {draw.randint(1, 28)} — ")
    for index, sentence in enumerate(sentences):
        pieces.append(sentence)
        last = index == len(sentences) - 1
        pieces.append("" if last else draw.choice(("\n\n", "\n\n", " ")))
        if not last and draw.random() < 0.03:
            pieces.append("\n\n" + draw.choice(_FURNITURE) + "\n\n")
    return "".join(pieces)
