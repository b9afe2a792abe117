"""Scripts: training articles with their truth marked in the text, as people write them.

A script is a header, an empty line, and an article with marks::

    title: Grain talks end in the capital
    country: Kenya, Kenyan, Nairobi
    @a person f | Ruth Wanjiru
    @b person m | -
    @u org | Grain Growers' Union
    m1: held | a b
    when: m1 | on Monday | 2023-05-01
    where: m1 | Kisumu | KEN
    side: KEN a

    [a|Agriculture Minister Ruth Wanjiru] <m1>met</m1> [b|her Ugandan counterpart]
    in Kisumu on Monday.
    [a|She] said <s a>the price would stay</s>. "<s u>We waited</s>," [u|the union] said.

`[id|words]` is a mention of somebody of the cast, `<s id>...</s>` what they say (`<s ->`: nobody
is named), `<m1>...</m1>` a word that tells of a meeting, `<m1 m2>` of two at once. Marks may stand
in one another. `side` says who acts for a country; in a script without any it is not told. `when`
has the words that tell a meeting's day and its EDTF value, `where` its place and country, `back`
names meetings that are told as background; a script with any such line tells them of all its
meetings. `-` stands for what the article does not say.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from schemas import ActorKind, MeetingStatus

Range = tuple[int, int]
ARTICLES = Path(__file__).parent / "articles"
HELD_OUT = 12
"""Every twelfth script is kept for development, never trained on."""

_MEMBER = re.compile(r"@(\w+)\s+(person|unnamed|org|group|document)(?:\s+([mf]))?\s*(?:\|\s*(.+))?")
_MEETING = re.compile(r"(m\d+):\s*(\w+)\s*\|\s*(.+)")
_SETTING = re.compile(r"(when|where):\s*(m\d+)\s*\|\s*([^|]+?)\s*\|\s*([^|]+)")
_TOLD = ("when:", "where:", "back:")
_MARK = re.compile(
    r"\[(?P<who>\w+)\||(?P<unwho>\])|<s (?P<by>[\w-]+)>|(?P<unsaid></s>)"
    r"|<(?P<met>m\d+(?: m\d+)*)>|(?P<unmet></m\d*(?: m\d+)*>)"
)
_KINDS: Mapping[str, ActorKind] = {
    "person": "person",
    "unnamed": "unnamed",
    "org": "organization",
    "group": "group",
    "document": "document",
}
NOBODY = "-"


@dataclass(frozen=True)
class Member:
    """Somebody of the cast."""

    id: str
    kind: ActorKind
    gender: str
    """`m`, `f`, or empty where it does not matter."""
    name: str | None


@dataclass(frozen=True)
class Meeting:
    """A meeting the article tells of."""

    status: MeetingStatus
    participants: tuple[str, ...]
    setting: "Setting | None" = None
    """When and where; None where the script does not tell."""


@dataclass(frozen=True)
class Setting:
    """When and where a meeting is, as its article tells it; None is what that leaves open."""

    words: str | None = None
    """Those that tell the day."""
    day: str | None = None
    """EDTF."""
    place: str | None = None
    country: str | None = None
    background: bool = False


@dataclass(frozen=True)
class Script:
    """An article and its truth; offsets are half-open code points of `text`."""

    text: str
    cast: Mapping[str, Member]
    meetings: Mapping[str, Meeting]
    mentions: Sequence[tuple[Range, str]]
    contents: Sequence[tuple[Range, str | None]]
    """What is said, with the speaker's id; None where nobody is named."""
    triggers: Sequence[tuple[Range, tuple[str, ...]]]
    """Words that tell of meetings, with their ids."""
    countries: Sequence[tuple[str, str, str]] = ()
    """Name, adjective, capital."""
    cities: Sequence[str] = ()
    title: str = ""
    hard: tuple[str, ...] = ()
    """Numbers of the hard cases it shows."""
    sides: Mapping[str, str] | None = None
    """The country that each of the cast acts for, those who act for none left out; None where the
    script does not tell."""


class ScriptError(ValueError):
    """A script that cannot be read; its message names the fault."""


def sources(held_out: bool) -> list[str]:
    """The scripts' texts, those to train on or those held out."""
    paths = sorted(ARTICLES.glob("*.txt"))
    return [
        path.read_text(encoding="utf-8")
        for number, path in enumerate(paths)
        if (number % HELD_OUT == 5) == held_out
    ]


def parse(source: str) -> Script:
    """The script of a file's text.

    Raises:
        ScriptError: a mark is open, an id is unknown, or a line of the header makes no sense.
    """
    head, _, body = source.replace("\r\n", "\n").partition("\n\n")
    cast: dict[str, Member] = {}
    meetings: dict[str, Meeting] = {}
    countries: list[tuple[str, str, str]] = []
    cities: list[str] = []
    title = ""
    hard: tuple[str, ...] = ()
    sides: dict[str, str] = {}
    lines = [line for line in map(str.strip, head.splitlines()) if line]
    for line in lines:
        if (member := _MEMBER.fullmatch(line)) is not None:
            id_, kind, gender, name = member.groups()
            named = name.strip() if name and name.strip() != NOBODY else None
            nameless = kind == "person" and named is None
            cast[id_] = Member(id_, "unnamed" if nameless else _KINDS[kind], gender or "", named)
        elif (met := _MEETING.fullmatch(line)) is not None:
            meetings[met[1]] = _meeting(met[2], met[3])
        elif line.startswith("country:"):
            parts = tuple(one.strip() for one in line[8:].split(","))
            if len(parts) != 3:
                raise ScriptError(f"a country is its name, adjective and capital: {line!r}")
            countries.append(parts)
        elif line.startswith("city:"):
            cities += [one.strip() for one in line[5:].split(",")]
        elif line.startswith("title:"):
            title = line[6:].strip()
        elif line.startswith("hard:"):
            hard = tuple(line[5:].split())
        elif line.startswith("side:"):
            code, *acting = line[5:].split()
            sides |= dict.fromkeys(acting, code)  # `side: -` says that nobody does
        elif not line.startswith(_TOLD):
            raise ScriptError(f"header line not understood: {line!r}")
    if settings := _settings(lines):
        meetings = {id_: replace(one, setting=settings[id_]) for id_, one in meetings.items()}
        if unknown := settings.keys() - meetings.keys():
            raise ScriptError(f"no such meetings: {sorted(unknown)}")
    text, mentions, contents, triggers = _unmarked(body.strip() + "\n")
    script = Script(
        *(text, cast, meetings, mentions, contents, triggers, countries, cities, title, hard),
        sides=sides if "\nside:" in head else None,
    )
    _check(script)
    return script


def _settings(lines: Iterable[str]) -> dict[str, Setting]:
    """When and where the meetings are, from the lines of a header that say so."""
    found = defaultdict[str, Setting](Setting)
    for line in lines:
        if (told := _SETTING.fullmatch(line)) is not None:
            words, value = (None if one == NOBODY else one for one in told.groups()[2:])
            if told[1] == "when":
                found[told[2]] = replace(found[told[2]], words=words, day=value)
            else:
                found[told[2]] = replace(found[told[2]], place=words, country=value)
        elif line.startswith("back:"):
            for id_ in line[5:].split():
                found[id_] = replace(found[id_], background=True)
        elif line.startswith(_TOLD):
            raise ScriptError(f"header line not understood: {line!r}")
    return found


def joined(scripts: Sequence[Script]) -> Script:
    """Several articles as one, each with a cast and meetings of its own, as in a bulletin."""
    text = ""
    cast: dict[str, Member] = {}
    meetings: dict[str, Meeting] = {}
    mentions: list[tuple[Range, str]] = []
    contents: list[tuple[Range, str | None]] = []
    triggers: list[tuple[Range, tuple[str, ...]]] = []
    for number, one in enumerate(scripts):
        at, own = len(text), f"{number}.".__add__
        text += one.text + "\n"
        cast |= {own(id_): replace(member, id=own(id_)) for id_, member in one.cast.items()}
        meetings |= {
            own(id_): replace(met, participants=tuple(map(own, met.participants)))
            for id_, met in one.meetings.items()
        }
        mentions += [((at + a, at + b), own(who)) for (a, b), who in one.mentions]
        contents += [((at + a, at + b), own(by) if by else None) for (a, b), by in one.contents]
        triggers += [((at + a, at + b), tuple(map(own, ids))) for (a, b), ids in one.triggers]
    return Script(text, cast, meetings, mentions, contents, triggers)


def _meeting(status: str, who: str) -> Meeting:
    for known in get_args(MeetingStatus):
        if known == status:
            return Meeting(known, tuple(who.split()))
    raise ScriptError(f"no such status: {status!r}")


def _unmarked(
    body: str,
) -> tuple[
    str,
    list[tuple[Range, str]],
    list[tuple[Range, str | None]],
    list[tuple[Range, tuple[str, ...]]],
]:
    """The text without its marks, and what they stood around."""
    pieces: list[str] = []
    length, last = 0, 0
    mentions: list[tuple[Range, str]] = []
    contents: list[tuple[Range, str | None]] = []
    triggers: list[tuple[Range, tuple[str, ...]]] = []
    open_: list[tuple[str, str, int]] = []
    for mark in _MARK.finditer(body):
        if mark["unwho"] and not any(kind == "who" for kind, *_ in open_):
            continue  # a bracket of the article's own
        pieces.append(body[last : mark.start()])
        length += len(pieces[-1])
        last = mark.end()
        opened = next((kind for kind in ("who", "by", "met") if mark[kind]), None)
        if opened:
            open_.append((opened, mark[opened], length))
            continue
        if not open_:
            raise ScriptError(
                f"{mark[0]!r} closes nothing, near {body[mark.start() - 40 :][:60]!r}"
            )
        kind, value, start = open_.pop()
        closes = {"who": "unwho", "by": "unsaid", "met": "unmet"}[kind]
        if not mark[closes]:
            raise ScriptError(
                f"{mark[0]!r} closes <{value}>, near {body[mark.start() - 40 :][:60]!r}"
            )
        span = (start, length)
        if kind == "who":
            mentions.append((span, value))
        elif kind == "by":
            contents.append((span, None if value == NOBODY else value))
        else:
            triggers.append((span, tuple(value.split())))
    if open_:
        raise ScriptError(f"never closed: {open_[-1][1]!r}")
    pieces.append(body[last:])
    return "".join(pieces), sorted(mentions), sorted(contents, key=lambda c: c[0]), sorted(triggers)


def _check(script: Script) -> None:
    used = {who for _, who in script.mentions} | {by for _, by in script.contents if by}
    used |= {who for meeting in script.meetings.values() for who in meeting.participants}
    used |= set(script.sides or ())
    if unknown := used - script.cast.keys():
        raise ScriptError(f"not in the cast: {', '.join(sorted(unknown))}")
    told = {id_ for _, ids in script.triggers for id_ in ids}
    if unknown := told ^ script.meetings.keys():
        raise ScriptError(f"meetings only in the header or only in the text: {sorted(unknown)}")
    mentioned = {who for _, who in script.mentions}
    if silent := used - mentioned:
        raise ScriptError(f"never mentioned in the text: {', '.join(sorted(silent))}")
    for member in script.cast.values():
        if member.kind == "person" and member.name and member.name not in script.text:
            raise ScriptError(f"the name {member.name!r} does not stand in the text")
    if not script.contents and not script.triggers and "<" in script.text:
        raise ScriptError("a mark was not understood")
    if stray := re.search(r"</?(?:s|m\d)|\[\w+\|", script.text):
        raise ScriptError(f"a mark was not understood: {script.text[stray.start() :][:40]!r}")
