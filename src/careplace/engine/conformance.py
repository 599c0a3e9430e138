"""Questions of one row with known answers, which an engine answers before it sees data.

An engine, a version or a setting that answers one of them otherwise is refused by the name of the form.
"""

import tomllib
from collections.abc import Sequence
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
    asked = {type: [question for question in questions() if question.type == type] for type in TYPES}
    faults = [fault for of_type in asked.values() for fault in _faults(engine, of_type)]
    if faults:
        raise EngineRefused(f"{engine.name} does not answer as the measures need: {'; '.join(faults)}")


def _faults(engine: PortableEngine, asked: Sequence[Question]) -> list[str]:
    """What an engine answers otherwise to questions of one type, all in one statement: Spark takes 0.5 s for each statement.

    Where that statement fails, each question is put alone, so that the form is named.
    """
    try:
        answers = _answers(engine, asked)
    except EngineError as error:
        if len(asked) == 1:
            return [f"{asked[0].form}: {error}"]
        alone = [fault for question in asked for fault in _faults(engine, [question])]
        return alone or [f"{len(asked)} questions in one statement: {error}"]
    return [
        f"{question.form}: expected {question.expected}, found {found}"
        for question, found in zip(asked, answers, strict=True)
        if found != [question.expected]
    ]


def _answers(engine: PortableEngine, asked: Sequence[Question]) -> list[list[str]]:
    """The rows that answer each question, as text."""
    numbered = (f"select {n} as question, q.answer from ({q.sql}) as q" for n, q in enumerate(asked))
    schema = pa.schema([("question", pa.int64()), ("answer", TYPES[asked[0].type])])
    rows = engine.answer(" union all ".join(numbered), schema).to_pylist()
    return [[_text(row["answer"]) for row in rows if row["question"] == n] for n in range(len(asked))]


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
