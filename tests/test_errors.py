"""The error tree: drawn as it is, and able to cross process borders."""

import copy
import inspect
import pickle
import re

import pytest

from extractor import errors
from schemas import Usage

USAGE = Usage(requests=2, prompt_tokens=7)

ERRORS: list[errors.CommuniqueError] = [
    *(
        kind("words", usage=USAGE)
        for kind in (
            errors.CommuniqueError,
            errors.SetupError,
            errors.AuthenticationError,
            errors.PermissionDeniedError,
            errors.BadRequestError,
            errors.LocalModelError,
            errors.RequestTooLargeError,
            errors.ContextLengthError,
            errors.OutputError,
            errors.RefusalError,
            errors.ContentFilterError,
            errors.EmptyOutputError,
        )
    ),
    *(
        kind("words", status=503, attempts=3, retry_after_s=1.5, usage=USAGE)
        for kind in (
            errors.TransientError,
            errors.RateLimitError,
            errors.ServerError,
            errors.ConnectionFailedError,
            errors.RequestTimeoutError,
        )
    ),
    errors.TruncatedOutputError("words", partial='{"a', usage=USAGE),
    errors.InvalidOutputError("words", output="no", usage=USAGE),
    errors.UngroundedOutputError("words", words="elsewhere", usage=USAGE),
    errors.InputError("words", path="a.txt", byte=4),
]


def test_every_public_error_is_tried_here() -> None:
    assert {type(error).__name__ for error in ERRORS} == set(errors.__all__)


def test_the_names_are_sorted_and_complete() -> None:
    defined = [
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    ]
    assert errors.__all__ == sorted(defined)


def test_the_tree_is_drawn_as_it_is() -> None:
    drawn: dict[str, str] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"    ([│├└─ ]*)(\w+Error)\b", line):
            depth = len(match[1]) // 4
            above[depth:] = [match[2]]
            drawn[match[2]] = above[depth - 1] if depth else "Exception"
    assert drawn == {name: getattr(errors, name).__bases__[0].__name__ for name in errors.__all__}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("again", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
def test_an_error_pickles_with_all_it_knows(error: errors.CommuniqueError, again: object) -> None:
    assert callable(again)
    twin = again(error)
    assert type(twin) is type(error)
    assert str(twin) == str(error) == "words"
    assert vars(twin) == vars(error)


def test_an_error_without_usage_cost_nothing() -> None:
    assert errors.CommuniqueError("words").usage == Usage()
