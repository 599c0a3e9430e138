"""Details in a text by which a person may be recognised: found by rules, to be taken out before others read it.

Rules miss names without a title and whatever is described in words: a person reads each text before it is shown.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from careplace.voices.texts import Span

TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
BIRTH = re.compile(r"\b(?:d\.?\s?o\.?\s?b\b|date of birth|born (?:on|in)\b)", re.IGNORECASE)
DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d)\b")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+[A-Z][\w'’-]+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
PHONE = re.compile(r"(?<![\d+])(?:\+44[ -]?(?:\(0\)[ -]?)?|0)\d(?:[ -]?\d){8,9}(?!\d)")
POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE
)  # the letters that a unit has: Royal Mail's Programmers' Guide
INTRODUCED = re.compile(
    r"\b(?:[Mm]y name is|I am called|[Dd]r\.?|[Dd]octor|[Nn]urse|[Cc]ouncillor|[Cc]llr\.?|[Ss]ister)"
    r"\s+(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)"
)
MARKS = {
    "email": "[e-mail address]",
    "nhs": "[NHS number]",
    "phone": "[telephone number]",
    "postcode": "[postcode]",
    "date": "[date]",
    "name": "[name]",
}
"""{kind of detail: what stands in its place}"""


@dataclass(frozen=True, order=True, slots=True)
class Detail:
    """A stretch of a text that may be about a person, and its kind, one of MARKS."""

    span: Span
    kind: str


def details(text: str) -> list[Detail]:
    """The details in a text, in its order; of two that overlap the first, and of those the longer."""
    candidates = sorted(_candidates(text), key=lambda detail: (detail.span.start, -detail.span.end))
    chosen: list[Detail] = []
    for detail in candidates:
        if not chosen or not chosen[-1].span.overlaps(detail.span):
            chosen.append(detail)
    return chosen


def redacted(text: str, chosen: Iterable[Detail] | None = None) -> str:
    """A text with the mark of its kind in the place of each detail; those of the rules, where none are given."""
    for detail in sorted(details(text) if chosen is None else chosen, reverse=True):
        text = text[: detail.span.start] + MARKS[detail.kind] + text[detail.span.end :]
    return text


def is_nhs_number(text: str) -> bool:
    """Whether ten digits have the check digit of an NHS number (modulus 11, NHS Data Dictionary)."""
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10:
        return False
    remainder = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return remainder != 10 and remainder % 11 == digits[9]


def _candidates(text: str) -> Iterator[Detail]:
    for kind, pattern in (("email", EMAIL), ("phone", PHONE), ("postcode", POSTCODE), ("date", DATE)):
        yield from (Detail(Span(*match.span()), kind) for match in pattern.finditer(text))
    for match in TEN_DIGITS.finditer(text):
        if is_nhs_number(match[0]):
            yield Detail(Span(*match.span()), "nhs")
    for match in TITLED.finditer(text):
        yield Detail(Span(*match.span()), "name")
    for match in INTRODUCED.finditer(text):
        yield Detail(Span(*match.span("name")), "name")
