"""What happened with a case, in order: moves, reviews, decisions of the panel, and signals and visits of its service."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from careplace.casework.assurance.escalation.current import level_title
from careplace.casework.assurance.escalation.models import CaseMove, EscalationCase
from careplace.casework.assurance.models import signals_for
from careplace.casework.assurance.panels.models import Decision
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.scope.actor import Actor
from careplace.publish.wording import day

BEFORE = timedelta(days=365)
"""Signals and visits of the year before a case are shown: they are often why it was opened."""


@dataclass(frozen=True)
class Entry:
    """Something that happened on a day; `details` are sentences, `address` is the page about it, or ""."""

    on: date
    kind: str
    words: str
    details: tuple[str, ...] = ()
    address: str = ""


def timeline(actor: Actor, case: EscalationCase) -> list[Entry]:
    """The entries that the person may read, the last first."""
    parts = (_moves(case), _decisions(case), _signals(actor, case), _visits(actor, case))
    entries = [entry for part in parts for entry in part]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)


def _moves(case: EscalationCase) -> Iterator[Entry]:
    moves = case.moves.select_related("owner", "decision__item__meeting").order_by("-created_at")
    for move in moves:
        meeting = move.decision.item.meeting if move.decision else None
        address = reverse("meeting", args=[case.place, meeting.pk]) if meeting else ""
        yield Entry(move.moved_on, "move", move.words, tuple(_details(move)), address)


def _details(move: CaseMove) -> Iterator[str]:
    yield move.reason
    if move.evidence:
        yield f"Evidence: {move.evidence}"
    if move.decision:
        yield f"It carries out the panel's decision of {day(move.decision.decided_on)}."
    yield f"Owner: {move.owner.name}."
    if move.review_on:
        yield f"Next review: {day(move.review_on)}."


def _decisions(case: EscalationCase) -> Iterator[Entry]:
    about = Decision.objects.at(case.place).filter(item__service=case.service_id)
    last = case.closed_on or date.max
    decisions = about.filter(decided_on__gte=case.opened_on - BEFORE, decided_on__lte=last)
    for decision in decisions.select_related("item").order_by("-created_at"):
        level = f": {level_title(decision.level)}" if decision.level else ""
        address = reverse("meeting", args=[case.place, decision.item.meeting_id])
        yield Entry(decision.decided_on, "decision", f"The panel decided{level}", (decision.text,), address)


def _signals(actor: Actor, case: EscalationCase) -> Iterator[Entry]:
    signals = signals_for(actor).filter(
        service=case.service_id,
        happened_on__gte=case.opened_on - BEFORE,
        happened_on__lte=case.closed_on or date.max,
    )
    for signal in signals:
        yield Entry(signal.happened_on, "signal", f"Signal: {signal.kind_words}", (signal.text,))


def _visits(actor: Actor, case: EscalationCase) -> Iterator[Entry]:
    if not actor.may("visits.read"):
        return
    visits = Visit.objects.at(case.place).filter(
        service=case.service_id,
        visited_on__gte=case.opened_on - BEFORE,
        visited_on__lte=case.closed_on or date.max,
    )
    for visit in visits:
        address = reverse("visit", args=[case.place, visit.pk])
        grade = (visit.grade_reason,) if visit.grade_reason else ()
        yield Entry(visit.visited_on, "visit", visit.kind_words, grade, address)
