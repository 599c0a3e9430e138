"""What people do with visits: each change in one transaction with its audit, and only where the record allows it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.visits import template as templates
from careplace.casework.assurance.visits.draft import draft_sentences
from careplace.casework.assurance.visits.grading import below_standard, overall_outcome
from careplace.casework.assurance.visits.models import Action, Challenge, Visit
from careplace.casework.assurance.visits.record import gaps
from careplace.casework.assurance.visits.recorded import visit_record
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import Changes, changes
from careplace.publish.wording import day

DAYS_TO_VISIT_AGAIN = 182
"""About six months after a report below standard, as councils that publish their process do."""


@dataclass(frozen=True)
class Seen:
    """A visit as the person saw it, in a transaction that nobody else of the place is in."""

    changes: Changes
    visit: Visit

    def change(self, action: str, **values: Any) -> Visit:
        """Change it by an action of its workflow."""
        return self.changes.change(Visit, self.visit.pk, action, values, self.visit.version)


@contextmanager
def seen(actor: Actor, id: UUID, version: int) -> Iterator[Seen]:
    """The visit of an id in a transaction.

    Raises:
        Visit.DoesNotExist: for an id of another place, or of none.
        Conflict: when another version is there now.
    """
    with changes(actor) as transaction:
        yield Seen(transaction, transaction.seen(Visit, id, version))


def plan(actor: Actor, service: UUID, values: Mapping[str, Any]) -> Visit:
    """A new visit to a service of the place, by the team's template."""
    template = templates.default()
    with changes(actor) as transaction:
        found = Service.objects.at(actor.place).get(pk=service)
        by = {"template": template.id, "template_version": template.version}
        return transaction.add(Visit(service=found, **values, **by), "plan")


def record(actor: Actor, id: UUID, version: int, value: Mapping[str, Any], sync_id: str = "") -> Visit:
    """Write what was found. A save that the device sends twice, not knowing that it arrived, is one save.

    Raises:
        Conflict: when somebody else saved since; both texts survive: theirs in it, ours with the caller.
    """
    with changes(actor) as transaction:
        visit = Visit.objects.at(actor.place).get(pk=id)
        if sync_id and visit.sync_id == sync_id:
            return visit
        values = {"record": dict(value), "sync_id": sync_id}
        return transaction.change(Visit, id, "record", values, version)


def send_draft(actor: Actor, id: UUID, version: int, on: date) -> Visit:
    """Send the draft to the provider.

    Raises:
        ValidationError: with everything that is missing in the record.
    """
    with seen(actor, id, version) as now:
        _complete(now.visit)
        return now.change("send-draft", draft_sent_on=on)


def challenge(actor: Actor, id: UUID, values: Mapping[str, Any]) -> Challenge:
    """Note what the provider says is wrong in a sentence of the draft.

    Raises:
        NotAllowed: when the draft is not with the provider.
        ValidationError: for a sentence that is not in the draft.
    """
    with changes(actor) as transaction:
        visit = Visit.objects.at(actor.place).get(pk=id)
        check_with_provider(visit)
        draft = {(one.evidence, one.text) for one in draft_sentences(visit_record(visit.record))}
        if (values["evidence"], values["sentence"]) not in draft:
            raise ValidationError({"sentence": "This sentence is not in the draft."})
        return transaction.add(Challenge(visit=visit, **values), "challenge")


def check_with_provider(visit: Visit) -> None:
    """Raises NotAllowed when the draft is not with the provider."""
    if visit.state != "accuracy":
        raise NotAllowed("The draft is not with the provider, so its facts cannot be challenged.")


def answer(actor: Actor, id: UUID, version: int, decision: str, reply: str) -> Challenge:
    """Answer a challenge, with the reason."""
    with changes(actor) as transaction:
        values = {"decision": decision, "reply": reply}
        return transaction.change(Challenge, id, "answer", values, version)


def end_accuracy(actor: Actor, id: UUID, version: int, on: date, provider_agrees: bool = False) -> Visit:
    """Go on to the senior review: when the provider's time is over, or when the provider says that it has no more to say.

    Raises:
        NotAllowed: before that, or while a challenge is not answered.
    """
    with seen(actor, id, version) as now:
        due = now.visit.accuracy_due_on
        if not provider_agrees and due and on <= due:
            raise NotAllowed(f"The provider has until {day(due)} to check the facts.")
        if count := now.visit.challenges.filter(state="open").count():
            raise NotAllowed(f"{count} challenges are not answered yet.")
        return now.change("end-accuracy")


def finalise(actor: Actor, id: UUID, version: int, on: date) -> Visit:
    """Make the report final, and plan the visit again where it is below standard.

    Raises:
        NotAllowed: for the officer who made the visit: nobody reviews their own work.
        ValidationError: for a record with gaps, or a standard below standard without an action.
    """
    with seen(actor, id, version) as now:
        visit = now.visit
        if str(visit.officer_id) == actor.person:
            raise NotAllowed("You made this visit. A colleague has to review it.")
        _complete(visit)
        _each_issue_has_an_action(visit)
        grades, template = visit_record(visit.record).grades, template_of(visit)
        outcome = overall_outcome(template, grades)
        final = now.change("finalise", grade=outcome.grade, grade_reason=outcome.reason, final_on=on)
        if below_standard(template, grades):
            _plan_again(now.changes, final, on)
        return final


def template_of(visit: Visit) -> templates.VisitTemplate:
    """The template that a visit follows.

    Raises:
        LookupError: where this release does not have that version of it.
    """
    template = templates.default()
    if (visit.template, visit.template_version) != (template.id, template.version):
        raise LookupError(
            f"template {visit.template}, version {visit.template_version}, is not in this release"
        )
    return template


def missing(visit: Visit) -> list[str]:
    """What stands between a record and its draft, a sentence each."""
    return [gap.message for gap in gaps(template_of(visit), visit_record(visit.record))]


def without_action(visit: Visit) -> list[str]:
    """The titles of standards below standard for which no action is asked."""
    asked = set(visit.actions.values_list("standard", flat=True))
    below = below_standard(template_of(visit), visit_record(visit.record).grades)
    return [standard.title for standard in below if standard.key not in asked]


def _complete(visit: Visit) -> None:
    if messages := missing(visit):
        raise ValidationError(messages)


def _each_issue_has_an_action(visit: Visit) -> None:
    if titles := without_action(visit):
        raise ValidationError([f"{title}: below standard, and no action is asked for" for title in titles])


def _plan_again(transaction: Changes, visit: Visit, on: date) -> None:
    again = Visit(
        service=visit.service,
        kind="re-audit",
        planned_on=on + timedelta(days=DAYS_TO_VISIT_AGAIN),
        trigger=f"The report of {day(on)} was below standard.",
        template=visit.template,
        template_version=visit.template_version,
    )
    transaction.add(again, "plan")


def propose(actor: Actor, service: UUID, values: Mapping[str, Any], visit: UUID | None = None) -> Action:
    """Ask a provider to put something right, after a visit or because the NHS or CQC asks for it."""
    with changes(actor) as transaction:
        about = Service.objects.at(actor.place).get(pk=service)
        after = visit and Visit.objects.at(actor.place).get(pk=visit, service=about)
        return transaction.add(Action(service=about, visit=after, **values), "propose")


def move_action(actor: Actor, id: UUID, action: str, version: int, values: Mapping[str, Any]) -> Action:
    """Change an action by its workflow: agree, report it done, verify it, find it not enough, or follow it elsewhere."""
    with changes(actor) as transaction:
        return transaction.change(Action, id, action, values, version)
