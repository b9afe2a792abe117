"""Record fields: the directive `{record}`, a table of the fields that a record's class has.

Names, values and defaults are the class's own, and so is what a field means, where its docstring
says it. The directive's body has a line `field: meaning` for each of the others, and no more:

    ```{record} Place
    country: where it lies
    ```
"""

import ast
import inspect
import textwrap
import types
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from docutils import nodes
from pydantic import BaseModel
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

import schemas
from schemas.countries import Country

_PLAIN: Mapping[object, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "true or false",
    datetime: "date and time, ISO 8601",
}
_MANY = {"string": "strings", "string, or null": "strings, which may be null"}


@cache
def said_of(model: type[BaseModel]) -> Mapping[str, str]:
    """What the docstrings beneath a class's own fields say, by field, in source order.

    A field without a docstring is there too, with no words.
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    if not isinstance(tree, ast.ClassDef):
        raise TypeError(f"{model} has no source")
    found: dict[str, str] = {}
    last = None
    for one in tree.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            last = one.target.id
            if last in model.model_fields:
                found[last] = ""
        elif isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) and last in found:
            found[last] = inspect.cleandoc(str(one.value.value))
        else:
            last = None
    return found


def own_fields(model: type[BaseModel]) -> list[str]:
    """The fields that a class adds to those it inherits, or has in another form."""
    return [name for name in inspect.get_annotations(model) if name in model.model_fields]


def meanings(model: type[BaseModel], body: Sequence[str]) -> dict[str, str]:
    """What each of a class's own fields means: by its docstring, or else by the body.

    Raises:
        ValueError: a field has no meaning, two of them, or is none of the class's.
    """
    given = dict(_line(one) for one in body if one.strip())
    said = said_of(model)
    found: dict[str, str] = {}
    for name in own_fields(model):
        if bool(said.get(name)) == (name in given):
            raise ValueError(f"{model.__name__}.{name}: one meaning, from docstring or body")
        found[name] = said.get(name) or given.pop(name)
    if given:
        raise ValueError(f"{model.__name__} has no {', '.join(given)}")
    return found


def _line(words: str) -> tuple[str, str]:
    name, _, meaning = words.partition(":")
    return name.strip(), meaning.strip()


def values(annotation: Any) -> str:
    """What a field may hold, in Markdown."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if annotation == Country:
        shown = "country code"
    elif origin is Annotated:
        shown = values(parts[0])
    elif origin is Literal:
        shown = " · ".join(f"`{one}`" for one in parts)
    elif origin in (Union, types.UnionType):
        shown = " or ".join(values(one) for one in parts if one is not type(None))
        shown += ", or null" if type(None) in parts else ""
    elif origin is tuple:
        each = values(parts[0])
        shown = f"list of {_MANY.get(each, each)}"
    elif issubclass(annotation, BaseModel):
        shown = _linked(annotation)
    else:
        shown = _PLAIN[annotation]
    return shown


def _linked(model: type[BaseModel]) -> str:
    public = model.__name__ in schemas.__all__
    return f"{{py:class}}`~schemas.{model.__name__}`" if public else f"`{model.__name__}`"


def rows(model: type[BaseModel], body: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each field's name, what it may hold, and what it means, in Markdown."""
    for name, meaning in meanings(model, body).items():
        field = model.model_fields[name]
        held = values(field.annotation)
        shown = field.alias or name
        if field.is_required():
            held += "; always there"
        yield f"`{shown}`", held, _sentence(" ".join(meaning.split()))


def _sentence(words: str) -> str:
    whole = words[:1].upper() + words[1:]
    return whole if whole.endswith(".") else f"{whole}."


def markdown(model: type[BaseModel], body: Sequence[str]) -> str:
    """A class's docstring and its table, as the object that links to it lead to."""
    lines = [
        f"::::{{py:class}} schemas.{model.__name__}",
        f":canonical: {model.__module__}.{model.__name__}",
        "",
        inspect.getdoc(model) or "",
        "",
    ]
    if table := ["| " + " | ".join(map(_cell, row)) + " |" for row in rows(model, body)]:
        lines += ["| field | holds | meaning |", "| --- | --- | --- |", *table, ""]
    for base in model.__bases__:
        if base.__name__ in schemas.__all__ and base is not schemas.Record:
            lines += [f"And the other fields of {_linked(base)}.", ""]
    return "\n".join([*lines, "::::"])


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


class RecordTable(SphinxDirective):
    """The table of one class of `schemas`."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """The class as an object, with its table in it."""
        model = getattr(schemas, self.arguments[0])
        self.env.note_dependency(inspect.getfile(model))
        try:
            words = markdown(model, list(self.content))
        except ValueError as error:
            raise self.error(str(error)) from error
        return self.parse_text_to_nodes(words)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the directive known."""
    app.add_directive("record", RecordTable)
    return {"parallel_read_safe": True}
