"""Source: the records that are exported, and the texts they were read from."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extractor.errors import InputError
from extractor.exports.texts import Texts
from extractor.running.run import LEDGER, entries
from extractor.stored import read_records
from schemas import Extraction, LedgerEntry


@dataclass(frozen=True)
class Source:
    """Stored records; each method begins anew, and holds one record at a time."""

    path: Path
    """JSON lines of records, or the folder of a run."""
    texts: Texts | None = None
    """Of every record, for formats that need them."""

    def records(self) -> Iterator[Extraction]:
        """The records, in their order."""
        return read_records(self.path)

    def read(self) -> Iterator[tuple[Extraction, str]]:
        """The records with their texts.

        Raises:
            InputError: a record is not of its text: somebody has changed it.
        """
        if self.texts is None:
            raise ValueError("the texts were not asked for")
        for record in self.records():
            text = self.texts[record.article.sha256]
            try:
                yield record.check_against(text), text
            except ValueError as error:
                raise InputError(f"{self.path}: {record.article.id}: {error}") from error

    def entries(self) -> Iterator[LedgerEntry]:
        """What became of each article: the ledger's entries, or for JSON lines such as it has."""
        if (self.path / LEDGER).is_file():
            yield from entries(self.path)
        else:
            yield from map(_entry, self.records())


def _entry(record: Extraction) -> LedgerEntry:
    """An entry for a record without a ledger; its key is of text, id, model and prompt."""
    origin = record.provenance
    known = (record.article.sha256, record.article.id, origin.model, origin.prompt_hash)
    return LedgerEntry(
        key=sha256("\0".join((*known, origin.schema_version)).encode()).hexdigest()[:32],
        article=record.article.id,
        status="done" if record.meetings or record.statements else "empty",
        usage=record.usage,
        record=record,
    )
