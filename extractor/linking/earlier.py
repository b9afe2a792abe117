"""Earlier: clusters by article and record, so that they outlive the numbers of a corpus."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from extractor.errors import InputError
from extractor.linking.clusters import Clustered
from extractor.linking.corpus import Corpus
from extractor.linking.facts import ArticleFacts, read
from extractor.linking.link import Known
from schemas.linked import LinkedArticle

Place = tuple[str, str]
"""An article's id and a record's id there."""


@dataclass
class Groups:
    """Clusters of one kind of record."""

    members: list[list[Place]] = field(default_factory=list)
    joins: list[tuple[Place, Place]] = field(default_factory=list)
    possible: list[tuple[float, Place, Place, str]] = field(default_factory=list)

    @classmethod
    def of(cls, found: Clustered, places: Callable[[int], list[Place]]) -> Self:
        """The clusters with places in the stead of numbers."""
        return cls(
            [[place for node in nodes for place in places(node)] for nodes in found.members],
            [(places(one)[0], places(other)[0]) for one, other in found.joins],
            [
                (bits, places(one)[0], places(other)[0], why)
                for bits, one, other, why in found.possible
            ],
        )

    def numbered(self, number: Callable[[Place], int]) -> Clustered:
        """The clusters with the numbers of a corpus."""
        return Clustered(
            sorted(tuple(sorted({number(place) for place in places})) for places in self.members),
            sorted(_ordered(number(one), number(other)) for one, other in self.joins),
            [
                (bits, *_ordered(number(one), number(other)), why)
                for bits, one, other, why in self.possible
            ],
        )


@dataclass
class Earlier:
    """What was read and linked before."""

    articles: Sequence[ArticleFacts]
    meetings: Groups
    actors: Groups
    statements: Groups

    def known(self, corpus: Corpus) -> Known:
        """The clusters in the numbers of a corpus that has all of these articles."""
        number = {one.id: at for at, one in enumerate(corpus.articles)}
        people = {who: node for node, who in enumerate(corpus.people)}
        said = {
            (corpus.articles[at].id, corpus.articles[at].statements[n].id): node
            for node, (at, n) in enumerate(corpus.statements)
        }
        return Known(
            self.meetings.numbered(lambda place: corpus.meeting_at(number[place[0]], place[1])),
            self.actors.numbered(lambda place: people[corpus.actor(number[place[0]], place[1])]),
            self.statements.numbered(lambda place: said[place]),
        )


def read_links(path: Path) -> Earlier:
    """What a file holds that `communique link` wrote.

    Raises:
        InputError: a line of it is nothing that linking writes; the message names the line.
        OSError: it cannot be read.
    """
    articles: list[ArticleFacts] = []
    groups = {"meeting": Groups(), "actor": Groups(), "statement": Groups()}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                _add(line, articles, groups)
            except (ValueError, KeyError, TypeError, ValidationError) as error:
                raise InputError(
                    f"{path}, line {number}: no line of links", path=str(path)
                ) from error
    return Earlier(articles, groups["meeting"], groups["actor"], groups["statement"])


def _add(line: str, articles: list[ArticleFacts], groups: dict[str, Groups]) -> None:
    value = json.loads(line)
    kind = value["record"]
    if kind == "article":
        articles.append(read(LinkedArticle.model_validate_json(line)))
    elif kind == "possible":
        link = value["link"]
        why = link["against"][0] if link["against"] else ""
        one, other = _place(link["one"]), _place(link["other"])
        groups[value["kind"]].possible.append((float(link["bits"]), one, other, why))
    else:
        groups[kind].members.append([_place(one) for one in value["sources"]])
        groups[kind].joins += [(_place(one["one"]), _place(one["other"])) for one in value["links"]]


def _place(value: dict[str, Any]) -> Place:
    return str(value["article"]), str(value["record"])


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
