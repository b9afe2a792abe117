"""The client, at the wire: what it sends, how often, and what it makes of the replies."""

import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from pydantic import BaseModel, field_validator
from wire import DRAFT, GOOD, MESSAGES, WRONG, Desk, Draft, Opening, fails, open_desk, says

from extractor import errors
from extractor.client import Client
from extractor.settings import Settings
from schemas import Usage


@pytest.fixture(params=["ask", "aask"])
def desk(request: pytest.FixtureRequest) -> Opening:
    return lambda *replies, **settings: open_desk(request.param, *replies, **settings)


def test_an_answer_comes_back_as_the_class_asked_for_with_its_cost(desk: Opening) -> None:
    answer = desk(says()).ask()
    assert answer.draft == DRAFT
    assert type(answer.draft) is Draft
    assert answer.usage == Usage(requests=1, prompt_tokens=100, completion_tokens=10)


def test_an_answer_pickles_and_compares_by_value(desk: Opening) -> None:
    answer = desk(says()).ask()
    assert pickle.loads(pickle.dumps(answer)) == answer == desk(says()).ask()


def test_the_request_carries_the_settings_and_the_schema(desk: Opening) -> None:
    one = desk(says(), max_output_tokens=500, seed=7)
    one.ask()
    assert one.script.bodies == [
        {
            "model": "m",
            "messages": MESSAGES,
            "temperature": 0.0,
            "seed": 7,
            "max_tokens": 500,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "Draft", "schema": Draft.model_json_schema()},
            },
        }
    ]


@pytest.mark.parametrize(
    ("settings", "sent"),
    [
        ({"model": "openai/gpt-5"}, {"max_completion_tokens": 9, "temperature": 0.0, "seed": 0}),
        ({"model": "openai/o9", "temperature": None}, {"max_completion_tokens": 9, "seed": 0}),
        ({"seed": None}, {"max_tokens": 9, "temperature": 0.0}),
        ({"model": "local"}, {"max_tokens": 9, "temperature": 0.0, "seed": 0}),
    ],
)
def test_each_provider_is_sent_the_options_it_takes(
    desk: Opening, settings: dict[str, object], sent: dict[str, object]
) -> None:
    one = desk(says(), **settings)
    one.ask(max_tokens=9)
    fixed = {"model", "messages", "response_format"}
    assert {k: v for k, v in one.script.bodies[0].items() if k not in fixed} == sent


@pytest.mark.parametrize(
    "text",
    [
        "{{7*7}} and {% of %} and {# this #}",
        "  two\tspaces\u00a0\u2028and “curly” quotes \r\n\r\n",
        "http://example.org/photo.jpg",
        "data:image/png;base64,AAAA",
        "𝔊 and e\u0301",
    ],
)
def test_the_words_of_an_article_arrive_unchanged(desk: Opening, text: str) -> None:
    one = desk(says(WRONG), says())
    one.ask([{"role": "user", "content": text}])
    assert [sent["messages"][0]["content"] for sent in one.script.bodies] == [text, text]


def test_a_lone_surrogate_is_sent_as_a_replacement_character(desk: Opening) -> None:
    one = desk(says())
    one.ask([{"role": "user", "content": "a\ud800b"}])
    assert one.script.bodies[0]["messages"][0]["content"] == "a\ufffdb"


@pytest.mark.parametrize(
    "content",
    [
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```",
        f"```JSON {GOOD}```",
        f"Here it is:\n\n```json\n{GOOD}\n```\nI hope this helps.",
        f"\n {GOOD}\n",
    ],
)
def test_an_answer_in_code_fences_is_taken_out_of_them(desk: Opening, content: str) -> None:
    assert desk(says(content)).ask().draft == DRAFT


def test_fences_inside_the_json_are_left_alone(desk: Opening) -> None:
    answer = desk(says('{"count": 1, "place": {"name": "```json {} ```"}}')).ask()
    assert answer.draft.place is not None
    assert answer.draft.place.name == "```json {} ```"


def test_an_answer_without_token_counts_costs_none(desk: Opening) -> None:
    assert desk(says(tokens=None)).ask().usage == Usage(requests=1)


@pytest.mark.parametrize("usage", [[], "many", {"prompt_tokens": None}, {"prompt_tokens": "3"}])
def test_token_counts_that_are_none_count_as_nothing(desk: Opening, usage: object) -> None:
    reply = {**says().json(), "usage": usage}
    assert desk(httpx2.Response(200, json=reply)).ask().usage.prompt_tokens == 0


def test_a_re_ask_quotes_the_answer_and_its_errors_and_counts_tokens_once(desk: Opening) -> None:
    one = desk(says(WRONG, tokens=(100, 10)), says(tokens=(150, 20)))
    answer = one.ask()
    assert answer.usage == Usage(requests=2, reasks=1, prompt_tokens=250, completion_tokens=30)
    first, second = (sent["messages"] for sent in one.script.bodies)
    assert first == MESSAGES
    assert second[: len(MESSAGES)] == MESSAGES
    assert second[-2] == {"role": "assistant", "content": WRONG}
    assert second[-1]["role"] == "user"
    assert second[-1]["content"].startswith("Correct your JSON ONLY RESPONSE")
    assert "should be a valid integer" in second[-1]["content"]


@pytest.mark.parametrize(
    ("reasks", "option", "requests"), [(0, None, 1), (2, None, 3), (2, 0, 1), (0, 1, 2)]
)
def test_an_answer_that_never_fits_is_re_asked_as_often_as_allowed(
    desk: Opening, reasks: int, option: int | None, requests: int
) -> None:
    one = desk(*[says(WRONG)] * 3, max_reasks=reasks)
    with pytest.raises(errors.InvalidOutputError, match=r"count: .*valid integer") as caught:
        one.ask(max_reasks=option)
    assert len(one.script.requests) == requests
    assert caught.value.output == WRONG
    assert caught.value.usage == Usage(
        requests=requests,
        reasks=requests - 1,
        prompt_tokens=100 * requests,
        completion_tokens=10 * requests,
    )
    assert isinstance(caught.value.__cause__, ValueError)


@pytest.mark.parametrize(
    "content", ["I would rather talk.", '{"count": 2', "[" * 5000, '{"count": "\\ud800"}', "null"]
)
def test_an_answer_that_is_no_such_json_is_re_asked(desk: Opening, content: str) -> None:
    one = desk(says(content), says())
    assert one.ask().usage.reasks == 1


def test_an_answer_with_a_lone_surrogate_can_still_be_quoted_in_a_re_ask(desk: Opening) -> None:
    one = desk(says("no json \ud800"), says())
    assert one.ask().draft == DRAFT
    assert one.script.bodies[1]["messages"][-2]["content"] == "no json \ufffd"


def test_a_transport_failure_in_a_re_ask_does_not_start_the_conversation_over(
    desk: Opening,
) -> None:
    one = desk(says(WRONG), fails(503), says())
    assert one.ask().usage == Usage(
        requests=3, reasks=1, prompt_tokens=200, completion_tokens=20, seconds=1.0
    )
    assert [len(sent["messages"]) for sent in one.script.bodies] == [2, 4, 4]


def test_each_re_ask_has_all_its_retries(desk: Opening) -> None:
    one = desk(fails(503), fails(503), says(WRONG), fails(503), fails(503), says())
    assert one.ask().usage.requests == 6
    assert one.time.waits == [1.0, 2.0, 1.0, 2.0]


class Fussy(BaseModel):
    count: int

    @field_validator("count")
    @classmethod
    def _breaks(cls, value: int) -> int:
        raise LookupError("a mistake in the model")


def test_a_mistake_in_the_response_model_comes_back_as_it_is() -> None:
    one = open_desk("ask", says('{"count": 1}'))
    with pytest.raises(LookupError, match="a mistake in the model"):
        one.client.ask(MESSAGES, Fussy)


@pytest.mark.parametrize(
    ("reply", "enforced"),
    [
        (says('{"answer": "vermilion-4711"}'), True),
        (says('{"answer": "yes"}'), False),
        (says("Yes."), False),
        (says(""), False),
        (says("Yes, snow is wh", finish="length"), False),
    ],
)
def test_the_probe_tells_whether_the_server_holds_the_model_to_the_schema(
    reply: httpx2.Response, enforced: bool
) -> None:
    one = open_desk("ask", reply)
    assert one.client.probe_schema() is enforced
    (sent,) = one.script.bodies
    assert "vermilion" in json.dumps(sent["response_format"])
    assert "vermilion" not in json.dumps(sent["messages"])


def test_the_probe_raises_when_the_server_takes_no_schema() -> None:
    with pytest.raises(errors.BadRequestError, match="response_format"):
        open_desk("ask", fails(400, "'response_format' is not supported")).client.probe_schema()


def test_eight_threads_share_a_client_and_keep_their_answers_apart() -> None:
    def echo(request: httpx2.Request) -> httpx2.Response:
        messages = json.loads(request.content)["messages"]
        number = int(messages[0]["content"])
        known = len(messages) > 1
        return says(json.dumps({"count": number}) if known else WRONG, tokens=(number, 1))

    def ask(number: int) -> tuple[int, Usage]:
        answer = client.ask([{"role": "user", "content": str(number)}], Draft)
        return answer.draft.count, answer.usage

    client = Client(
        Settings(model="endpoint/m", base_url="http://wire.test/v1"),
        transport=httpx2.MockTransport(echo),
    )
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(200)))
    assert [count for count, _ in answers] == list(range(200))
    assert [usage.prompt_tokens for _, usage in answers] == [2 * n for n in range(200)]
    assert {(usage.requests, usage.reasks) for _, usage in answers} == {(2, 1)}


def test_a_client_can_be_shared_by_one_event_loop_after_another() -> None:
    one: Desk = open_desk("aask", says(), says())
    assert one.ask().draft == one.ask().draft == DRAFT


def test_importing_the_client_does_not_import_openai() -> None:
    code = "import sys, extractor.client; sys.exit('openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
