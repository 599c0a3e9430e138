"""A file of CQC's assessments of the demonstration's councils, in the layout of the published one."""

import csv
from datetime import date
from pathlib import Path

import numpy as np

from careplace.demo.places import nation

# Overall, month, and the scores of the nine quality statements of the first councils; the others have no assessment.
ASSESSMENTS = (
    ("Good", "May 2025", (3, 2, 3, 3, 4, 3, 2, 3, 3)),
    ("Requires improvement", "August 2024", (2, 2, 2, 2, 3, 2, 2, 2, 2)),
    ("Not rated", "August 2024", (2, 3, 2, 3, 3, 3, 2, 3, 3)),
)
STATEMENTS = range(1, 10)


def councils(number: int) -> list[str]:
    """The names of the demonstration's councils."""
    invented = nation(number, np.random.default_rng(1))
    return sorted(area.name for area in invented.councils(date(2026, 9, 1)))


def write(path: Path, names: list[str]) -> None:
    """The file, of the first of the names."""
    header = [
        *("authority_name", "overall_rating", *(f"qs{n}_word" for n in STATEMENTS), "authority_type", "url"),
        *("avg_score", "assessment_month", *(f"qs{n}_score" for n in STATEMENTS)),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for name, (overall, month, scores) in zip(names, ASSESSMENTS, strict=False):
            mean = f"{sum(scores) / len(scores):.2f}"
            writer.writerow(
                [name, overall, *["Good"] * 9, "Council", "https://www.cqc.org.uk/x", mean, month, *scores]
            )
