"""Postcodes as people write them: whole, or only the first part of one."""

import re
from dataclasses import dataclass

OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
KINDS = ("postcode", "postcode sector", "postcode district")
"""From the smallest: NG31 6AA, NG31 6, NG31. Royal Mail calls the district the outward code."""
LIKE = re.compile(r"[A-Z]{1,2}[0-9]")
LONGEST = 8
FORMS = (
    ("postcode", re.compile(rf"({OUTWARD}) ?([0-9][A-Z]{{2}})")),
    ("postcode district", re.compile(rf"({OUTWARD})()")),
    ("postcode sector", re.compile(rf"({OUTWARD}) ?([0-9])")),
)
ADVICE = "Write a whole postcode, such as NG31 6AA, or its first part, such as NG31."


@dataclass(frozen=True)
class Postcode:
    """A postcode, or a part of one: `kind` is one of KINDS, `name` as Royal Mail writes it, with one space."""

    kind: str
    name: str

    def wider(self) -> tuple["Postcode", ...]:
        """This and the larger parts that it is in, the smallest first."""
        outward, _, inward = self.name.partition(" ")
        names = (self.name, f"{outward} {inward[:1]}", outward)
        return tuple(Postcode(kind, name) for kind, name in zip(KINDS, names, strict=True))[
            KINDS.index(self.kind) :
        ]


def postcode(text: str) -> Postcode | None:
    """The postcode, or part of one, that a text is, in upper or lower case and with or without spaces.

    NG31 is a district, although NG3 1 without its space looks the same; and NG31 AA is none, although NG3 1AA is one. None
    where the text is none.
    """
    words = " ".join(text.upper().split())
    for kind, form in FORMS:
        if match := form.fullmatch(words):
            return Postcode(kind, " ".join(part for part in match.groups() if part))
    return None


def is_misspelt(text: str) -> bool:
    """Whether a text begins as postcodes do, is as short as one, and is none: NG31 6A, CV1 5RRR."""
    letters = "".join(text.upper().split())
    return bool(LIKE.match(letters)) and len(letters) <= LONGEST and postcode(text) is None
