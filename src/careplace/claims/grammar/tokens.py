"""Words to tokens: numbers, shares, percentage points, dates, rating words, and words for direction and size."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from careplace.claims.grammar.number_words import value as word_value
from careplace.claims.grammar.patterns import (
    AFTER,
    BOUND,
    COUNT_WORDS,
    DIVISORS,
    HEAD,
    KINDS,
    MONTHS,
    NOUN,
    SCALES,
    STRONG,
    TOKEN,
)
from careplace.claims.texts.limits import LONGEST_SENTENCE, MOST_TOKENS
from careplace.ratings.scale import LEVELS


class Kind(StrEnum):
    """What a token is. A PERCENT's value is in percent, a FRACTION's too; POINTS are percentage points.

    An AMOUNT is money, or a number printed in thousands or millions: of those only changes and comparisons are checked.
    """

    NUMBER = "number"
    PERCENT = "percent"
    POINTS = "points"
    AMOUNT = "amount"
    FRACTION = "fraction"
    DATE = "date"
    RATING = "rating"
    DIRECTION = "direction"
    MAGNITUDE = "magnitude"
    NON_QUANTITY = "other"


class Bound(StrEnum):
    """Whether the words make a number exact, or above, below or near what is printed."""

    EXACT = ""
    OVER = "over"
    UNDER = "under"
    ALMOST = "almost"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence. `places` counts the decimals printed; `sign` is a direction's, or a magnitude's size.

    `unit` of an AMOUNT is its sign of money or ""; `scale` is the power of ten that its decimals are printed in.
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: Decimal = Decimal(0)
    places: int = 0
    bound: Bound = Bound.EXACT
    levels: tuple[str, ...] = ()
    sign: int = 0
    noun: bool = False
    unit: str = ""
    scale: int = 0
    period: tuple[date, date] | None = field(default=None)

    @property
    def half(self) -> Decimal:
        """Half a unit of the last decimal printed: how far rounding may have moved the number."""
        return Decimal(5).scaleb(self.scale - self.places - 1)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a sentence, in order; nothing overlaps. None of a text too long to be one: see `limits`."""
    sentence_tokens = []
    for match in TOKEN.finditer(text) if len(text) <= LONGEST_SENTENCE else ():
        token = _MAKERS[_kind(match)](match, text)
        if token is not None:
            sentence_tokens.append(token)
        if len(sentence_tokens) > MOST_TOKENS:
            return ()
    return tuple(sentence_tokens)


def _kind(match: re.Match) -> str:
    return next(kind for kind in KINDS if match[kind] is not None)


def decimal(text: str) -> Decimal:
    """A printed number: commas at the thousands, a true or a typed minus."""
    return Decimal(text.replace(",", "").replace("−", "-"))


def _quantity(kind: Kind, group: str):
    def make_token(match: re.Match, text: str) -> Token:
        digits = match[group]
        value = decimal(digits) if digits else Decimal(word_value(match[0]))
        places = len(digits.partition(".")[2]) if digits else 0
        start = match.start()
        return Token(kind, start, match.end(), match[0], value, places, _bound(text, start))

    return make_token


def _amount(match: re.Match, text: str) -> Token:
    money = match["money"] or ""
    digits = (match["money_n"] or match["scaled_n"]).removeprefix(money).strip()
    scale = SCALES.get((match["money_scale"] or match["scale"] or "").lower(), 0)
    start = match.start()
    return Token(
        Kind.AMOUNT,
        start,
        match.end(),
        match[0],
        decimal(digits).scaleb(scale),
        len(digits.partition(".")[2]),
        _bound(text, start),
        unit=money,
        scale=scale,
    )


def _bound(text: str, start: int) -> Bound:
    match = BOUND.search(text[max(0, start - 24) : start])
    return Bound(match.lastgroup or Bound.EXACT) if match else Bound.EXACT


def _fraction(match: re.Match, text: str) -> Token | None:
    if match["fraction_n"]:
        part, whole = word_value(match["fraction_n"]), word_value(match["fraction_of"])
    elif match["of_n"]:
        part, whole = int(match["of_n"]), int(match["of_of"])
    elif match["one_of"]:
        part, whole = 1, int(match["one_of"])
    else:
        first = re.split(r"[ -]", match[0].lower())[0]
        part = COUNT_WORDS.index(first) + 1 if first in COUNT_WORDS else 1
        whole = DIVISORS[(match["part"] or "half").lower().removesuffix("s")]
    if not 0 < part < whole:
        return None
    start = match.start()
    value = Decimal(100) * part / whole
    return Token(Kind.FRACTION, start, match.end(), match[0], value, 0, _bound(text, start))


def _lower(match: re.Match, text: str) -> Token | None:
    if AFTER.search(text[max(0, match.start() - 40) : match.start()]) and STRONG.search(text):
        return Token(Kind.RATING, match.start(), match.end(), match[0], levels=_levels(match[0].lower()))
    return None


def _rating(match: re.Match, text: str) -> Token | None:
    words = match[0].lower().replace("-", " ")
    # "Good care starts …" is no rating; a capital proves nothing at the head of a sentence.
    begins = not text[: match.start()].strip(" \t\"'‘“")
    single = " or " not in words and "/" not in words and not words.startswith(("requir", "less", "below"))
    if begins and single and not HEAD.match(text[match.end() :]):
        return None
    return Token(Kind.RATING, match.start(), match.end(), match[0], levels=_levels(words))


def _levels(words: str) -> tuple[str, ...]:
    best, worst = LEVELS[:2], LEVELS[2:]
    if words.startswith(("less", "below")):
        return worst
    if " or " in words or "/" in words:
        return best if words.startswith(("good", "outstanding")) else worst
    return (LEVELS[2] if words.startswith("requir") else words.capitalize(),)


def _direction(match: re.Match, _text: str) -> Token:
    sign = 1 if match["up"] else -1 if match["down"] else 0
    noun = bool(NOUN.match(match[0]))
    return Token(Kind.DIRECTION, match.start(), match.end(), match[0], sign=sign, noun=noun)


def _magnitude(match: re.Match, _text: str) -> Token:
    return Token(Kind.MAGNITUDE, match.start(), match.end(), match[0], sign=1 if match["large"] else -1)


def _date(match: re.Match, _text: str) -> Token:
    return Token(Kind.DATE, match.start(), match.end(), match[0], period=period(match[0]))


def _non_quantity(match: re.Match, _text: str) -> Token:
    return Token(Kind.NON_QUANTITY, match.start(), match.end(), match[0])


def period(text: str) -> tuple[date, date] | None:
    """First and last day of what a date names; None without a year, or for a day that is none."""
    years = re.findall(r"(?:19|20)\d\d", text)
    month = next((n for n, name in enumerate(MONTHS, start=1) if name[:3] in text), 0)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return (date.fromisoformat(text),) * 2
        if month and years:
            day = re.match(r"(\d{1,2})\s", text)
            year = int(years[0])
            first, last = (int(day[1]),) * 2 if day else (1, monthrange(year, month)[1])
            return date(year, month, first), date(year, month, last)
    except ValueError:
        return None
    if not years:
        return None
    year = int(years[0])
    if len(text) > 4:
        return date(year, 4, 1), date(year + 1, 3, 31)
    return date(year, 1, 1), date(year, 12, 31)


_MAKERS = {
    "other": _non_quantity,
    "date": _date,
    "points": _quantity(Kind.POINTS, "points_n"),
    "amount": _amount,
    "percent": _quantity(Kind.PERCENT, "percent_n"),
    "fraction": _fraction,
    "number": _quantity(Kind.NUMBER, "number_n"),
    "rating": _rating,
    "lower": _lower,
    "direction": _direction,
    "magnitude": _magnitude,
}
