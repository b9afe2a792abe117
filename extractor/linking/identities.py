"""Identities: people by the ids of a table that the user keeps."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import InputError
from extractor.linking.actors import Who, compare, keys, who
from extractor.linking.facts import ActorFacts, ArticleFacts
from extractor.linking.names import same_person_name
from schemas import country_code


@dataclass(frozen=True)
class Identity:
    """A row of the table."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    title: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3."""

    def who(self) -> Who:
        """The row as an actor, to be compared with others."""
        return who(
            ActorFacts(
                id=self.id,
                kind="person",
                name=self.name,
                title=self.title,
                organization=None,
                country=self.country,
                aliases=(),
            )
        )

    def forms(self) -> tuple[Who, ...]:
        """The row under each of its names."""
        names = (self.name, *self.aliases)
        return tuple(Identity(self.id, name, (), self.title, self.country).who() for name in names)


def read_identities(path: Path) -> list[Identity]:
    """The rows of a CSV file with a heading: id and name, and any of aliases, title, country.

    Aliases are separated by "|"; a country is a code or a name.

    Raises:
        InputError: a column is missing, a row has no id or name, or an id stands twice.
        OSError: it cannot be read.
    """
    found: dict[str, Identity] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not {"id", "name"} <= set(rows.fieldnames or ()):
            raise InputError(f"{path}: the first line must name the columns id and name",
                             path=str(path))  # fmt: skip
        for row in rows:
            identifier, name = (row["id"] or "").strip(), (row["name"] or "").strip()
            if not identifier or not name or identifier in found:
                where = f"{path}, line {rows.line_num}"
                raise InputError(f"{where}: a row needs a name and an id of its own",
                                 path=str(path))  # fmt: skip
            country = (row.get("country") or "").strip()
            found[identifier] = Identity(
                identifier,
                name,
                tuple(one.strip() for one in (row.get("aliases") or "").split("|") if one.strip()),
                (row.get("title") or "").strip() or None,
                (country_code(country) or country) if country else None,
            )
    return list(found.values())


def identified(articles: Iterable[ArticleFacts], people: Sequence[Identity]) -> dict[Who, str]:
    """Which row each person of the articles is; nobody whom no row, or more than one, fits.

    A full name, in whatever spelling, fits where the countries do not differ; a family name only
    with the same office and country.
    """
    if not people:
        return {}
    by_key: dict[str, list[tuple[Who, str]]] = defaultdict(list)
    for row in people:
        for form in row.forms():
            for key in keys(form):
                by_key[key].append((form, row.id))
    found: dict[Who, str] = {}
    for one in {who(actor) for article in articles for actor in article.actors}:
        if not one.principal:
            continue
        near = [pair for key in keys(one) for pair in by_key.get(key, ())]
        fits = {identifier for form, identifier in near if _fits(one, form)}
        exact = {
            identifier
            for form, identifier in near
            if _fits(one, form)
            and same_person_name(*sorted((one.names[0], form.names[0]))) == "same"
        }
        chosen = exact if len(exact) == 1 else fits
        if len(chosen) == 1:
            found[one] = chosen.pop()
    return found


def _fits(one: Who, row: Who) -> bool:
    match = compare(one, row)
    if match == "named":
        return True
    same = one.country is not None and one.country == row.country
    return match == "family" and same and bool(one.office & row.office)
