"""What a signal must not have: details by which a person who uses care can be recognised."""

import re
from collections.abc import Iterator

TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
BIRTH = re.compile(r"\b(?:d\.?\s?o\.?\s?b\b|date of birth|born (?:on|in)\b)", re.IGNORECASE)
DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d)\b")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+[A-Z][\w'’-]+")


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
