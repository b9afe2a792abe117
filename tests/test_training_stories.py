"""Stories: what a script says of its meetings stands in the records that linking learns from."""

from pathlib import Path

import pytest

from training import stories
from training.script import ScriptError, Setting, parse
from training.stories import STORIES, member_of, scripts, told

SOURCE = """\
title: Grain talks end
side: KEN a
@a person f | Ruth Wanjiru
@b person m | Moses Okot
@c person f | Amina Said
m1: held | a b
m2: held | b c
when: m1 | on Monday | 2023-05-01
where: m1 | Kisumu | KEN
when: m2 | - | -
back: m2

Nairobi, 3 May 2023

[a|Kenyan Agriculture and Fisheries Minister Ruth Wanjiru] <m1>met</m1> [b|Moses Okot] on Monday.

Kisumu, where they sat, is a port. In March [b|Okot] had <m2>received</m2> [c|Amina Said].
"""


def test_a_script_says_when_and_where_its_meetings_are() -> None:
    meetings = parse(SOURCE).meetings

    assert meetings["m1"].setting == Setting("on Monday", "2023-05-01", "Kisumu", "KEN")
    assert meetings["m2"].setting == Setting(background=True)


def test_a_script_without_such_lines_tells_of_none() -> None:
    plain = "\n".join(line for line in SOURCE.split("\n")
                      if not line.startswith(("when", "where", "back")))  # fmt: skip

    assert {one.setting for one in parse(plain).meetings.values()} == {None}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("when: m3 | today | -", "no such meetings"),
        ("when: m1 | today", "not understood"),
        ("where: m1", "not understood"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(line: str, fault: str) -> None:
    with pytest.raises(ScriptError, match=fault):
        parse(SOURCE.replace("back: m2", line))


def test_a_name_after_a_long_office_is_its_bearers() -> None:
    script = parse(SOURCE)
    start = script.text.index("Ruth Wanjiru")

    assert member_of(script, [(start, start + len("Ruth Wanjiru"))]) == "a"
    assert member_of(script, [(0, len("Nairobi"))]) is None


def test_records_have_the_people_days_and_places_of_their_script(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "grain").mkdir()
    (tmp_path / "grain" / "1-daily.txt").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(stories, "STORIES", tmp_path)

    (gold,) = told()

    names = {one.id: one.name for one in gold.actors}
    met = next(one for one in gold.meetings if one.link == "m1")
    assert {names[each.actor] for each in met.participants} == {"Ruth Wanjiru", "Moses Okot"}
    assert (met.date.value, met.place and met.place.name) == ("2023-05-01", "Kisumu")
    assert [one.mention for one in gold.meetings if one.link == "m2"] == ["background"]
    assert {one.name: one.country for one in gold.actors}["Ruth Wanjiru"] == "KEN"


def test_every_story_says_when_its_meetings_are_in_words_of_its_text() -> None:
    for _, identifier, script in scripts():
        text = " ".join(script.text.split())
        for name, one in script.meetings.items():
            assert one.setting is not None, (identifier, name)
            assert one.setting.words is None or one.setting.words in text, (identifier, name)
            assert one.setting.place is None or one.setting.place in text, (identifier, name)


def test_a_story_is_told_by_three_articles_at_least() -> None:
    assert all(len(list(folder.glob("*.txt"))) >= 3 for folder in STORIES.iterdir())
