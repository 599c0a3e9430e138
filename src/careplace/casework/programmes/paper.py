"""The paper for the Health and Wellbeing Board: what each section may say, in the board's order."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from careplace.casework.programmes.latest import latest_estimates
from careplace.casework.programmes.local.measures import local_of
from careplace.casework.programmes.local.models import LocalFigures, LocalMeasure
from careplace.casework.programmes.local.small_counts import small_periods
from careplace.casework.programmes.models import (
    HOPED,
    THEMES,
    Estimate,
    Item,
    Milestone,
    Outcome,
    Programme,
    Wave,
)
from careplace.casework.programmes.money import balance, balance_words, item_words
from careplace.casework.programmes.surveys import by_question
from careplace.casework.programmes.surveys import sentences as survey_sentences
from careplace.casework.programmes.titles import outcome_title
from careplace.evaluation.results import Conclusion
from careplace.publish.evaluation import alone

AS_HOPED, OTHER_WAY, NOT_CLEAR = "as hoped", "the other way", "no clear difference"
NOT_TESTED, NOT_OPENED = "cannot be tested", "not opened yet"
ALONE_AS_HOPED = "as hoped, by its own earlier course alone"
ALONE_OTHER_WAY = "the other way, by its own earlier course alone"
RESULTS = (AS_HOPED, OTHER_WAY, ALONE_AS_HOPED, ALONE_OTHER_WAY, NOT_CLEAR, NOT_TESTED, NOT_OPENED)
"""What became of an outcome, in the order in which a paper counts them."""
_HOPED_AS = {"higher": Conclusion.HIGHER, "lower": Conclusion.LOWER}
_HOPED_ALONE = {"higher": alone.HIGHER, "lower": alone.LOWER}
WITHHELD = "Its answer is not shown: a figure of it counts one to four people."


COUNTED, FROM_ANSWERS = "counted from the outcomes below", "calculated from the answers of the survey waves"
FROM_ITEMS = "calculated from the items of money in this paper"


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paper, and what it was calculated from: "" for what a person wrote."""

    text: str
    basis: str


@dataclass(frozen=True)
class OutcomePart:
    """An outcome in a paper: what was hoped for, its result, and the sentences of its latest estimate.

    `dropped` is why it is no longer followed, "" where it is.
    """

    record: Outcome
    estimate: Estimate | None
    title: str
    hoped: str
    result: str
    sentences: tuple[str, ...]
    figures: LocalFigures | None = None

    @property
    def drawn(self) -> Estimate | None:
        """The estimate, where it has a picture that is shown."""
        return self.estimate if self.estimate and self.estimate.picture and not self.withheld else None

    @property
    def local(self) -> LocalMeasure | None:
        """What a local outcome counts; None for a published measure."""
        return local_of(self.record)

    @property
    def small(self) -> list[str]:
        """The periods in which a local outcome counts one to four people."""
        return small_periods(self.figures) if self.figures else []

    @property
    def withheld(self) -> bool:
        """Whether nothing of its answer is shown: it was dropped, and has figures of so few people."""
        return bool(self.dropped and self.small)

    @property
    def dropped(self) -> str:
        """Why it is no longer followed."""
        return str(self.record.reason) if self.record.state == "dropped" else ""

    def texts(self) -> list[Sentence]:
        """Its sentences, and the reason of one that was dropped."""
        counted = (
            [_written(text) for text in (self.local.numerator, self.local.denominator)] if self.local else []
        )
        return [*counted, *(Sentence(text, self._basis) for text in self.texts_shown), _written(self.dropped)]

    @property
    def texts_shown(self) -> tuple[str, ...]:
        """The sentences that a paper has."""
        return (WITHHELD,) if self.withheld else self.sentences

    @property
    def _basis(self) -> str:
        estimate = self.estimate
        if not estimate or not estimate.edition:
            return ""
        if self.local:
            figures = f"figures {estimate.figures_sha256}" if estimate.figures_sha256 else "figures"
            return (
                f"calculated by the protocol from the programme's own {figures}, Careplace {estimate.release}"
            )
        return f"calculated by the protocol from edition {estimate.edition}, Careplace {estimate.release}"

    @property
    def registered(self) -> bool:
        """Whether it was chosen before the protocol was locked."""
        return bool(self.record.registered)


@dataclass(frozen=True)
class Section:
    """A section of a paper."""

    title: str
    outcomes: tuple[OutcomePart, ...]
    waves: tuple[Wave, ...]
    survey: tuple[str, ...]
    items: tuple[str, ...]

    @property
    def questions(self) -> dict[str, list[Wave]]:
        """{key of its picture: the waves of a question, the oldest first} of the questions that were asked."""
        return {f"survey-{waves[0].pk}": waves for waves in by_question(self.waves).values()}

    @property
    def is_empty(self) -> bool:
        """Whether the programme has nothing to say here."""
        return not (self.outcomes or self.survey or self.items)


@dataclass(frozen=True)
class Paper:
    """A paper: its sections in the board's order, the balance of costs and savings, and the milestones."""

    programme: Programme
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    balance: tuple[str, ...]
    milestones: tuple[Milestone, ...]

    @property
    def outcomes(self) -> list[OutcomePart]:
        """Every outcome, section by section."""
        return [outcome for section in self.sections for outcome in section.outcomes]

    @property
    def waves(self) -> list[Wave]:
        """Every survey wave that is used."""
        return [wave for section in self.sections for wave in section.waves]

    @property
    def questions(self) -> dict[str, list[Wave]]:
        """Every question with its waves, as `Section.questions`."""
        return {key: waves for section in self.sections for key, waves in section.questions.items()}

    @property
    def summary(self) -> str:
        """How many of the registered outcomes moved as hoped, in a sentence."""
        results = [part.result for part in self.outcomes if part.registered and not part.dropped]
        counts = [(results.count(result), result) for result in RESULTS if result in results]
        words = "; ".join(f"{count} {_WORDS[result][count != 1]}" for count, result in counts)
        number = len(results)
        return (
            f"{number} {'outcome' if number == 1 else 'outcomes'} registered before they were seen: {words}."
            if words
            else ""
        )

    def sentences(self) -> list[Sentence]:
        """Every sentence of the paper that people wrote or that was calculated, each once, in its order."""
        texts = [
            _written(self.programme.purpose),
            *map(_written, self.programme.protocol.splitlines()),
            Sentence(self.summary, COUNTED),
        ]
        for section in self.sections:
            texts += [sentence for part in section.outcomes for sentence in part.texts()]
            texts += [Sentence(text, FROM_ANSWERS) for text in section.survey]
            texts += [Sentence(text, "") for text in section.items]
        texts += [Sentence(text, FROM_ITEMS) for text in self.balance]
        texts += [_written(milestone.text) for milestone in self.milestones]
        return list({sentence.text: sentence for sentence in texts if sentence.text}.values())


def _written(text: str) -> Sentence:
    return Sentence(" ".join(text.split()), "")


_WORDS = {
    AS_HOPED: ("moved as hoped", "moved as hoped"),
    OTHER_WAY: ("moved the other way", "moved the other way"),
    ALONE_AS_HOPED: ("moved as hoped, by its own earlier course alone",) * 2,
    ALONE_OTHER_WAY: ("moved the other way, by its own earlier course alone",) * 2,
    NOT_CLEAR: ("shows no clear difference", "show no clear difference"),
    NOT_TESTED: ("cannot be tested", "cannot be tested"),
    NOT_OPENED: ("is not opened yet", "are not opened yet"),
}


def paper(programme: Programme) -> Paper:
    """The paper of a programme as its records are now, in five queries, and one more where there are local outcomes."""
    outcomes = list(Outcome.objects.filter(programme=programme).select_related("local"))
    latest = {id: row.in_paper for id, row in latest_estimates(outcomes).items() if row.in_paper}
    waves = list(Wave.objects.filter(programme=programme, state="entered"))
    items = list(Item.objects.filter(programme=programme, state="entered"))
    milestones = tuple(Milestone.objects.filter(programme=programme).exclude(state="dropped"))
    figures = _figures(latest.values())
    sections = tuple(_section(key, outcomes, waves, items, latest, figures) for key in THEMES)
    result = balance(items)
    balance_sentences = tuple(balance_words(result)) if result else ()
    return Paper(programme, sections, tuple(items), balance_sentences, milestones)


def _section(
    theme: str,
    outcomes: list[Outcome],
    waves: list[Wave],
    items: list[Item],
    latest: dict[UUID, Estimate],
    figures: dict[tuple[UUID, str], LocalFigures],
) -> Section:
    own_waves = tuple(wave for wave in waves if wave.theme == theme)
    return Section(
        THEMES[theme],
        tuple(_outcome(row, latest.get(row.pk), figures) for row in outcomes if row.theme == theme),
        own_waves,
        tuple(survey_sentences(own_waves)),
        tuple(item_words(row) for row in items if row.theme == theme),
    )


def _figures(estimates: Iterable[Estimate]) -> dict[tuple[UUID, str], LocalFigures]:
    """{(id of a local outcome, digest): its figures} that estimates were calculated from."""
    digests = [estimate.figures_sha256 for estimate in estimates if estimate.figures_sha256]
    rows = LocalFigures.objects.filter(
        sha256__in=digests, measure__outcome__in=[e.outcome_id for e in estimates]
    )
    return (
        {(row.measure.outcome_id, row.sha256): row for row in rows.select_related("measure__outcome")}
        if digests
        else {}
    )


def _outcome(
    outcome: Outcome, estimate: Estimate | None, figures: dict[tuple[UUID, str], LocalFigures]
) -> OutcomePart:
    result, words = _result(outcome, estimate), tuple(_words(estimate))
    used = figures.get((outcome.pk, estimate.figures_sha256)) if estimate else None
    return OutcomePart(outcome, estimate, outcome_title(outcome), HOPED[outcome.hoped], result, words, used)


def _result(outcome: Outcome, estimate: Estimate | None) -> str:
    if estimate is None or estimate.state in ("waiting", "stopped"):
        return NOT_OPENED
    if estimate.state == "refused" or estimate.conclusion == Conclusion.NOT_TESTED:
        return NOT_TESTED
    if estimate.conclusion == _HOPED_AS[outcome.hoped]:
        return AS_HOPED
    if estimate.conclusion in _HOPED_ALONE.values():
        as_hoped = estimate.conclusion == _HOPED_ALONE[outcome.hoped]
        return ALONE_AS_HOPED if as_hoped else ALONE_OTHER_WAY
    return OTHER_WAY if estimate.conclusion in _HOPED_AS.values() else NOT_CLEAR


def _words(estimate: Estimate | None) -> Iterable[str]:
    if estimate is None:
        return ["No estimate was asked for yet."]
    if estimate.state == "waiting":
        return ["It is being calculated."]
    if estimate.state == "stopped":
        return ["Its calculation stopped before its end."]
    return estimate.sentences if estimate.state == "done" else [f"It cannot be tested: {estimate.reason}."]
