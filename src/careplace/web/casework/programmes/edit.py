"""Adding to a programme and changing it: one page with a form each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from careplace.casework.programmes import estimates, protocol
from careplace.casework.programmes.frames import NO_ROWS
from careplace.casework.programmes.local.measures import local_of
from careplace.casework.programmes.models import Item, Milestone, Outcome, Programme, Wave
from careplace.casework.programmes.states import ITEM, MILESTONE, OUTCOME, PROGRAMME, WAVE
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import changes
from careplace.casework.workflow.records import Record
from careplace.casework.workflow.transitions import NEW
from careplace.publish import wording
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.reasons import ReasonForm
from careplace.web.casework.forms.versions import VersionForm, initial_of
from careplace.web.casework.programmes import forms as programme_forms
from careplace.web.casework.programmes.views import outcome_at, programme_at
from careplace.web.casework.scope import at_place, record_of

ENDED = "The evaluation has ended, so nothing is added to it or changed in it."
COUNTED = (
    "The answers came by link, so nobody changes their counts. Withdraw the wave if it should not be used."
)
LOCKING = "After this nobody can change the protocol, and outcomes that are added are exploratory for ever."
PARTS: dict[str, tuple[type[Record], type[forms.Form], str, str]] = {
    "milestones": (Milestone, programme_forms.MilestoneForm, "add", "Add a milestone"),
    "waves": (Wave, programme_forms.WaveForm, "enter", "Enter a survey wave"),
    "items": (Item, programme_forms.ItemForm, "enter", "Enter money or activity"),
}
"""{word of the address: (record, its form, the action that adds it, words of its page)}"""
MOVES: dict[str, tuple[type[Record], type[forms.Form], str]] = {
    "milestone-reach": (Milestone, programme_forms.ReachedForm, "Note that it is reached"),
    "milestone-drop": (Milestone, ReasonForm, "Give up a milestone"),
    "outcome-drop": (Outcome, ReasonForm, "Drop an outcome"),
    "wave-correct": (Wave, programme_forms.WaveForm, "Correct a survey wave"),
    "wave-weight": (Wave, programme_forms.FrameForm, "Weight a survey wave"),
    "wave-withdraw": (Wave, ReasonForm, "Withdraw a survey wave"),
    "item-correct": (Item, programme_forms.ItemForm, "Correct money or activity"),
    "item-withdraw": (Item, ReasonForm, "Withdraw money or activity"),
}
"""{record and action in the address: (record, its form, words of its page)}"""
WORKFLOWS = {Milestone: MILESTONE, Outcome: OUTCOME, Wave: WAVE, Item: ITEM}


def address(programme: Programme) -> str:
    """The page of a programme."""
    return reverse("programme", args=[programme.place, programme.pk])


@at_place("programmes.write", form=True)
def add(request: HttpRequest) -> HttpResponse:
    """A new programme."""
    PROGRAMME.check(NEW, "draft", request.actor.roles)

    def save(form: Any) -> str:
        with changes(request.actor) as at_once:
            return address(at_once.add(Programme(**form.values()), "draft"))

    back = reverse("programmes", args=[request.actor.place])
    return _page(
        request, "Evaluate a programme", "Save the draft", programme_forms.ProgrammeForm, save, {}, back
    )


@at_place("programmes.write", form=True)
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """What is written about a programme, while its protocol is a draft."""
    record = programme_at(request, id)
    PROGRAMME.check(record.state, "edit", request.actor.roles)
    form = programme_forms.ProgrammeForm
    return _changed(request, record, record, "edit", f"Change {record.name}", form)


@at_place("programmes.write", form=True)
def lock(request: HttpRequest, id: UUID) -> HttpResponse:
    """Lock the protocol."""
    record = programme_at(request, id)
    PROGRAMME.check(record.state, "lock", request.actor.roles)

    def save(form: Any) -> str:
        version = form.cleaned_data["version"]
        return address(protocol.lock(request.actor, record.pk, version, timezone.localdate()))

    initial, title = {"version": record.version}, f"Lock the protocol of {record.name}"
    return _page(request, title, "Lock the protocol", VersionForm, save, initial, address(record), LOCKING)


@at_place("programmes.write", form=True)
def end(request: HttpRequest, id: UUID) -> HttpResponse:
    """End the evaluation."""
    record = programme_at(request, id)
    PROGRAMME.check(record.state, "end", request.actor.roles)
    title = f"End the evaluation of {record.name}"
    return _changed(request, record, record, "end", title, ReasonForm)


@at_place("programmes.write", form=True)
def outcome_add(request: HttpRequest, id: UUID) -> HttpResponse:
    """A measure by which the programme is judged."""
    record = open_page(programme_at(request, id))

    def save(form: Any) -> str:
        return address(protocol.list_outcome(request.actor, record.pk, form.cleaned_data).programme)

    form, back = programme_forms.OutcomeForm, address(record)
    registered = "It is registered before outcomes are seen."
    exploratory = "The protocol is locked, so this outcome is marked exploratory for ever."
    words = registered if record.state == "drafting" else exploratory
    return _page(request, "Add an outcome", "Add it", form, save, {"breakdown": "all"}, back, words)


@at_place("programmes.write", form=True)
def estimate_ask(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask what the current edition shows of an outcome; it is calculated in the background."""
    record = outcome_at(request, id)
    programme = open_page(record.programme)
    if programme.state == "drafting" or record.state != "listed":
        raise NotAllowed("Lock the protocol first: nobody opens an outcome before.")
    words = "It is calculated from the current edition by the locked protocol. This takes up to a minute."
    if local := local_of(record):
        words = f"It is calculated from the latest figures of “{local.title}” by the locked protocol."

    def save(_form: Any) -> str:
        asked = estimates.ask(request.actor, record.pk)
        return reverse("programme-estimate", args=[record.place, asked.pk])

    title = "Open an outcome"
    return _page(request, title, "Calculate it", forms.Form, save, {}, address(programme), words)


@at_place("programmes.write", form=True)
def estimate_ask_all(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask what is shown of every outcome."""
    programme = open_page(programme_at(request, id))
    if programme.state == "drafting":
        raise NotAllowed("Lock the protocol first: nobody opens an outcome before.")

    def save(_form: Any) -> str:
        estimates.ask_all(request.actor, programme.pk)
        return address(programme)

    words = (
        "Each outcome is calculated in the background by the locked protocol, one after the other: up to a minute for each. "
        "Those that are being calculated or have no figures yet are left out."
    )
    return _page(
        request, "Open every outcome", "Calculate them", forms.Form, save, {}, address(programme), words
    )


@at_place("programmes.write", form=True)
def part_add(request: HttpRequest, id: UUID, part: str) -> HttpResponse:
    """A milestone, a survey wave, or an item of money or activity."""
    record, (model, form, action, title) = open_page(programme_at(request, id)), PARTS[part]

    def save(sent: Any) -> str:
        values = sent.values() if isinstance(sent, VersionForm) else sent.cleaned_data
        with changes(request.actor) as at_once:
            at_once.add(model(programme=protocol.open_programme(request.actor, record.pk), **values), action)
        return address(record)

    return _page(request, title, "Save", form, save, {"agree": 2}, address(record))


@at_place("programmes.write", form=True)
def part_move(request: HttpRequest, id: UUID, move: str) -> HttpResponse:
    """A step of a milestone, an outcome, a wave or an item."""
    model, form, title = MOVES[move]
    rows = model.objects.at(request.actor.place).select_related("programme")
    record = record_of(rows, id, "part of a programme")
    action = move.partition("-")[2]
    WORKFLOWS[model].check(record.state, action, request.actor.roles)
    if move == "wave-correct" and hasattr(record, "by_link"):
        raise NotAllowed(COUNTED)
    more = _frame_to_fill(record) if move == "wave-weight" else {}
    return _changed(request, open_page(record.programme), record, action, title, form, **more)


def open_page(programme: Programme) -> Programme:
    """A programme to which something can be added. Raises NotAllowed for one that has ended."""
    if programme.state == "ended":
        raise NotAllowed(ENDED)
    return programme


def _frame_to_fill(wave: Wave) -> dict[str, Any]:
    """The groups of a wave's answers, for the form of their people. Raises NotAllowed where it has none."""
    if not wave.group_counts:
        raise NotAllowed(NO_ROWS)
    empty = [[labels, ""] for labels, _counts in wave.group_counts if all(labels)]
    return {"initial": {"frame": wave.frame or empty}, "explanation": _weighting(wave)}


def _weighting(wave: Wave) -> str:
    return (
        f"“{wave.question}”, {wording.day(wave.held_on)}. Each answer then counts for the people of its group: by "
        f"{' and '.join(wave.grouped_by)}. Shares are shown with and without weights."
    )


def _changed(
    request: HttpRequest,
    programme: Programme,
    record: Record,
    action: str,
    title: str,
    form: type[forms.Form],
    initial: dict[str, Any] | None = None,
    explanation: str = "",
) -> HttpResponse:
    def save(sent: Any) -> str:
        with changes(request.actor) as at_once:
            at_once.change(type(record), record.pk, action, sent.values(), sent.cleaned_data["version"])
        return address(programme)

    values = initial_of(record, form) | {"version": record.version} | (initial or {})
    return _page(request, title, "Save", form, save, values, address(programme), explanation)


def _page(
    request: HttpRequest,
    title: str,
    button: str,
    form: type[forms.Form],
    save: Callable[[Any], str],
    initial: dict[str, Any],
    back: str,
    explanation: str = "",
) -> HttpResponse:
    page = FormPage(title, button, form, save, initial, back=back, explanation=explanation)
    return page.answer(request)
