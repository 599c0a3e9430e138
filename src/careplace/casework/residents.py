"""Details by which a person who uses care can be recognised: a signal must not have them, and a text is redacted of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
BIRTH = re.compile(r"\b(?:d\.?\s?o\.?\s?b\b|date of birth|born (?:on|in)\b)", re.IGNORECASE)
DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d)\b")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+[A-Z][\w'’-]+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
TELEPHONE = re.compile(r"(?<!\d)(?:\+44\s?|0)\d(?:[ -]?\d){8,9}(?!\d)")


@dataclass(frozen=True)
class Detail:
    """Words of a text by which somebody may be recognised, and what they look like."""

    words: str
    kind: str


def suggested_details(text: str) -> list[Detail]:
    """What a person should look at before a text is kept, each once, in the order of the text.

    These are what rules can find. A name without a title, an address or an unusual story is not among them.
    """
    matches = [(match.start(), Detail(match[0], kind)) for kind, match in _matches(text)]
    return list(dict.fromkeys(detail for _start, detail in sorted(matches, key=lambda pair: pair[0])))


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    kinds = {"a name": TITLED, "a date": DATE, "an e-mail address": EMAIL, "a telephone number": TELEPHONE}
    for kind, pattern in kinds.items():
        yield from ((kind, match) for match in pattern.finditer(text))
    yield from (("an NHS number", m) for m in TEN_DIGITS.finditer(text) if is_nhs_number(m[0]))


def details_of_people(text: str) -> list[str]:
    """Why a text is refused, each reason with what to write instead; empty for one that may be kept."""
    return list(_reasons(text))


def _reasons(text: str) -> Iterator[str]:
    if any(is_nhs_number(match) for match in TEN_DIGITS.findall(text)):
        yield "It has a number that is a possible NHS number. Leave it out: the care record has it."
    if BIRTH.search(text) or DATE.search(text):
        yield "It has what looks like a date of birth. Leave it out, or write the age in tens: in her eighties."
    if name := TITLED.search(text):
        yield f"It names a person (“{name[0]}”). Write what the person is, such as “a resident” or “the manager”."


def is_nhs_number(text: str) -> bool:
    """Whether ten digits have the check digit of an NHS number (modulus 11, NHS Data Dictionary)."""
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10:
        return False
    remainder = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return remainder != 10 and remainder % 11 == digits[9]
