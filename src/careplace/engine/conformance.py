"""Questions of one row with known answers, which an engine answers before it sees data.

An engine, a version or a setting that answers one of them otherwise is refused by the name of the form.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyarrow as pa

from careplace.engine.protocol import EngineError, PortableEngine

TYPES = {
    "bigint": pa.int64(),
    "double": pa.float64(),
    "date": pa.date32(),
    "varchar": pa.string(),
    "boolean": pa.bool_(),
}


class EngineRefused(ValueError):
    """An engine answers a form of SQL otherwise than the measures need."""


@dataclass(frozen=True)
class Question:
    """A form, a statement with one column `answer`, its type, and the answer in the type's own text; "" is NULL."""

    form: str
    sql: str
    type: str
    expected: str


@cache
def questions() -> tuple[Question, ...]:
    """The questions of conformance.toml."""
    text = files(__package__).joinpath("conformance.toml").read_text(encoding="utf-8")
    return tuple(Question(**entry) for entry in tomllib.loads(text)["question"])


def check(engine: PortableEngine) -> None:
    """Put every question to an engine.

    Raises:
        EngineRefused: an answer is not the known one; the message names each form, with both answers.
    """
    faults = [fault for question in questions() if (fault := _fault(engine, question))]
    if faults:
        raise EngineRefused(f"{engine.name} does not answer as the measures need: {'; '.join(faults)}")


def _fault(engine: PortableEngine, question: Question) -> str:
    try:
        table = engine.answer(question.sql, pa.schema([("answer", TYPES[question.type])]))
    except EngineError as error:
        return f"{question.form}: {error}"
    values = ["" if value is None else _text(value) for value in table.column("answer").to_pylist()]
    return (
        ""
        if values == [question.expected]
        else f"{question.form}: expected {question.expected}, found {values}"
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
