"""Small records for the tests of linking, each meeting written as one line."""

from collections.abc import Sequence
from hashlib import sha256

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


def evidence(words: str) -> Evidence:
    """Words at the beginning of an article."""
    return Evidence(exact=words, start=0, end=len(words))


def on(day: str | None) -> DateValue:
    """A date of one day or month, or the words for it where they are none ("on Sunday")."""
    if day is None or not day[0].isdigit():
        return DateValue(text=evidence(day) if day else None)
    if len(day) == len("2022-03"):
        return DateValue(value=day, granularity="month", basis="explicit")
    return DateValue(value=day, granularity="day", basis="explicit")


def article(
    name: str,
    *meetings: tuple[Sequence[str], str | None, str | None],
    published: str | None = None,
    status: str = "held",
    said: Sequence[tuple[str, str]] = (),
) -> Story:
    """A record.

    Args:
        name: the article's id.
        meetings: who, when and where. Who is "name, office, country"; without a name first it is
            somebody unnamed; what is empty is not told.
        published: the day.
        status: of all its meetings.
        said: speaker's name and words, at the first meeting.
    """
    people = list(dict.fromkeys(one for meeting in meetings for one in meeting[0]))
    actors = tuple(_actor(f"a{at}", words) for at, words in enumerate(people, 1))
    ids = dict(zip(people, actors, strict=True))
    by_name = {one.name: one.id for one in actors}
    return Story(
        article=ArticleInfo(
            id=name, sha256=sha256(name.encode(errors="surrogatepass")).hexdigest(),
            published=on(published),
        ),
        actors=actors,
        meetings=tuple(
            Meeting(
                id=f"m{at}",
                participants=tuple(Participant(actor=ids[one].id) for one in who),
                status=status,  # type: ignore[arg-type]
                format="in_person",
                date=on(day),
                place=Place(name=place) if place else None,
                evidence=(evidence("They met."),),
            )
            for at, (who, day, place) in enumerate(meetings, 1)
        ),
        statements=tuple(
            Statement(
                id=f"s{at}",
                speaker=by_name[speaker],
                content=(evidence(words),),
                quote_type="direct",
                meeting="m1",
            )
            for at, (speaker, words) in enumerate(said, 1)
        ),
    )  # fmt: skip


def _actor(identifier: str, words: str) -> Actor:
    name, title, country = (part.strip() or None for part in words.split(","))
    return Actor(
        id=identifier,
        kind="person" if name else "unnamed",
        name=name,
        title=title,
        country=country,
        mentions=(evidence(name or title or "somebody"),),
    )
