"""Web annotations: an article's records by the W3C Web Annotation Data Model (2017), as JSON-LD.

For each article an AnnotationCollection with its one page, `NAME.jsonld`. Each actor, meeting and
statement is an Annotation; its targets are the mentions, the sentences or the content, its bodies
the kind of record (a tag) and the record itself, a TextualBody of `application/json` that
`schemas.Meeting.model_validate_json` reads. The other evidence of a record (cue, date, place …) is
an Annotation for each field, tagged `statement.cue` and linked to the record's.

A target's source is the text itself, named by its hash (RFC 6920): the page at the article's URL,
the target's scope, has other characters. It is selected twice, by position and by quotation;
each alone finds the same characters. Positions count Unicode code points, also beyond the Basic
Multilingual Plane (section 4.2.4, to which 4.2.5 refers): in JavaScript `[...text].slice(start,
end)`, not `text.slice`. Ids are those of a text, a model, a prompt and a record, so that they are
the same whenever the same record is exported.
"""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from extractor.exports.folder import Names
from extractor.exports.source import Source
from extractor.running.rows import pieces
from schemas import Actor, Evidence, Extraction, Meeting, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_CHARACTERS = 32
"""Before and after a quotation, where they tell it apart; otherwise more of them."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x1f\x7f-\x9f]+")

Node = dict[str, Any]


def write_web_annotation(source: Source, folder: Path) -> dict[str, int]:
    """Write a file for each article; returns how many articles and annotations there are.

    Raises:
        InputError: an article stands there twice, or its record is not of its text.
        OSError: a file cannot be written.
    """
    names = Names()
    counts = {"articles": 0, "annotations": 0}
    for record, text in source.read():
        made = collection(record, text)
        path = folder / f"{names(record.article.id)}.jsonld"
        path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        counts["articles"] += 1
        counts["annotations"] += made["total"]
    return counts


def collection(record: Extraction, text: str) -> Node:
    """A record as an AnnotationCollection; one without annotations has no page."""
    items = list(_annotations(record, text))
    made: Node = {
        "@context": CONTEXT,
        "id": _identifier(record, ""),
        "type": "AnnotationCollection",
        "label": record.article.title or record.article.id,
        "total": len(items),
    }
    if items:
        page = _identifier(record, "page")
        made["first"] = {"id": page, "type": "AnnotationPage", "startIndex": 0, "items": items}
        made["last"] = page
    return made


def text_name(sha256: str) -> str:
    """The IRI of a text with this SHA-256, a hex digest."""
    digest = urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def selectors(piece: Evidence, text: str) -> list[Node]:
    """Two selectors of the same stretch of a text, each of which finds nothing else."""
    before, after = _surroundings(piece, text)
    quotation: Node = {"type": "TextQuoteSelector", "exact": piece.exact}
    if before:
        quotation["prefix"] = before
    if after:
        quotation["suffix"] = after
    position = {"type": "TextPositionSelector", "start": piece.start, "end": piece.end}
    return [quotation, position]


def _annotations(record: Extraction, text: str) -> Iterator[Node]:
    for actor in record.actors:
        yield from _of_a_record(record, text, actor, "identifying", "mentions")
    for meeting in record.meetings:
        yield from _of_a_record(record, text, meeting, "describing", "evidence")
    for statement in record.statements:
        yield from _of_a_record(record, text, statement, "describing", "content")


def _of_a_record(
    record: Extraction, text: str, one: Actor | Meeting | Statement, motivation: str, main: str
) -> Iterator[Node]:
    kind = type(one).__name__.lower()
    fields: dict[str, list[Evidence]] = {}
    for field, piece in pieces(one):
        fields.setdefault(field, []).append(piece)
    whole = _identifier(record, one.id)
    for field in (main, *(name for name in fields if name != main)):
        is_main = field == main
        content = {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "application/json",
            "value": one.model_dump_json(),
        }
        link = {"type": "SpecificResource", "source": whole, "purpose": "linking"}
        tag = kind if is_main else f"{kind}.{field}"
        yield {
            "id": whole if is_main else _identifier(record, f"{one.id}.{field}"),
            "type": "Annotation",
            "motivation": motivation if is_main else "tagging",
            **_origin(record),
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": tag},
                content if is_main else link,
            ],
            "target": _targets(record, text, fields[field]),
        }


def _targets(record: Extraction, text: str, found: Iterable[Evidence]) -> list[Node]:
    where: Node = {"type": "SpecificResource", "source": text_name(record.article.sha256)}
    if record.article.url and _ADDRESS.fullmatch(record.article.url):
        where["scope"] = record.article.url
    return [where | {"selector": selectors(piece, text)} for piece in found]


def _surroundings(piece: Evidence, text: str) -> tuple[str, str]:
    """What stands before and after, enough of it to tell the quotation from all others."""
    reach = _CHARACTERS
    while True:
        start, end = max(0, piece.start - reach), piece.end + reach
        before = _SURROGATES.split(text[start : piece.start])[-1]
        after = _SURROGATES.split(text[piece.end : end])[0]
        words = before + piece.exact + after
        again = text.find(words, text.find(words) + 1) >= 0
        if not again or (start == 0 and end >= len(text)):
            return before, after
        reach *= 2


def _identifier(record: Extraction, part: str) -> str:
    origin = record.provenance
    known = (record.article.sha256, origin.model, origin.prompt_hash, origin.schema_version, part)
    return uuid5(NAMESPACE_URL, json.dumps(known)).urn


def _origin(record: Extraction) -> Node:
    origin = record.provenance
    name = f"communique {origin.library_version} with {origin.model}"
    return {
        "generator": {"type": "Software", "name": name},
        "generated": origin.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
