"""Reports in each state, for tests: every key line judged, every section written."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.casework.reviews import records
from tests.casework.reviews.judgements.judged import Judged, judged

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.judgements import actions as judging
from careplace.casework.reviews.judgements.models import LineJudgement
from careplace.casework.reviews.models import Text
from careplace.casework.reviews.report import actions, publishing
from careplace.casework.reviews.report.models import Report, Section
from careplace.casework.scope.actor import Actor

TODAY = date(2026, 11, 2)
STATES = ("draft", "accuracy", "panel", "ready", "published", "withdrawn")


@dataclass
class Written:
    """A review whose lines are judged, and its report."""

    judged: Judged
    panel: Actor
    report: Report
    home: Path = field(repr=False)

    @property
    def lead(self) -> Actor:
        return self.judged.lead

    def section(self, key: str = "summary") -> Section:
        return Section.objects.select_related("report", "review").get(report=self.report, key=key)

    def write(self, text: str, key: str = "summary") -> Section:
        record = self.section(key)
        return actions.write(self.lead, record, record.version, text, self.home)

    def to(self, state: str) -> Report:
        """Take the report on to a state."""
        for step in (self._send_out, self._end_accuracy, self._agree, self.publish, self._withdraw):
            if self.report.state == state:
                break
            self.report = step()
        assert self.report.state == state
        return self.report

    def _send_out(self) -> Report:
        return actions.send_out(self.lead, self.report, self.report.version)

    def _end_accuracy(self) -> Report:
        return actions.end_accuracy(self.lead, self.report, self.report.version)

    def _agree(self) -> Report:
        return actions.agree(self.panel, self.report, self.report.version)

    def publish(self) -> Report:
        return publishing.publish(self.lead, self.report.pk, self.report.version, TODAY, self.home)

    def _withdraw(self) -> Report:
        return publishing.take_back(
            self.lead, self.report, self.report.version, "A figure was wrong.", TODAY, self.home
        )


def written(home: Path, state: str = "draft", world: Judged | None = None) -> Written:
    """A report in a state, every section of it with a sentence; of the review of `world`, or of a new one."""
    world = world or judged()
    judge_every_line(world)
    panel = records.colleague(world.lead, world.review, "panel", "Pia Panel")
    with in_review(world.lead, world.review.pk) as at_once:
        world.review = at_once.move("end-fieldwork", {}, world.review.version)
    report = actions.begin(world.lead, world.review.pk)
    whole = Written(world, panel, report, home)
    for section in report.sections.all():
        whole.write(f"What people say about {section.key}.", section.key)
    whole.to(state)
    return whole


def judge_every_line(world: Judged) -> None:
    """Code both texts with every key line, and have two people judge each."""
    texts = Text.objects.filter(review=world.review)
    by_title = {text.source.title: text for text in texts}
    lines = [line for line in world.review.framework_used.lines if line != "return-safe"]
    for line in lines:
        code = records.code(world.lead, world.review, f"On {line}", line)
        records.coding(world.lead, by_title["Interview 1"], code, "concern")
        records.coding(world.lead, by_title["Focus group 1"], code, "strength")
    for line in world.review.framework_used.lines:
        record = judging.write(world.lead, world.review.pk, line, world.values())
        record = judging.propose(world.lead, record, record.version, TODAY)
        judging.agree(world.colleague, record, record.version, TODAY)
    assert LineJudgement.objects.filter(review=world.review, state="final").count() == len(lines) + 1
    assert evidence_of(world.review.pk)


def quote_of(world: Written, title: str = "Interview 1") -> str:
    """A reference to what a source said."""
    coding = Coding.objects.filter(review=world.report.review_id, source__title=title).first()
    return f"[[quote:{coding.pk}]]"
