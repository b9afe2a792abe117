"""Garbage: the search for cycles pauses while pairs are compared, and goes on afterwards."""

import gc
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from extractor.linking.garbage import no_cycles


@pytest.fixture(autouse=True)
def _searching() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_goes_on_when_the_last_pause_has_ended() -> None:
    with no_cycles():
        with no_cycles():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="no"), no_cycles():
        raise ValueError("no")

    assert gc.isenabled()


def test_who_had_switched_it_off_finds_it_off() -> None:
    gc.disable()
    with no_cycles():
        pass

    assert not gc.isenabled()


def test_pauses_of_several_threads_may_end_in_any_order() -> None:
    both, ended = Barrier(2), Barrier(2)
    seen = []

    def first() -> None:
        with no_cycles():
            both.wait()
        seen.append(gc.isenabled())
        ended.wait()

    thread = Thread(target=first)
    thread.start()
    with no_cycles():
        both.wait()
        ended.wait()
        assert not gc.isenabled()
    thread.join()

    assert seen == [False]
    assert gc.isenabled()
