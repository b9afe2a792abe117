"""Records with their articles, to be shown: an everyday one, an Arabic one, a hostile one."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from labelled import QUIET, TEXT, gold, quiet

from schemas import Extraction, Gold

ORIGIN = {
    "model": "m",
    "endpoint": "local",
    "strategy": "whole",
    "prompt_hash": "p",
    "library_version": "0",
    "time": "2026-01-01T00:00:00Z",
}
Shown = tuple[Extraction, str]
"""A record and its article's text."""

ARABIC = "التقى الوزير سامي منصور السفيرة ليلى حداد في مسقط.\nقال منصور: «نرحب بكم».\n"
HOSTILE = (
    "</script><script>document.title = 'owned'</script> {{7*7}} {% raw %}\r\n"
    "<b onclick='steal()'>Mayor</b> Brandt & Vask said “</div></details><img src=x "
    "onerror=alert(1)>” \t\x0b\u202e\u00a0😀 <!-- ]]>\r"
    "&lt;already escaped&gt; ' \" ` ${7*7} \u2028The end.\n"
)


def reading(one: Gold, **more: Any) -> Extraction:
    """A record that says what gold says; `more` takes the place of fields."""
    plain = json.loads(one.to_json())
    del plain["$schema"], plain["annotation"]
    for record in (*plain.get("meetings", ()), *plain.get("statements", ())):
        record.pop("link", None)
    return Extraction.model_validate_json(json.dumps({**plain, "provenance": ORIGIN, **more}))


def plain(text: str, identifier: str = "one", **about: Any) -> Shown:
    """A record in which nothing was found."""
    return made(text, identifier, about=about)


def made(  # noqa: PLR0913
    text: str,
    identifier: str,
    *,
    actors: Sequence[Mapping[str, Any]] = (),
    meetings: Sequence[Mapping[str, Any]] = (),
    statements: Sequence[Mapping[str, Any]] = (),
    dropped: Sequence[Mapping[str, Any]] = (),
    about: Mapping[str, Any] | None = None,
) -> Shown:
    """A record of a text; its fields as JSON, where `at` finds the evidence."""
    info = {"id": identifier, "sha256": sha256(text.encode()).hexdigest(), **(about or {})}
    whole = {"article": info, "actors": actors, "meetings": meetings, "statements": statements}
    content = {**whole, "dropped": dropped, "provenance": ORIGIN}
    return Extraction.model_validate_json(json.dumps(content), context={"text": text}), text


def at(text: str, words: str) -> dict[str, Any]:
    """The first place in a text where words stand."""
    start = text.index(words)
    return {"exact": words, "start": start, "end": start + len(words)}


def cranes(identifier: str | None = None) -> Shown:
    """A mayor and a union leader: two meetings, four statements."""
    record = reading(gold())
    if identifier is not None:
        info = record.article.model_copy(update={"id": identifier})
        record = record.model_copy(update={"article": info})
    return record, TEXT


def paint() -> Shown:
    """An article in which nobody meets or speaks."""
    return reading(quiet()), QUIET


def arabic() -> Shown:
    """A meeting and a statement in a script that runs from right to left."""
    names = ("سامي منصور", "ليلى حداد")
    actors = [
        {
            "id": f"a{number}",
            "kind": "person",
            "name": name,
            "country": "OMN",
            "mentions": [at(ARABIC, name)],
        }
        for number, name in enumerate(names, 1)
    ]
    place = {"text": at(ARABIC, "مسقط"), "name": "مسقط", "country": "OMN"}
    meeting = {
        "id": "m1",
        "participants": [{"actor": "a1"}, {"actor": "a2"}],
        "place": place,
        "evidence": [at(ARABIC, ARABIC.partition("\n")[0])],
    }
    statement = {
        "id": "s1",
        "speaker": "a1",
        "content": [at(ARABIC, "نرحب بكم")],
        "quote_type": "direct",
    }
    about = {"language": "ar"}
    return made(
        ARABIC, "arabic", actors=actors, meetings=[meeting], statements=[statement], about=about
    )


def hostile() -> Shown:
    """A text, an id and an address that would like to run."""
    actor = {
        "id": "a1",
        "kind": "person",
        "name": "Brandt & Vask",
        "aliases": ["</div></details><img src=x onerror=alert(1)>"],
        "mentions": [at(HOSTILE, "Brandt & Vask")],
    }
    statement = {
        "id": "s1",
        "speaker": "a1",
        "cue": at(HOSTILE, "said"),
        "content": [at(HOSTILE, "</div></details><img src=x onerror=alert(1)>")],
        "quote_type": "direct",
    }
    about = {
        "title": "</title><script>document.title = 'owned'</script>{{7*7}}",
        "url": "javascript:document.title='owned'",
        "language": '"><b>',
    }
    dropped = [{"kind": "actor", "words": "<script>1</script>", "reason": "ungrounded"}]
    name = "<i onclick=x>&/../ id"
    return made(HOSTILE, name, actors=[actor], statements=[statement], dropped=dropped, about=about)
