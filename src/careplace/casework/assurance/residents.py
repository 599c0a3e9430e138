"""What a signal must not have: details by which a person who uses care can be recognised."""

from collections.abc import Iterator

from careplace.voices.personal_details import BIRTH, DATE, TEN_DIGITS, TITLED, is_nhs_number


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
