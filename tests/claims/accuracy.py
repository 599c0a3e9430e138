"""Findings on labelled statements against what is expected of them.

They guard against what was right once and is so no more. docs/claims-accuracy.md says how right it is on unseen words.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from careplace.claims import Finding, Grade, check_text

LABELLED = Path(__file__).with_name("labelled.toml")


@dataclass
class Tally:
    """Findings that were right, false and missed, over some statements."""

    statements: int = 0
    sound: int = 0
    right: int = 0
    false: list[tuple[str, Finding]] = field(default_factory=list)
    missed: list[tuple[str, dict]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.false))

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))


def labelled() -> list[dict]:
    return tomllib.loads(LABELLED.read_text(encoding="utf-8"))["statement"]


def measure(statements: list[dict]) -> Tally:
    """The checker's findings on the statements, held against the expected ones."""
    tally = Tally()
    for statement in statements:
        tally.statements += 1
        tally.sound += not statement["expect"]
        expected = list(statement["expect"])
        for finding in _found(statement):
            match = next((one for one in expected if _is(finding, one)), None)
            if match:
                expected.remove(match)
                tally.right += 1
            else:
                tally.false.append((statement["text"], finding))
        tally.missed += [(statement["text"], one) for one in expected]
    return tally


def _found(statement: dict) -> list[Finding]:
    """The shortest quotation first: the longer ones hold the same words, and would be taken for them."""
    found = check_text(statement["text"], before=statement.get("before"))
    return sorted((f for f in found if f.grade is not Grade.HOLDS), key=lambda f: len(f.quote))


def _is(finding: Finding, expected: dict) -> bool:
    return finding.grade == expected["grade"] and expected["about"] in finding.quote
