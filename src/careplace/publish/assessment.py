"""CQC's assessment of a council as a page shows it: nine quality statements by theme; of a group, counts of councils."""

from dataclasses import dataclass

from careplace.publish.outcomes import Outcome, Section
from careplace.ratings.framework import framework

ANCHOR = "council-assessment"
MEANINGS = {
    1: "significant shortfalls",
    2: "some shortfalls",
    3: "a good standard",
    4: "an exceptional standard",
}
"""What the evidence shows, by score, in CQC's words. Source: cqc.org.uk, How we determine ratings (local authorities)."""


@dataclass(frozen=True)
class Statement:
    """A quality statement with its theme, its score and what that means."""

    theme: str
    outcome: Outcome
    score: int

    @property
    def meaning(self) -> str:
        return MEANINGS[self.score]


def measure(section: Section | None, name: str) -> Outcome | None:
    """The section's measure of a name, such as "overall" or "councils-good", where the place has it; None elsewhere."""
    outcomes = section.every if section else ()
    return next((o for o in outcomes if o.measure.id == f"{ANCHOR}-{name}" and o.points), None)


def statements(section: Section | None) -> list[Statement]:
    """The quality statements that have a score, in the framework's order."""
    outcomes = [(theme, measure(section, f"qs{n}")) for n, theme in enumerate(_themes(), start=1)]
    return [
        Statement(theme, outcome, int(outcome.latest.value))
        for theme, outcome in outcomes
        if outcome and outcome.latest and outcome.latest.value is not None
    ]


def _themes() -> list[str]:
    """The theme of each statement, in order."""
    scores = framework("councils").scores
    return [theme for theme, titles in scores.statements.items() for _title in titles] if scores else []
