"""How numbers, dates and ratings are written. One place, so that a number reads the same wherever it stands.

Every form rounds half up on the decimal digits that a person would see, not on the binary fraction beneath:
62.5% is written 63%. A share that is not zero is never written "0%", nor one that is not all "100%".
"""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from careplace.figures import Figure
from careplace.measures.verdicts import side
from careplace.ratings.scale import KEY_QUESTIONS, LEVELS, slug

MINUS = "\N{MINUS SIGN}"
ABSENT = "not available"
FEW = 10
"""Below this many, a report states counts and no share: one location would move it by over 10 points."""

DECIMALS = range(5)
"""How many decimals a measure may be published with."""

LETTERS = {level: "".join(word[0] for word in level.split()).upper() for level in LEVELS}
"""O, G, RI and I: the sign that stands beside every colour."""


def form(unit: str, decimals: int) -> str:
    """How a value of a measure of this unit is written."""
    if unit in ("points", "level"):
        return {"points": "signed"}.get(unit, unit)
    return ("share1" if decimals else "share") if unit == "share" else f"number{decimals}"


def rounded(value: float | Decimal, places: int) -> Decimal:
    """`value` rounded half up to `places` decimals, and never minus zero."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def count(value: float) -> str:
    """A count, with commas at the thousands: "18,442"."""
    return f"{rounded(value, 0 if float(value).is_integer() else 1):,}"


def limit(value: float, places: int = 0) -> str:
    """A share's limit, 0 to 1, as a percentage. A limit may round to 0% or 100%."""
    return f"{rounded(_percent(value), places)}%"


def share(value: float, places: int = 0) -> str:
    """A share, 0 to 1, as a percentage; "under 1%" or "over 99%" rather than a false zero or whole."""
    step = Decimal(1).scaleb(-places)
    percent = rounded(_percent(value), places)
    if percent == 0 and value > 0:
        return f"under {step}%"
    if percent == 100 and value < 1:
        return f"over {100 - step}%"
    return f"{percent}%"


def chance(value: float) -> str:
    """A probability, 0 to 1, as a percentage; never "0%" nor "100%", since draws that never gave it prove nothing."""
    percent = rounded(_percent(value), 0)
    return "under 1%" if percent == 0 else "over 99%" if percent == 100 else f"{percent}%"


def signed(value: float) -> str:
    """Percentage points with their sign and one decimal: "+2.3", "−2.3", "0.0"."""
    points = rounded(value, 1)
    return f"{'+' if points > 0 else MINUS if points < 0 else ''}{abs(points):,}"


def bound(value: float) -> str:
    """A limit in percentage points; near zero with as many decimals as show on which side of it: "+0.04"."""
    for places in (1, 2, 3):
        if (points := rounded(value, places)) != 0:
            return f"{'+' if points > 0 else MINUS}{abs(points):,}"
    return "0.0"


def points(value: float) -> str:
    """Percentage points in a sentence, never with "%": "−2.3 percentage points"."""
    return f"{signed(value)} percentage points"


def size(value: float) -> str:
    """Percentage points without a sign, where the sentence says the direction: "2.3 percentage points"."""
    return f"{abs(rounded(value, 1)):,} percentage points"


def number(value: float, places: int) -> str:
    """A number of any other unit, with as many decimals as its measure is published with: "19.4"."""
    decimal = rounded(value, places)
    return f"{MINUS if decimal < 0 else ''}{abs(decimal):,}"


def plus(value: float, places: int) -> str:
    """A difference in such a unit, with its sign: "+0.4"."""
    decimal = rounded(value, places)
    return f"{'+' if decimal > 0 else MINUS if decimal < 0 else ''}{abs(decimal):,}"


def _size(value: float, places: int) -> str:
    return number(abs(value), places)


def years(value: float) -> str:
    """An age with one decimal: "1.8"."""
    return f"{rounded(value, 1):,}"


def age(value: float) -> str:
    """An age in a sentence: "1.8 years"."""
    return f"{years(value)} years"


def distance(kilometres: float) -> str:
    """A distance as road signs have it, and in kilometres: "1.2 miles (1.9 km)"; "under 0.1 miles"."""
    if rounded(kilometres / 1.609344, 1) == 0:
        return "under 0.1 miles"
    return f"{rounded(kilometres / 1.609344, 1)} miles ({rounded(kilometres, 1)} km)"


def time_since(value: float) -> str:
    """An age in years as people say it: "under a month", "7 months", "2.6 years"."""
    months = int(value * 12)
    if months < 24:
        return f"{months} {'month' if months == 1 else 'months'}" if months else "under a month"
    return age(value)


def day(value: date) -> str:
    """A date: "1 February 2021"."""
    return f"{value.day} {value:%B %Y}"


def level(value: float) -> str:
    """A level from 1 to 4 in CQC's word: 4 is "Outstanding", 1 is "Inadequate"."""
    return LEVELS[len(LEVELS) - int(value)]


def period(text: str, kind: str = "") -> str:
    """A figure's period: "2023-24" as it stands, "2019-03" as "March 2019", a day as a date, a span with "to".

    `kind` is the measure's period type: "2011-12" is a month where it says so, and a financial year where not.
    """
    if ".." in text:
        return " to ".join(period(part, kind) for part in text.split(".."))
    parts = text.split("-")
    if len(parts) == 3:
        return day(date.fromisoformat(text))
    if len(parts) == 2 and kind == "month":
        return f"{date(int(parts[0]), int(parts[1]), 1):%B %Y}"
    return text


def _percent(value: float) -> Decimal:
    return Decimal(repr(float(value))) * 100


FORMS: dict[str, Callable[[float], str]] = {
    "count": count,
    "share": share,
    "share1": lambda value: share(value, 1),
    "chance": chance,
    "limit": limit,
    "limit1": lambda value: limit(value, 1),
    "signed": signed,
    "bound": bound,
    "points": points,
    "size": size,
    "years": years,
    "age": age,
    "level": level,
    **{f"number{n}": partial(number, places=n) for n in DECIMALS},
    **{f"plus{n}": partial(plus, places=n) for n in DECIMALS},
    **{f"apart{n}": partial(_size, places=n) for n in DECIMALS},
}
_NUMBERS, _SIGNED, _SIZES = ([f"{form}{n}" for n in DECIMALS] for form in ("number", "plus", "apart"))
_OF_UNIT = {
    "level": ("level",),
    "share": ("share", "share1", "chance"),
    "points": ("signed", "points", "size"),
    "years": ("years", "age", *_NUMBERS, *_SIGNED, *_SIZES),
}
_LIMITS = {"share": ("limit", "limit1"), "points": ("bound",), "years": ("years", "age", *_NUMBERS, "bound")}
CHANGES = (
    ("better", "Better rating"),
    ("same", "Same rating"),
    ("worse", "Worse rating"),
    ("matched", "Rated at both dates"),
    ("first-rating", "Registered before, rated for the first time"),
    ("joined", "Joined, with a rating"),
    ("joined-unrated", "Joined, without an overall rating"),
    ("rating-withdrawn", "Still registered, no overall rating any longer"),
    ("left", "Left, having had a rating"),
    ("left-unrated", "Left, without an overall rating"),
    ("unrated-at-both", "No overall rating at either date"),
)
"""What may have happened to a location between two snapshots, in the order that a report lists it."""

PARTS = ("value", "numerator", "denominator", "lower95", "upper95", "lower998", "upper998")


def forms(unit: str, part: str) -> tuple[str, ...]:
    """The forms that a part of a figure in `unit` may be written in, the usual one first."""
    if part in ("numerator", "denominator"):
        return ("count",)
    any_other = ("count", *_NUMBERS, *_SIGNED, *(_SIZES if part == "value" else ("bound",)))
    return (_OF_UNIT if part == "value" else _LIMITS).get(unit, any_other)


def written(figure: Figure, form: str = "", part: str = "value") -> str:
    """One part of a figure as a reader sees it.

    Raises:
        ValueError: when `form` is not one that the figure's unit may be written in (a share as points, say).
    """
    allowed = forms(figure.unit, part)
    if (form or allowed[0]) not in allowed:
        raise ValueError(
            f"{figure.id}: {part} in {figure.unit} cannot be written as {form!r}, only as {allowed}"
        )
    number = getattr(figure, part)
    return ABSENT if number is None else FORMS[form or allowed[0]](number)


def verdict(difference: Figure | None) -> str:
    """What may be said: "higher", "lower", "unsure" (the interval holds zero) or "untold" (there is none)."""
    way = side(difference)
    if way is None:
        return "untold"
    return "unsure" if way == 0 else "higher" if way > 0 else "lower"


def too_few(figure: Figure | None, unit: str) -> bool:
    """Whether a share is of so few people that it is given as a count and compared with nothing."""
    if figure is None or figure.denominator is None:
        return False
    return unit == "share" and figure.denominator < FEW


def letter(word: str) -> str:
    """The letter of a level; a dash for any other word."""
    return LETTERS.get(word, "\N{EN DASH}")


def phrase(part: str) -> str:
    """A breakdown's word as people write it: "1-to-9-beds" gives "1 to 9 beds"."""
    words = part.replace("-", " ").strip()
    return words[:1].upper() + words[1:]


SHORT_NAMES = {
    "neighbours": "Neighbours",
    "combined authority": "Combined authority",
    "integrated care board": "Care board",
}


def short(name: str, kind: str) -> str:
    """A comparator at the head of a narrow column: its kind where the name is long, for the caption has the name."""
    return SHORT_NAMES.get(kind, name)


def filename(name: str) -> str:
    """A name as part of a file's name: lower case, letters and digits joined by hyphens."""
    characters = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower())
    return "-".join(characters.split()) or "place"


LEVEL_SLUGS = tuple(slug(level) for level in LEVELS)
QUESTION_FIELDS = tuple(slug(question).replace("-", "_") for question in KEY_QUESTIONS)


def cell(row: dict, field: str) -> str:
    """One cell of the list of locations, as the page shows it; "" where the register gives nothing."""
    value = row.get(field)
    if field in QUESTION_FIELDS:
        return letter(value or "")
    if value is None or value == "":
        return ""
    return _CELLS.get(field, str)(value)


_CELLS: dict[str, Callable] = {"beds": count, "age": years, "published_on": day}
