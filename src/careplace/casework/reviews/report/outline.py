"""The sections of a new report: the narrative first, in the order of the data reports' chapters.

Judgements by key line, recommendations, how the review was done and its figures follow, from the records.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from careplace.casework.reviews.framework import Framework


@dataclass(frozen=True)
class Heading:
    """A section to write: its key, its title, and what belongs into it."""

    key: str
    title: str
    hint: str


SUMMARY = Heading(
    "summary", "Summary of findings", "What people of the place should know, a finding a paragraph."
)
ABOUT = Heading(
    "about", "About this place", "Who lives here, who provides care, and who is responsible for it."
)
VOICES = Heading(
    "voices", "What people say", "What people who use services, and their carers, told the review."
)
QUESTIONS = Heading(
    "questions", "Questions for readers", "What boards, councillors and residents should ask next."
)


def outline(framework: Framework) -> Iterator[Heading]:
    """The sections of a report by a framework, in order: one for each theme."""
    yield from (SUMMARY, ABOUT)
    for theme in framework.themes:
        lines = "; ".join(line.title for line in theme.lines)
        yield Heading(theme.key, theme.title, f"Key lines: {lines}.")
    yield from (VOICES, QUESTIONS)
