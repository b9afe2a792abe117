"""`python -m schemas` writes the JSON Schemas beside this file, or with --check compares them."""

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from schemas import Extraction, Gold, LedgerEntry, LinkedLine

MODELS: dict[str, type[BaseModel]] = {
    "extraction.schema.json": Extraction,
    "gold.schema.json": Gold,
    "ledger.schema.json": LedgerEntry,
    "linked.schema.json": LinkedLine,
}


def rendered(model: type[BaseModel]) -> str:
    """A model's JSON Schema (draft 2020-12), as it is checked in."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write or compare; 1 where a file is out of date."""
    folder = Path(__file__).parent
    stale = [
        name
        for name, model in MODELS.items()
        if not (folder / name).is_file()
        or (folder / name).read_text(encoding="utf-8") != rendered(model)
    ]
    for name in stale:
        if "--check" in arguments:
            sys.stderr.write(f"schemas/{name} is out of date: run python -m schemas\n")
        else:
            (folder / name).write_text(rendered(MODELS[name]), encoding="utf-8")
            sys.stdout.write(f"wrote schemas/{name}\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
