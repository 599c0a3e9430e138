"""Everything that a report is published with: sections with their references resolved, judgements with the weight of their
sources, how the review was done, and what organisations said of its facts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import F

from careplace.casework.edition_reader import NoEdition, edition_id
from careplace.casework.reviews.coding.evidence import evidence_in, used_sources
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.followup.plan import Plan, plan_of
from careplace.casework.reviews.framework import Framework, Kind, Line, Theme
from careplace.casework.reviews.judgements.models import LineJudgement
from careplace.casework.reviews.models import Review, Source
from careplace.casework.reviews.report.claims import own_figures
from careplace.casework.reviews.report.models import Comment, Report, Section
from careplace.casework.reviews.report.text import Resolved, resolve
from careplace.casework.reviews.titles import with_place
from careplace.casework.reviews.weighing import Weight, weigh_lines
from careplace.claims.checks.own_figures import OwnFigure

SUMMARY_LENGTH = 280
SAID = {
    Direction.CONCERN: "raised a concern",
    Direction.STRENGTH: "described a strength",
    Direction.MIXED: "described both a strength and a concern",
}
DECIDED = {"accepted": "accepted", "partly": "accepted in part", "rejected": "not accepted"}


@dataclass(frozen=True)
class Judged:
    """A key line as it is published: its judgement, what is said against it, the weight of its sources, and the kinds of
    organisation that were heard on it."""

    theme: Theme
    line: Line
    judgement: LineJudgement
    dissents: tuple[str, ...]
    weight: Weight
    organisations: tuple[Kind, ...]

    @property
    def sources_sentence(self) -> str:
        """How many sources say what: "Of 7 sources, 4 raised a concern and 3 described a strength." """
        counts = [(self.weight.count(way), words) for way, words in SAID.items()]
        heard, given = len(self.weight.voices), [pair for pair in sorted(counts, reverse=True) if pair[0]]
        if len(given) == 1:
            every = {1: "The one source", 2: "Both sources"}.get(heard, f"All {heard} sources")
            return f"{every} {given[0][1]}."
        parts = [f"{count} {words}" for count, words in given]
        joined = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
        return f"Of {heard} {'source' if heard == 1 else 'sources'}, {joined}."


@dataclass(frozen=True)
class Contents:
    """A report whole. `heard` counts sources by kind, `people` how many were heard; `comments` are what
    organisations said of its facts."""

    review: Review
    report: Report
    framework: Framework
    sections: tuple[Section, ...]
    resolved: Resolved
    weights: dict[str, Weight]
    judged: tuple[Judged, ...]
    heard: dict[str, int]
    people: int
    comments: tuple[Comment, ...]
    plan: Plan
    edition: str

    def title(self, place: str) -> str:
        """The title of the review with the name of the place, once."""
        return with_place(str(self.review.title), place)

    @property
    def summary(self) -> str:
        """The first paragraph of the summary of findings, for lists of publications."""
        words = " ".join(self.sections[0].text.split()) if self.sections else ""
        text = self.resolved.texts[0].strip().split("\n\n")[0] if words else self.review.scope
        short = " ".join(text.split())
        return short if len(short) <= SUMMARY_LENGTH else f"{short[:SUMMARY_LENGTH].rsplit(' ', 1)[0]}…"

    @property
    def decisions(self) -> dict[str, int]:
        """{decision: how many comments of organisations got it}."""
        return dict(Counter(comment.decision for comment in self.comments if comment.state == "answered"))

    @property
    def levels(self) -> dict[str, str]:
        """{level: its title}; none where the framework has no levels."""
        return {level.key: level.title for level in self.framework.levels}


def decisions_sentence(decisions: Mapping[str, int]) -> str:
    """What became of the organisations' comments: "They made 3 comments: 1 was accepted, 2 were not accepted." """
    counts = [(decisions.get(key, 0), words) for key, words in DECIDED.items()]
    parts = [f"{count} {'was' if count == 1 else 'were'} {words}" for count, words in counts if count]
    if not parts:
        return "They made no comment."
    made = sum(decisions.values())
    return f"They made {made} {'comment' if made == 1 else 'comments'}: {', '.join(parts)}."


def contents_of(report: Report, sections: Iterable[Section], today: date, home: Path) -> Contents:
    """A report with its sections as it would be published today."""
    review, framework, sections = report.review, report.review.framework_used, tuple(sections)
    sources = used_sources(review.pk)
    weights = weigh_lines(framework, evidence_in(sources, review.pk), today)
    heard, people = _heard(sources)
    return Contents(
        review=review,
        report=report,
        framework=framework,
        sections=sections,
        resolved=resolve(review, [section.text for section in sections], home, sources),
        weights=weights,
        judged=_judged(review, framework, weights),
        heard=heard,
        people=people,
        comments=tuple(Comment.objects.filter(section__report=report).select_related("section")),
        plan=plan_of(review),
        edition=_edition(home),
    )


def line_titles(judged: Collection[Judged]) -> dict[str, str]:
    """{key line: its title}, with its theme where another line that is judged has the same: "Safe (Well-led)"."""
    seen = Counter(one.line.title for one in judged)
    return {
        one.line.key: f"{one.line.title} ({one.theme.title})" if seen[one.line.title] > 1 else one.line.title
        for one in judged
    }


def own_figures_of(contents: Contents) -> list[OwnFigure]:
    """The review's own counts, which sentences of its report are compared with."""
    return list(own_figures(contents.framework, contents.weights))


def _judged(review: Review, framework: Framework, weights: dict[str, Weight]) -> tuple[Judged, ...]:
    by_line = _final(review)
    return tuple(
        Judged(
            theme,
            line,
            *by_line[line.key],
            weights[line.key],
            _organisations(framework, weights[line.key]),
        )
        for theme in framework.themes
        for line in theme.lines
        if line.key in by_line
    )


def _final(review: Review) -> dict[str, tuple[LineJudgement, tuple[str, ...]]]:
    """{key line: its final judgement, with the texts of the dissents from it}, a row for each dissent."""
    rows = LineJudgement.objects.filter(review=review, state="final").annotate(dissent=F("dissents__text"))
    by_line: dict[str, tuple[LineJudgement, tuple[str, ...]]] = {}
    for row in rows.order_by("line", "dissents__created_at", "dissents__pk"):
        judgement, texts = by_line.get(row.line, (row, ()))
        by_line[row.line] = judgement, (*texts, *([row.dissent] if row.dissent is not None else []))
    return by_line


def _organisations(framework: Framework, weight: Weight) -> tuple[Kind, ...]:
    heard = {voice.organisation for voice in weight.voices}
    return tuple(kind for kind in framework.organisations if kind.key in heard)


def _heard(sources: Collection[Source]) -> tuple[dict[str, int], int]:
    """({category: sources}, people who were heard): documents and figures are no people."""
    people = sum(source.people for source in sources if source.category not in ("document", "figure"))
    return dict(Counter(source.category for source in sources)), people


def _edition(home: Path) -> str:
    try:
        return edition_id(home)
    except NoEdition:
        return ""
