"""Publications of the demonstration's nation, for the tests of the site."""

from datetime import date
from pathlib import Path

from careplace.editions.opening import open_edition
from careplace.publications.changes import release, withdraw
from careplace.publications.records import Description

REVIEW, WITHDRAWN = "hospital-review", "old-statement"
BODY = (
    "<h2>What we found</h2><p>People waited too long to leave hospital.</p>"
    "<table><caption>Delayed days</caption><thead><tr><th scope='col'>Month</th><th scope='col'>Days</th></tr></thead>"
    "<tbody><tr><td>March</td><td>212</td></tr></tbody></table><script>alert(1)</script>"
)


def release_into(home: Path) -> None:
    """A review of a council in two versions, with files, and a statement that was withdrawn."""
    with open_edition(home) as edition:
        council = min(
            (area for area in edition.gazetteer.areas.values() if area.kind == "council"),
            key=lambda a: a.code,
        )
        about = Description(
            "review",
            "Leaving hospital",
            "What older people said, and what will change.",
            council.code,
            council.name,
            "The Health and Wellbeing Board",
            date(2026, 11, 2),
            edition.id,
        )
    files = {
        "index.html": BODY,
        "annex.html": "<p>Who took part.</p>",
        "figures.csv": "month,days\n2026-03,212\n",
    }
    release(home, REVIEW, about, files)
    release(home, REVIEW, about, files, supersedes=1, note="The delays of March are corrected.")
    release(home, WITHDRAWN, about, files)
    withdraw(home, WITHDRAWN, "It named a person.", date(2026, 11, 20))
