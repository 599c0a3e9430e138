"""What the checker says of one claim: the words, what is wrong, the working, and how sure it is."""

from dataclasses import dataclass
from enum import StrEnum

from careplace.claims.texts.passages import Position


class Grade(StrEnum):
    """How a claim stands. WRONG: the numbers deny it. MISLEADING: true in one reading only."""

    WRONG = "wrong"
    MISLEADING = "misleading"
    UNCHECKABLE = "cannot be checked"
    HOLDS = "holds"


FAULTS = (Grade.WRONG, Grade.MISLEADING)


class Check(StrEnum):
    """What kind of claim was compared with what."""

    SHARE = "a share and its count"
    SUM = "shares that should sum to 100%"
    BASE = "counts and their total"
    ROUNDING = "a share that no count gives"
    DIFFERENCE = "a difference"
    RATIO = "a ratio"
    UNIT = "a unit"
    DIRECTION = "a word for direction"
    MAGNITUDE = "a word for size"
    COMPARISON = "a comparison"
    SUPERLATIVE = "a superlative"
    EDITION = "a figure of the edition"
    RECORDS = "a figure of the organisation's own records"
    LENGTH = "a sentence that is too long"


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim and how it stands. `quote` is the text's own words; `working` shows the calculation."""

    check: Check
    grade: Grade
    quote: str
    position: Position
    says: str
    working: str = ""

    def as_json(self) -> dict:
        """The finding as an object of JSON."""
        return {
            "check": str(self.check),
            "grade": str(self.grade),
            "quote": self.quote,
            "where": {
                "unit": self.position.unit,
                "number": self.position.number,
                "column": self.position.column,
            },
            "says": self.says,
            "working": self.working,
        }


def in_order(findings: list[Finding]) -> list[Finding]:
    """By position, each once."""
    return sorted(dict.fromkeys(findings), key=lambda f: (f.position.number, f.position.column, f.check))
