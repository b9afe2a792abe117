"""Events: made-up meetings that several articles report, each in its own spelling and detail.

Two kinds of year. In both, who meets follows Zipf's law, and events lie the closer together the
more articles there are.

In a year of news nobody is at more than three meetings a day, as many as a head of government's
office reports; the people come from sixty countries; one meeting in ten goes on, the same people
meeting again within a month; and most events stand in one article, a few in forty, as attention
to news has a heavy tail.

In a crowded year nothing holds Zipf's law back: of 100,000 articles one person is in a fifth, at
fifty meetings a day, and the same two meet twice a day, all year, mostly on days that the articles
do not say. No year is like that; it shows what linking does where people and days tell it nothing.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from schemas import (
    Actor,
    ArticleInfo,
    DateValue,
    Evidence,
    Meeting,
    Participant,
    Place,
    Statement,
    Story,
)

_STARTS = (
    "ba da fa ga ha ja ka kha la ma na qa ra sa sha ta va za ahm kar mir nas sul tor vel".split()
)
_MIDDLES = "bi dou go hu jee ka lo mu no pe ri so tu va yo zhi bekh dal fin gor hash".split()
_ENDS = "bari dani fov gheri hani jan kov lmaz mani nezh qani rov sani tash vili yan zadeh".split()
_COUNTRIES = (
    "IRN IRQ TUR SAU EGY PAK IND CHN KOR JPN RUS UKR POL DEU FRA ESP ITA GBR USA BRA".split()
)
_MORE_COUNTRIES = (
    "AFG ARE ARG ARM AUS AUT AZE BEL BGD BGR BLR CAN CHE CHL COL CZE DNK DZA EST ETH FIN GEO GRC "
    "HUN IDN IRL ISR JOR KAZ KEN KWT LBN LKA LTU LVA MAR MEX MYS NGA NLD"
).split()
_CITIES = "Tehran Baghdad Ankara Riyadh Cairo Islamabad Delhi Beijing Seoul Tokyo".split()
_OFFICES = (
    "foreign minister", "defense minister", "interior minister", "trade minister",
    "president", "prime minister", "ambassador", "chief of staff", "energy minister",
    "central bank governor",
)  # fmt: skip
_WORDS = tuple(
    start + middle + end for start in _STARTS[:12] for middle in _MIDDLES[:8] for end in _ENDS[:8]
)
"""Content words of remarks and topics."""
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_FIRST = date(2024, 1, 1)
_DAYS = 365
_HEAD = 20
"""By how much Mandelbrot's form of Zipf's law flattens its head, in a year of news."""
_A_DAY = 3
"""Meetings of one person on one day, in a year of news."""
_GOES_ON = 0.1
"""The share of meetings after which the same people meet again."""
_WITHIN_DAYS = 30
_MOST_TOLD = 40
_TELLING, _KEPT = 8, 0.6
"""Words that an event is told with, and the share of them that an article has: as many as the
stories of `training/stories` have in common."""
_VARIANTS = (("ou", "u"), ("kh", "h"), ("gh", "q"), ("ee", "i"), ("sh", "sch"), ("zh", "j"),
             ("q", "k"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who meets others."""

    name: str
    title: str
    country: str


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting as it was."""

    number: int
    people: tuple[int, ...]
    day: date
    city: str
    topic: str
    words: tuple[str, ...]
    """Content words that it is told with."""
    remarks: tuple[tuple[int, tuple[str, ...]], ...]
    """Speaker and content words."""


class World:
    """Articles on made-up events, the same for the same number of articles.

    Args:
        articles: how many there are.
        crowded: whether a few people are at nearly all meetings, instead of a year of news.
    """

    def __init__(self, articles: int, *, crowded: bool = False) -> None:
        self._random = Random(articles)  # noqa: S311 - a benchmark
        self._articles = articles
        self._crowded = crowded
        self._countries = _COUNTRIES if crowded else _COUNTRIES + _MORE_COUNTRIES
        self._people = [self._person() for _ in range(max(40, int(4 * articles**0.7)))]
        head = 0 if crowded else _HEAD
        self._shares = list(accumulate(1 / (1 + at + head) for at in range(len(self._people))))
        self._diary = Counter[tuple[int, date]]()
        self._rounds: list[tuple[date, tuple[int, ...], str]] = []
        self.truth: dict[tuple[str, str], int] = {}
        """The event of each meeting of the articles that were yielded."""

    def records(self) -> Iterator[Story]:
        """The articles, in an order of no meaning."""
        count = number = 0
        waiting: list[tuple[Event, int]] = []
        while count < self._articles:
            event = self._event(number)
            number += 1
            waiting += [(event, copy) for copy in range(self._told())]
            if len(waiting) < 200:
                continue
            self._random.shuffle(waiting)
            while len(waiting) > 100 and count < self._articles:
                main = waiting.pop()[0]
                others = [waiting.pop()[0]] if self._random.random() < 0.4 else []
                kept = [one for one in others if one.number != main.number]
                yield self._article(count, (main, *kept))
                count += 1

    def _person(self) -> Person:
        draw = self._random
        names = [
            (draw.choice(_STARTS) + draw.choice(_MIDDLES) + draw.choice(_ENDS)).capitalize()
            for _ in range(draw.choice((2, 2, 3)))
        ]
        return Person(" ".join(names), draw.choice(_OFFICES), draw.choice(self._countries))

    def _told(self) -> int:
        """How many articles tell of an event."""
        if self._crowded:
            return min(6, 1 + int(self._random.expovariate(0.7)))
        return min(_MOST_TOLD, int(self._random.paretovariate(1.5)))

    def _event(self, number: int) -> Event:
        draw = self._random
        if self._crowded:
            people = self._drawn()
            remarks = self._remarks(people)
            day = _FIRST + timedelta(days=draw.randrange(_DAYS))
            city = draw.choice(_CITIES)
        else:
            day, people, city = self._round()
            remarks = self._remarks(people)
        words = tuple(draw.sample(_WORDS, _TELLING))
        return Event(number, tuple(people), day, city, draw.choice(_WORDS), words, remarks)

    def _round(self) -> tuple[date, list[int], str]:
        """A day, people who have time on it, and a city; now and then those of talks that go on."""
        draw = self._random
        while True:
            if self._rounds and draw.random() < _GOES_ON:
                day, before, city = draw.choice(self._rounds)
                day += timedelta(days=draw.randint(1, _WITHIN_DAYS))
                people = list(before)
            else:
                day = _FIRST + timedelta(days=draw.randrange(_DAYS))
                people, city = self._drawn(), draw.choice(_CITIES)
            if all(self._diary[one, day] < _A_DAY for one in people):
                break
        self._diary.update((one, day) for one in people)
        self._rounds.append((day, tuple(people), city))
        return day, people, city

    def _drawn(self) -> list[int]:
        draw = self._random
        size = draw.choice((2, 2, 2, 3, 4))
        count = len(self._people)
        people = list(
            dict.fromkeys(draw.choices(range(count), cum_weights=self._shares, k=size + 2))
        )[:size]
        if len(people) < 2:
            people.append((people[0] + 1) % count)
        return people

    def _remarks(self, people: list[int]) -> tuple[tuple[int, tuple[str, ...]], ...]:
        draw = self._random
        return tuple((draw.choice(people), tuple(draw.sample(_WORDS, 7))) for _ in range(4))

    def _article(self, number: int, events: tuple[Event, ...]) -> Story:
        draw = self._random
        name = f"n{number:06}"
        published = max(one.day for one in events) + timedelta(days=draw.randrange(3))
        actors: dict[int, Actor] = {}
        meetings, statements = [], list[Statement]()
        for at, event in enumerate(events, 1):
            identifier = f"m{at}"
            self.truth[name, identifier] = event.number
            meetings.append(self._meeting(identifier, event, actors))
            for speaker, words in draw.sample(event.remarks, 2):
                said = [draw.choice(_WORDS) if draw.random() < 0.15 else word for word in words]
                statements.append(
                    Statement.model_construct(
                        id=f"s{len(statements) + 1}",
                        speaker=self._actor(speaker, actors).id,
                        content=(_evidence(" ".join(said)),),
                        quote_type=draw.choice(("direct", "indirect")),
                        meeting=identifier,
                    )
                )
        return Story.model_construct(
            article=ArticleInfo.model_construct(
                id=name,
                sha256="0" * 64,
                published=_day(published) if draw.random() < 0.8 else DateValue(),
            ),
            actors=tuple(actors.values()),
            meetings=tuple(meetings),
            statements=tuple(statements),
        )

    def _meeting(self, identifier: str, event: Event, actors: dict[int, Actor]) -> Meeting:
        draw = self._random
        there = [self._actor(person, actors).id for person in event.people]
        if len(there) > 2 and draw.random() < 0.3:
            there.pop()
        chance = draw.random()
        day = event.day + timedelta(days=draw.choice((-1, 1)) if draw.random() < 0.08 else 0)
        date_value = _day(day) if chance < 0.7 else DateValue()
        if 0.7 <= chance < 0.9:
            phrase = _evidence(f"on {_WEEKDAYS[day.weekday()]}")
            date_value = DateValue.model_construct(text=phrase)
        return Meeting.model_construct(
            id=identifier,
            participants=tuple(Participant.model_construct(actor=one) for one in there),
            status="scheduled" if draw.random() < 0.1 else "held",
            format="in_person",
            date=date_value,
            place=Place.model_construct(name=event.city) if draw.random() < 0.7 else None,
            topics=(_evidence(event.topic),) if draw.random() < 0.5 else (),
            evidence=(_evidence(self._telling(event)),),
        )

    def _telling(self, event: Event) -> str:
        """An article's sentence on an event: some of its words, and as many others."""
        draw = self._random
        kept = [word for word in event.words if draw.random() < _KEPT]
        return " ".join(draw.sample(kept + draw.sample(_WORDS, _TELLING), len(kept) + _TELLING))

    def _actor(self, person: int, actors: dict[int, Actor]) -> Actor:
        """The person in an article's roster, spelled as this article spells it."""
        if person not in actors:
            one, draw = self._people[person], self._random
            name = one.name
            if draw.random() < 0.4:
                old, new = draw.choice(_VARIANTS)
                name = name.replace(old, new)
            if name.count(" ") > 1 and draw.random() < 0.3:
                first, _, last = name.split(" ", 2)
                name = f"{first} {last}"
            unnamed = draw.random() < 0.1
            actors[person] = Actor.model_construct(
                id=f"a{len(actors) + 1}",
                kind="unnamed" if unnamed else "person",
                name=None if unnamed else name,
                title=one.title if unnamed or draw.random() < 0.7 else None,
                country=one.country if unnamed or draw.random() < 0.9 else None,
                mentions=(),
            )
        return actors[person]


def _evidence(words: str) -> Evidence:
    return Evidence.model_construct(exact=words, start=0, end=len(words))


def _day(day: date) -> DateValue:
    return DateValue.model_construct(
        text=None, value=day.isoformat(), granularity="day", basis="explicit"
    )
