"""Details by which a person who uses care can be recognised: a signal must not have them, and a text is redacted of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from careplace.voices import personal_details
from careplace.voices.personal_details import BIRTH, DATE, TEN_DIGITS, TITLED, is_nhs_number

KINDS = {
    "email": "an e-mail address",
    "nhs": "an NHS number",
    "phone": "a telephone number",
    "postcode": "a postcode",
    "date": "a date",
    "name": "a name",
}
"""{kind of detail: what it looks like}"""


@dataclass(frozen=True)
class Detail:
    """Words of a text by which somebody may be recognised, and what they look like."""

    words: str
    kind: str


def suggested_details(text: str) -> list[Detail]:
    """What a person should look at before a text is kept, each once, in the order of the text.

    These are what rules can find. A name without a title, an address or an unusual story is not among them.
    """
    matches = personal_details.details(text)
    found = [Detail(text[match.span.start : match.span.end], KINDS[match.kind]) for match in matches]
    return list(dict.fromkeys(found))


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
