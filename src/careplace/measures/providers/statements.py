"""The statements of rows/: each lists the rows of the register that a measure counts, and what each row adds to it.

A statement gives `sector`, `council` (or `place`), `location_id` (or `earlier_id` and `later_id`) and `amount`; as it needs
them `breakdown` (what follows the sector in an id), `part` (the word that `parts` of measures.toml groups by), `label` (the
breakdown or part in words) and `unit`, where it is not the measure's. A row whose amount is zero was looked at and does not
count. The same text is counted (cell.sql) and listed (trace.sql), so that a figure's rows are those that gave it.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable

import pyarrow as pa

from careplace.engine import Engine, sql_text
from careplace.ratings import scale

PACKAGE = "careplace.measures.providers"
ROWS = "rows"


def statement(name: str) -> str:
    """The text of rows/`name`."""
    return sql_text(PACKAGE, f"{ROWS}/{name}")


def statement_names() -> list[str]:
    """The file names of all statements."""
    return sorted(path.name for path in _folder().iterdir() if path.name.endswith(".sql"))


def filled(template: str, **texts: str) -> str:
    """The SQL file `template` with each {name} filled by a text of our own; what readers wrote goes into parameters."""
    text = sql_text(PACKAGE, template)
    for name, filling in texts.items():
        text = text.replace(f"{{{name}}}", filling)
    return text


def relation(engine: Engine, name: str, file: str, stored: bool = False) -> None:
    """Let queries see what the SQL file selects under `name`: as a table, where `stored`, else calculated when read."""
    kind = "table" if stored else "view"
    engine.connection.execute(f"create or replace temp {kind} {name} as {sql_text(PACKAGE, file)}")


def rating_words(engine: Engine) -> None:
    """Let queries see rating_word (word, kind, from_worst): every standard word of a rating."""
    words = {
        word: {"word": word, "kind": kind, "from_worst": scale.from_worst(word)}
        for _, word, kind in scale.words()
    }
    engine.register("rating_word", pa.Table.from_pylist(list(words.values())))


def see_parts(engine: Engine) -> None:
    """Let queries see what statements are counted and traced by: rating_word, part_group and row_shape (parts.sql)."""
    rating_words(engine)
    engine.script(PACKAGE, "parts.sql")


def _folder() -> Traversable:
    return files(PACKAGE) / ROWS
