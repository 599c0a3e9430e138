"""The shape of one number that the product says, and of the table that holds them.

Nothing is printed that is not a row of this table, so that every number can be followed to the file it came from.
A figure's identity is what it is about: measure / place / period / breakdown. The same four words name it in every
edition, which is what lets two editions be compared.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

import pyarrow as pa


class Status(StrEnum):
    """Whether a figure stands, and if not why not."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    SUPPRESSED = "suppressed"
    NOT_COMPARABLE = "not comparable"
    MISSING = "missing"


class Verdict(StrEnum):
    """What may be said of a difference or a trend. Better and worse are said only where a direction is known."""

    NONE = ""
    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NO_DIFFERENCE = "no clear difference"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with everything needed to read it and to find where it came from.

    `value` is in `unit`: "share" (0 to 1), "points" (percentage points), "locations", "beds", "years", "providers"…
    `lower95`…`upper998` are its 95% and 99.8% limits in the same unit, None where the measure has none.
    `reason` says in words why a figure that is not final has no value, or what limits it.
    `version` names the definition that it was counted by ("" where the publication names none): figures of one measure
    whose versions differ are not comparable. `verdict` is what may be said of a difference or a trend.
    `label` is in a few words what its breakdown has as a code (the name of a provider, a band of beds), or why there is
    no verdict.
    `source` lists the SHA-256 prefixes (12 hex digits) of the raw files, joined by "|"; `query` names the SQL file.
    """

    measure: str
    place: str
    period: str
    breakdown: str
    value: float | None = None
    unit: str = "share"
    numerator: float | None = None
    denominator: float | None = None
    lower95: float | None = None
    upper95: float | None = None
    lower998: float | None = None
    upper998: float | None = None
    method: str = ""
    status: str = Status.FINAL
    reason: str = ""
    source: str = ""
    query: str = ""
    version: str = ""
    verdict: str = Verdict.NONE
    label: str = ""

    @property
    def id(self) -> str:
        return "/".join((self.measure, self.place, self.period, self.breakdown))

    @property
    def number(self) -> float:
        """`value`, for code that asks only figures that have one.

        Raises:
            ValueError: the figure has none.
        """
        return self.known("value")

    def known(self, name: str) -> float:
        """One of its NUMBERS, such as "lower95", for code that asks only figures that have it.

        Raises:
            ValueError: the figure has none.
        """
        number = getattr(self, name)
        if number is None:
            raise ValueError(f"the figure {self.id} has no {name}")
        return number


def counts_councils(figure: Figure) -> bool:
    """Whether the figure's two parts say how many councils have a figure, and are no fraction that gives its value."""
    return figure.measure == "outcome-quartile"


NUMBERS = ("value", "numerator", "denominator", "lower95", "upper95", "lower998", "upper998")
SCHEMA = pa.schema(
    [pa.field(f.name, pa.float64() if f.name in NUMBERS else pa.string()) for f in fields(Figure)]
)


def parse_id(text: str) -> tuple[str, str, str, str]:
    """(measure, place, period, breakdown) of a figure's id.

    Raises:
        ValueError: when `text` does not have the four parts.
    """
    parts = text.strip().split("/", 3)
    if len(parts) != 4 or not all(parts):
        raise ValueError(
            f"{text!r} is not a figure's id. An id reads measure/place/period/breakdown, for example "
            "rating-share/E08000026/2021-02-01/adult-social-care/overall/locations/good"
        )
    measure, place, period, breakdown = parts
    return measure, place, period, breakdown


def table(rows: list[Figure]) -> pa.Table:
    """Figures as an Arrow table in SCHEMA's order."""
    return pa.table({f.name: [getattr(row, f.name) for row in rows] for f in fields(Figure)}, schema=SCHEMA)


def from_arrays(**columns) -> pa.Table:
    """Figures from whole arrays: each column of SCHEMA as an array or one value for all rows; absent ones are empty.

    Raises:
        TypeError: for a column that a figure does not have.
        ValueError: when no column is an array, or arrays differ in length.
    """
    unknown = set(columns) - set(SCHEMA.names)
    if unknown:
        raise TypeError(f"a figure has no {', '.join(sorted(unknown))}")
    lengths = {len(c) for c in columns.values() if not isinstance(c, str | float | int | None)}
    if len(lengths) != 1:
        raise ValueError(f"columns of one length were expected; found lengths {sorted(lengths)}")
    (rows,) = lengths
    return pa.table(
        [_column(columns.get(f.name, _ABSENT[f.name]), f.type, rows) for f in SCHEMA], schema=SCHEMA
    )


_ABSENT = {f.name: f.default if isinstance(f.default, str) else None for f in fields(Figure)}


def _column(values, kind: pa.DataType, rows: int) -> pa.Array | pa.ChunkedArray:
    if isinstance(values, str | float | int | None):
        return pa.repeat(pa.scalar(values, kind), rows) if values is not None else pa.nulls(rows, kind)
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return values.cast(kind)
    # NaN is NumPy's way to say that there is no number; in a figure that is a null beside its reason.
    return pa.array(values, kind, from_pandas=True)


def from_columns(columns: Sequence[Sequence]) -> list[Figure]:
    """Figures from the values of each field, in the order of the fields.

    Field by field: a page reads a thousand figures, and the constructor of a frozen class takes four times as long.
    """
    figures = [object.__new__(Figure) for _ in columns[0]]
    for name, values in zip(Figure.__slots__, columns, strict=True):
        deque(map(getattr(Figure, name).__set__, figures, values), maxlen=0)
    return figures
