"""The facts of a paper in words, the same on screen, in print and as PDF."""

from collections.abc import Iterator

from careplace.casework.assurance.escalation.papers import Paper
from careplace.publish.wording import day


def facts_of(paper: Paper) -> list[tuple[str, str]]:
    """(what, in words) of each fact."""
    return list(_facts(paper))


def _facts(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "Level", paper.level + (f", review on {day(paper.review_on)}" if paper.review_on else "")
    if paper.reason:
        yield "Why", paper.reason
    rated = f" ({day(paper.rated_on)})" if paper.rated_on else ""
    yield "CQC's latest rating", f"{paper.rating}{rated}" if paper.rating else "not known"
    grade = paper.visit_grade.replace("-", " ").capitalize() or "no grade"
    yield "Last visit", f"{day(paper.visited_on)}: {grade}" if paper.visited_on else "none"
    yield "Open signals", str(paper.open_signals)
    yield "Actions overdue", str(paper.overdue_actions)
    yield "As on", day(paper.as_at)
