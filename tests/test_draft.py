from collections.abc import Iterator
from typing import Any

import pytest

from extractor.draft import Draft, DraftMeeting, DraftStatement


def parts(schema: object) -> Iterator[dict[str, Any]]:
    """Every schema within a schema, itself among them."""
    if isinstance(schema, dict):
        yield schema
        named = {**schema.get("properties", {}), **schema.get("$defs", {})}
        for one in (*named.values(), schema.get("items")):
            yield from parts(one)


def test_the_schema_has_nothing_that_a_model_need_not_read() -> None:
    for part in parts(Draft.model_json_schema()):
        assert not {"title", "default", "anyOf"} & (part.keys() - {"properties"})


def test_a_field_called_title_is_no_title_of_the_schema() -> None:
    actor = Draft.model_json_schema()["$defs"]["DraftActor"]
    assert actor["properties"]["title"]["type"] == "string"


@pytest.mark.parametrize(
    "field", ["cue", "speaker_words", "quote_type", "medium", "polarity", "format"]
)
def test_what_the_text_tells_is_not_asked(field: str) -> None:
    assert field in DraftStatement.model_fields | DraftMeeting.model_fields
    assert all(field not in part.get("properties", ()) for part in parts(Draft.model_json_schema()))


def test_an_answer_may_leave_out_what_the_article_does_not_say() -> None:
    draft = Draft.model_validate({"statements": [{"content": ["No."], "sentences": [1]}]})
    assert draft.statements[0].speaker is None
    assert not draft.meetings


def test_the_schema_of_a_caller_cannot_be_changed_by_another() -> None:
    Draft.model_json_schema()["properties"].clear()
    assert Draft.model_json_schema()["properties"]
