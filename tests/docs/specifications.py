"""Writes docs/journeys-specifications.md from the examples that every engine runs: `make specifications`."""

from pathlib import Path

from careplace.journeys.definitions import Measure, measures
from careplace.journeys.specifications import COUNCIL, Example, examples

PAGE = Path(__file__).parents[2] / "docs/journeys-specifications.md"
HEAD = """# Measures of journeys, by example

Use this page to see what each measure of [journeys](guide/journeys-measures.md) counts. Each example is one person: their
stays, and what the measure lists of them. They run on every engine; `make specifications` writes
this page from them.
"""
KINDS = {
    "count": "How many",
    "share": "A share: how many of the events are counted",
    "days": "The sum of days",
    "duration": "The median and the 90th percentile of days",
}


def page() -> str:
    """The page as the examples have it."""
    return "\n".join([HEAD, *(_section(measure) for measure in measures().values())])


def _section(measure: Measure) -> str:
    facts = [
        f"- **Measure:** `{measure.id}`. {KINDS[measure.kind]}.",
        f"- **Events:** {measure.events}.",
        f"- **Counted:** {measure.counted}." if measure.counted else "",
        f"- **By:** {measure.category}." if measure.category else "",
        f"- **Needs:** {measure.follow_up_days} days of data after the event."
        if measure.follow_up_days
        else "",
        f"- **National figure:** {measure.national}. {measure.differences}" if measure.national else "",
    ]
    return "\n".join(
        [f"## {measure.title}\n", *filter(None, facts), "", *map(_example, examples(measure.id))]
    )


def _example(example: Example) -> str:
    died = f" The person died on {example.died}." if example.died else ""
    born = f" Born on {example.born}." if example.born != "1940-05-01" else ""
    listed = _table(example.expected) if any(example.expected) else "Nothing is listed.\n"
    stays = _table(example.stays) if example.stays else "No stay is recorded.\n"
    return f"{example.says}{born}{died}\n\n{stays}\nListed:\n\n{listed}".replace(COUNCIL, "")


def _table(rows: tuple[dict[str, str], ...]) -> str:
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *(list(row.values()) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
