"""The paper for the Health and Wellbeing Board: what each section may say, and what `claims` says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from markupsafe import escape

from careplace.casework.programmes.models import HOPED, THEMES, Estimate, Item, Outcome, Programme, Wave
from careplace.casework.programmes.money import balance, balance_words, item_words
from careplace.casework.programmes.surveys import sentences as survey_sentences
from careplace.claims import FAULTS, Finding, check_text
from careplace.measures import dictionary
from careplace.publish.outcomes import part_name


@dataclass(frozen=True)
class OutcomePart:
    """An outcome in a paper: its title, what was hoped for, and the sentences of its latest estimate."""

    title: str
    hoped: str
    registered: bool
    dropped: str
    sentences: tuple[str, ...]
    picture: str
    paper_picture: str


@dataclass(frozen=True)
class Section:
    """A section of a paper."""

    title: str
    outcomes: tuple[OutcomePart, ...]
    survey: tuple[str, ...]
    items: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the programme has nothing to say here."""
        return not (self.outcomes or self.survey or self.items)


@dataclass(frozen=True)
class Paper:
    """A paper: its sections in the board's order, and the balance of costs and savings."""

    programme: Programme
    sections: tuple[Section, ...]
    balance: tuple[str, ...]


def paper(programme: Programme) -> Paper:
    """The paper of a programme as its records are now, in four queries."""
    outcomes = list(Outcome.objects.filter(programme=programme))
    estimates = Estimate.objects.filter(outcome__in=outcomes).defer("page").order_by("created_at")
    latest = {estimate.outcome_id: estimate for estimate in estimates}
    waves = list(Wave.objects.filter(programme=programme, state="entered"))
    items = list(Item.objects.filter(programme=programme, state="entered"))
    sections = tuple(_section(key, outcomes, waves, items, latest) for key in THEMES)
    result = balance(items)
    return Paper(programme, sections, tuple(balance_words(result)) if result else ())


def _section(
    theme: str, outcomes: list[Outcome], waves: list[Wave], items: list[Item], latest: dict[UUID, Estimate]
) -> Section:
    parts = tuple(_outcome(row, latest.get(row.pk)) for row in outcomes if row.theme == theme)
    survey = survey_sentences(row for row in waves if row.theme == theme)
    return Section(
        THEMES[theme], parts, tuple(survey), tuple(item_words(row) for row in items if row.theme == theme)
    )


def _outcome(outcome: Outcome, estimate: Estimate | None) -> OutcomePart:
    measure = dictionary.measures().get(outcome.measure)
    title = measure.title if measure else outcome.measure
    title += "" if outcome.breakdown == "all" else f" ({part_name(outcome.breakdown)})"
    dropped = outcome.reason if outcome.state == "dropped" else ""
    return OutcomePart(
        title,
        HOPED[outcome.hoped],
        outcome.registered,
        dropped,
        tuple(_words(estimate)),
        *_pictures(estimate),
    )


def _pictures(estimate: Estimate | None) -> tuple[str, str]:
    return (estimate.picture, estimate.paper_picture) if estimate else ("", "")


def _words(estimate: Estimate | None) -> Iterable[str]:
    if estimate is None:
        return ["No estimate was asked for yet."]
    if estimate.state == "waiting":
        return ["It is being calculated."]
    return estimate.sentences if estimate.state == "done" else [f"It cannot be tested: {estimate.reason}."]


def faults(document: Paper) -> list[Finding]:
    """What `careplace check` finds wrong or misleading in the sentences of a paper."""
    texts = [
        sentence
        for section in document.sections
        for part in (*(outcome.sentences for outcome in section.outcomes), section.survey, section.items)
        for sentence in part
    ]
    html = "".join(f"<p>{escape(text)}</p>" for text in (*texts, *document.balance))
    return [finding for finding in check_text(f"<main>{html}</main>") if finding.grade in FAULTS]
