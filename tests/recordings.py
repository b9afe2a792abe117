"""Recordings: YAML that a person can read, without headers that tell of the machine."""

import json
from typing import Any

import yaml

KEPT_HEADERS = ("content-type",)
ADDRESS = "http://embedded/v1/chat/completions"
"""Stands for wherever the server listened; replay does not compare hosts."""


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as it stands."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)


def serialize(cassette: dict[str, Any]) -> str:
    """The cassette with its JSON bodies unfolded."""
    interactions = [
        {
            "request": {**one["request"], "body": _unfolded(one["request"]["body"])},
            "response": {
                **one["response"],
                "body": _unfolded(one["response"]["body"]["string"]),
            },
        }
        for one in cassette["interactions"]
    ]
    return yaml.dump(
        {"version": 1, "interactions": interactions},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )


def deserialize(text: str) -> dict[str, Any]:
    """What `serialize` wrote, as vcrpy wants it."""
    cassette: dict[str, Any] = yaml.safe_load(text)
    for one in cassette["interactions"]:
        one["request"]["body"] = json.dumps(one["request"]["body"], ensure_ascii=False)
        one["response"]["body"] = {
            "string": json.dumps(one["response"]["body"], ensure_ascii=False)
        }
    return cassette


def _unfolded(body: str | bytes) -> Any:
    return json.loads(body)


def _bare_request(request: Any) -> Any:
    request.uri = ADDRESS
    request.headers = _kept(request.headers)
    return request


def _bare_response(response: dict[str, Any]) -> dict[str, Any]:
    return {**response, "headers": _kept(response["headers"])}


def _kept(headers: Any) -> dict[str, Any]:
    return {name: headers[name] for name in headers if name.lower() in KEPT_HEADERS}


CONFIG: dict[str, Any] = {
    "match_on": ["method", "path", "body"],
    "before_record_request": _bare_request,
    "before_record_response": _bare_response,
    "decode_compressed_response": True,
}
