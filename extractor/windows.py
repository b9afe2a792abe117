"""Windows: a long article in parts that fit a model, and their drafts made one again."""

from collections.abc import Sequence

from extractor.draft import Draft, DraftActor
from extractor.prompts import estimated_tokens
from extractor.reading.page import Page
from extractor.reading.sentences import Sentence

OVERLAP = 2
"""Sentences at the end of a window that begin the next one."""

Window = tuple[Sentence, ...]


def windows(page: Page, tokens: int) -> list[Window]:
    """The article's sentences in windows of at most `tokens` tokens, as estimated.

    The whole article is one window where it fits. Otherwise each window begins with the title and
    the first sentence of the body, so that its names and its day are known, and repeats the end of
    the one before. A sentence longer than a window stands in one of its own.
    """
    return _windows(page, page.sentences, tokens)


def halves(page: Page, window: Window) -> list[Window]:
    """A window in two overlapping ones, or nothing where it is too short to part."""
    head = _head(page)
    rest = [one for one in window if one not in head]
    if len(rest) < 2 * OVERLAP + 2:
        return []
    middle = len(rest) // 2
    return [(*head, *rest[: middle + 1]), (*head, *rest[middle - 1 :])]


def joined(drafts: Sequence[Draft]) -> Draft:
    """One draft of several, actors of one name listed once and references kept right."""
    actors: dict[str, DraftActor] = {}
    result = Draft()
    for draft in drafts:
        for actor in draft.actors:
            known = actors.setdefault(actor.name, actor)
            also = dict.fromkeys([*known.also_called, *actor.also_called])
            actors[actor.name] = known.model_copy(update={"also_called": list(also)})
        meetings, statements = len(result.meetings), len(result.statements)
        result = Draft(
            actors=list(actors.values()),
            meetings=[*result.meetings, *draft.meetings],
            statements=[
                *result.statements,
                *(
                    one.model_copy(
                        update={
                            "meeting": one.meeting and one.meeting + meetings,
                            "nested_in": one.nested_in and one.nested_in + statements,
                        }
                    )
                    for one in draft.statements
                ),
            ],
        )
    return result


def _windows(page: Page, sentences: Sequence[Sentence], tokens: int) -> list[Window]:
    if _tokens(page, sentences) <= tokens:
        return [tuple(sentences)]
    head = _head(page)
    if _tokens(page, head) > tokens // 2:
        head = ()
    rest = [one for one in sentences if one not in head]
    room = tokens - _tokens(page, head)
    result: list[Window] = []
    first = 0
    while first < len(rest):
        last = first + 1
        used = _tokens(page, rest[first:last])
        while last < len(rest) and used + (more := _tokens(page, rest[last : last + 1])) <= room:
            used += more
            last += 1
        result.append((*head, *rest[first:last]))
        if last == len(rest):
            break
        first = max(last - OVERLAP, first + 1)
    return result


def _head(page: Page) -> Window:
    title = tuple(one for one in page.sentences if one.kind == "title")[:1]
    lead = tuple(one for one in page.sentences if one.kind == "body")[:1]
    return tuple(sorted((*title, *lead), key=lambda one: one.number))


def _tokens(page: Page, sentences: Sequence[Sentence]) -> int:
    return sum(estimated_tokens(page.article.text[one.start : one.end]) + 3 for one in sentences)
