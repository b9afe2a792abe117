"""Sentences: boundaries of news English, and exact offsets whatever the text."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.furniture import READABLE, Block, find_blocks
from extractor.reading.sentences import split
from extractor.reading.unseen import UNSEEN

SEEDS = Path(__file__).parent.parent / "seeds"

CASES = [
    ["Gen. Bagheri arrived in Muscat on Monday.", "He was received by the governor."],
    ["Maj. Gen. Karim Dost and Lt. Col. Sami Haddad led the team.", "Talks lasted two hours."],
    ["Brig. Gen. S. M. Reza visited.", "Adm. Poe did not."],
    ["The envoy flew to the U.S. Monday for talks.", "He returned on Friday."],
    ["Officials left for the U.S.", "The talks will resume in May."],
    ["U.S. Secretary of State Dana Whitlock met the king.", "No statement was issued."],
    ["The U.N. Security Council met.", "The U.N. said so.", "A U.N. spokesman agreed."],
    ["The mission left Washington, D.C., on Sunday.", "It reached Doha on Monday."],
    ["The two met in St. Petersburg.", "St. George's Hall was closed."],
    ["Case No. 5 was dropped.", "Article No. 12 stays in force."],
    ["J. K. Osei, the minister, spoke first.", "A. B. Lund followed."],
    ["Ali b. Hasan spoke for the tribe.", "Sheikh M. Al Thani listened."],
    ["“We will not leave.”", "The minister then walked out."],
    ["“We will not leave,” he said.", "“We will stay.”"],
    ["“We shall see.", "Maj. Gen. Dost will decide,” Nasr said."],
    ["“Iran is ready.”", "“Iraq is ready, too,” he added."],
    ["‘We are friends.’", "The king smiled."],
    ['He said "the road is open."', 'She said "not yet."'],
    ["“Is this the end?” he asked.", "“No!” she replied."],
    ["“He must go!” Sen. Ada Bloom (R-Tex.) said.", "Nobody answered."],
    ["“Mr. President, we thank you!” the crowd chanted.", "He waved."],
    ["The group [the militia] denied it.", "[Editor's note: corrected.]", "Talks go on."],
    ["The plan (see p. 4) was approved.", "(The vote was unanimous.)", "It takes effect in May."],
    ["We waited ... and nothing came.", "Then the phone rang…", "It was the minister."],
    ["Exports rose 3.5 percent to $4.2 billion.", "Imports fell 0.7 percent."],
    ["Talks began at 3 p.m. Monday and ended at 9 p.m.", "Dinner followed."],
    ["Acme Corp. and Boltz Inc. signed the deal.", "Shares of Acme Inc. rose."],
    ["The letter, dated Jan. 5, was leaked.", "It caused anger."],
    ["The talks ended.[1]", "No date was set.[2]"],
    ["Gen.\u00a0Dost met No.\u00a05 on the list.", "He left."],
    ["Who decides?", "The people decide!", "Nobody else does."],
    ["The list: 1. trade; 2. visas; 3. the border."],
    ["Gen. Dost."],
]


def sentences(text: str) -> list[str]:
    found = split(text, [Block("body", 0, len(text))])
    return [text[one.start : one.end] for one in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:40])
@pytest.mark.parametrize("space", [" ", "\u00a0", "\n"])
def test_a_paragraph_splits_where_its_sentences_end(case: list[str], space: str) -> None:
    assert sentences(space.join(case)) == case


@pytest.mark.parametrize("unseen", ["\u200b", "\U000e0041\U000e0042", "\ufeff"])
def test_what_nobody_sees_beside_a_space_belongs_to_no_sentence(unseen: str) -> None:
    text = f"He left.{unseen} {unseen}She stayed.{unseen}"
    assert sentences(text) == ["He left.", "She stayed."]


def test_scripts_with_stops_of_their_own_split_too() -> None:
    assert sentences("双方会谈。他说：“好。”会谈结束。") == [
        "双方会谈。",
        "他说：“好。”",
        "会谈结束。",
    ]
    assert sentences("ماذا بعد؟ لا أحد يعلم.") == ["ماذا بعد؟", "لا أحد يعلم."]


def test_numbers_count_readable_blocks_only() -> None:
    text = "Menu\n\nEnvoy in town for talks\n\nThey met. They spoke.\n\nHe left."
    found = split(text, find_blocks(text))
    assert [(one.number, one.paragraph, one.kind) for one in found] == [
        (1, 1, "title"),
        (2, 2, "body"),
        (3, 2, "body"),
        (4, 3, "body"),
    ]


@pytest.mark.parametrize(
    ("seed", "count"), [("000", 11), ("001", 13), ("002", 9), ("003", 15), ("004", 12)]
)
def test_seeds_have_the_sentences_a_reader_counts(seed: str, count: int) -> None:
    [path] = SEEDS.glob(f"{seed}_*.txt")
    text = path.read_bytes().decode()
    assert len(split(text, find_blocks(text))) == count


PIECES = st.sampled_from(
    ["Gen. Dost", "U.S. ", "He said.", "“No.”", "?!", "...", " ", "\u00a0", "\n", "\0", ".)", "[1]",
     "。", "\ud800", "p.m. ", "The ", "x" * 160, "No. 5", "\x1d", "Envoy in town"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=())), st.lists(PIECES).map("".join)
)


@given(TEXTS)
def test_each_visible_character_of_a_readable_block_is_in_one_sentence(text: str) -> None:
    blocks = [one for one in find_blocks(text) if one.kind in READABLE]
    found = split(text, blocks)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    covered = [0] * len(text)
    for one in found:
        words = text[one.start : one.end]
        assert words
        assert words == words.strip()
        block = blocks[one.paragraph - 1]
        assert block.start <= one.start < one.end <= block.end
        for i in range(one.start, one.end):
            covered[i] += 1
    assert max(covered, default=0) <= 1
    for block in blocks:
        for i in range(block.start, block.end):
            assert covered[i] or text[i].isspace() or UNSEEN.match(text[i])


@pytest.mark.parametrize(
    "piece", ["?!", ".)", "A. ", "“a. ", "我们。", "1. ", "... ", "? ! ", "x", "“Why?” Ab Cd Ef "]
)
def test_time_grows_with_length_only(piece: str) -> None:
    start = perf_counter()
    sentences(piece * (200_000 // len(piece)))
    assert perf_counter() - start < 20
