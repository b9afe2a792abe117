"""Case: one article with what is known of it, and what had to be refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.draft import Cast, Draft, DraftActor
from extractor.errors import UngroundedOutputError
from extractor.grounding import Ground
from extractor.reading.lexicon import BODY_HEADS, COLLECTIVE_HEADS, OFFICE_HEADS
from extractor.reading.mentions import Mention
from extractor.reading.page import Page
from extractor.reading.quotes import quoted_ranges
from extractor.reading.sentences import Sentence
from extractor.resolve.people import Entity, Roster, same_name
from extractor.resolve.scene import Range, Scene
from extractor.settings import OnUngrounded
from schemas import ActorKind, Dropped, DropReason, Evidence
from schemas.extraction import DropKind


@dataclass
class Case:
    """The working place of one extraction."""

    page: Page
    draft: Draft
    fills_gaps: bool
    """Whether what the draft leaves open is unknown to its model, so that the text decides."""
    on_ungrounded: OnUngrounded = "drop"
    dropped: list[Dropped] = field(default_factory=list)
    cast: Cast = field(default_factory=dict)
    _known: dict[str, Entity | None] = field(default_factory=dict)
    _phrases: dict[str, Entity] = field(default_factory=dict)

    @property
    def chosen(self) -> bool:
        """Whether the draft only chose among what reading had found, its words as they stand."""
        return bool(self.cast)

    @property
    def text(self) -> str:
        """The original text."""
        return self.page.article.text

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The visible sentences."""
        return self.page.sentences

    @cached_property
    def ranges(self) -> list[Range]:
        """The visible sentences as half-open ranges, in text order: number n at n - 1."""
        return [(one.start, one.end) for one in self.sentences]

    @cached_property
    def ground(self) -> Ground:
        """Where evidence may stand."""
        return Ground(self.text, self.ranges)

    @cached_property
    def body(self) -> list[Range]:
        """What stands outside the title, in as few ranges as there are titles between."""
        joined: list[Range] = []
        ends = False
        for one in self.sentences:
            if one.kind != "title":
                if joined and not ends:
                    joined[-1] = (joined[-1][0], one.end)
                else:
                    joined.append((one.start, one.end))
            ends = one.kind == "title"
        return joined

    @cached_property
    def roster(self) -> Roster:
        """Everybody the article names."""
        return Roster(self.text, self.ranges)

    @cached_property
    def scene(self) -> Scene:
        """What attribution looks at."""
        return Scene(
            self.text,
            self.ranges,
            sorted(self.roster.mentions, key=lambda one: one.start),
            quoted_ranges(self.text, [(one.start, one.end) for one in self.page.blocks]),
        )

    def numbered(self, numbers: Sequence[int]) -> list[Range]:
        """The ranges of the sentences a draft cites; numbers that do not exist are passed over."""
        count = len(self.ranges)
        return [self.ranges[one - 1] for one in dict.fromkeys(numbers) if 1 <= one <= count]

    def drop(self, kind: DropKind, words: str, reason: DropReason, detail: str) -> None:
        """Note what the record refuses.

        Raises:
            UngroundedOutputError: the reason is `ungrounded` and the settings say `raise`.
        """
        if reason == "ungrounded" and self.on_ungrounded == "raise":
            raise UngroundedOutputError(f"not in the article: {words!r} ({detail})", words=words)
        self.dropped.append(Dropped(kind=kind, words=words, reason=reason, detail=detail))

    def find(
        self, kind: DropKind, words: str | None, detail: str, near: Sequence[Range] = ()
    ) -> Evidence | None:
        """Evidence for a value of the draft; None where it is open or, then noted, not there."""
        if not words or not words.strip():
            return None
        evidence = self.ground.locate(words, [*near, *self.body])
        if evidence is None:
            self.drop(kind, words, "ungrounded", detail)
        return evidence

    def entity(self, name: str, detail: str, near: Sequence[Range] = ()) -> Entity | None:
        """Whom a name of the draft means; None, and noted, where the article does not name them."""
        if name not in self._known:
            self._known[name] = self._find_entity(name, detail, near)
        return self._known[name]

    def entity_at(self, mention: Mention) -> Entity | None:
        """Whom a mention names; None for a pronoun.

        A phrase the roster does not know joins the one said in the same words, or the last body
        named before it with the same head ("Dockers' Union ... the union").
        """
        if mention.kind == "pronoun":
            return None
        known = self.roster.of(mention)
        if known is not None:
            return known
        words = _undetermined(self.text[mention.start : mention.end]).lower()
        known = self._phrases.get(words) or self._headed(words, mention.start)
        if known is None:
            kind = _kind_of_phrase(words, mention)
            known = self.roster.add(_as_kind(self.text, mention, kind), kind)
        elif self.roster.of(mention) is None:
            self.roster.extend(known, Mention(mention.start, mention.end, kind=mention.kind))
        self._phrases[words] = known
        return known

    def _headed(self, words: str, before: int) -> Entity | None:
        head = words
        if head not in BODY_HEADS:
            return None
        bodies = [
            one
            for one in self.roster.entities
            if one.kind == "organization"
            and one.start < before
            and any(name.lower().split()[-1:] == [head] for name in one.names)
        ]
        return max(bodies, key=lambda one: one.start, default=None)

    def drafted(self, entity: Entity) -> DraftActor | None:
        """What the draft's roster says of an entity, the entry with the longest name first."""
        entries = sorted(self.draft.actors, key=lambda one: -len(one.name))
        return next((one for one in entries if self._known.get(one.name) is entity), None)

    def _find_entity(self, name: str, detail: str, near: Sequence[Range]) -> Entity | None:
        if (part := self.cast.get(name)) is not None:
            return self.roster.regroup(part.kind, part.places)
        evidence = self.find("actor", name, detail, near)
        if evidence is None:
            return None
        entry = next((one for one in self.draft.actors if one.name == name), None)
        entity = self.roster.at(evidence.start, evidence.end)
        if entity is None:
            entity = self._add(evidence, entry.kind if entry else _guess_kind(evidence.exact))
        for other in entry.also_called if entry else ():
            place = self.ground.locate(other, self.body)
            found = self.roster.at(place.start, place.end) if place else None
            if found is not None and found is not entity and _may_be_one(entity, found):
                self.join(found, entity)
            elif place is not None and found is None:
                self.roster.extend(entity, _mention(place, entity.kind))
        return entity

    def join(self, one: Entity, into: Entity) -> None:
        """Make two actors one, under whatever name the draft has them."""
        self.roster.merge(one, into)
        for known in (self._known, self._phrases):
            known.update({words: into for words, entity in known.items() if entity is one})

    def _add(self, evidence: Evidence, kind: ActorKind) -> Entity:
        return self.roster.add(_mention(evidence, kind), kind)


def _mention(evidence: Evidence, kind: ActorKind) -> Mention:
    span = (evidence.start, evidence.end)
    if kind == "unnamed":
        return Mention(*span, kind="office")
    return Mention(*span, kind="body" if kind != "person" else "name", name=span)


_DOCUMENTS = frozenset(
    """
    statement report communique communiqué letter study document declaration resolution survey
    bulletin readout indictment verdict ruling post
    """.split()
)


def _undetermined(words: str) -> str:
    return re.sub(r"^(?:the|a|an|its|their|his|her|our)\s+", "", words, flags=re.IGNORECASE)


def _kind_of_phrase(words: str, mention: Mention) -> ActorKind:
    """What a phrase that is nobody's name stands for, by its head."""
    head = re.split(r"\s+(?:of|for)\s+", words)[0].split()[-1]
    if head in _DOCUMENTS:
        return "document"
    if head in BODY_HEADS or head == "airline":
        return "organization"
    if mention.kind == "group" or head in COLLECTIVE_HEADS:
        return "group"
    return "unnamed"


def _as_kind(text: str, mention: Mention, kind: ActorKind) -> Mention:
    """The mention, named by itself where its kind of actor has a name."""
    span = (mention.start, mention.end)
    if kind == "unnamed":
        head = text[slice(*span)].rsplit(maxsplit=1)[-1].lower()
        return Mention(*span, kind="office", title=span if head in OFFICE_HEADS else None)
    first = mention.end - len(_undetermined(text[slice(*span)]))
    return Mention(*span, kind="group" if kind == "group" else "body", name=(first, mention.end))


def _guess_kind(words: str) -> ActorKind:
    capitals = [word[:1].isupper() for word in words.split()]
    if not any(capitals):
        return "unnamed"
    return "person" if all(capitals) and len(capitals) > 1 else "organization"


def _may_be_one(one: Entity, other: Entity) -> bool:
    """Whether two entities may be merged on a model's word: names and countries must agree."""
    if one.country and other.country and one.country != other.country:
        return False
    if one.name is None or other.name is None:
        return True
    return same_name(one.name, other.name)
