from pathlib import Path

import pytest
from exported import hostile, written

from extractor.errors import InputError
from extractor.stored import read_records


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    record = hostile()
    assert list(read_records(written(tmp_path, record, record))) == [record, record]


@pytest.mark.parametrize("line", [b"{}", b"nonsense", b'{"article": "\xff"}', b""])
def test_a_line_that_is_no_record_is_named(line: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, hostile())
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.raises(InputError, match="line 2"):
        list(read_records(path))


def test_what_is_neither_a_file_nor_a_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither records nor the folder of a run"):
        list(read_records(tmp_path))
