"""Items of an agenda: put on it by hand, minuted, taken off; interests and decisions."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels import actions
from careplace.casework.assurance.panels.models import Item
from careplace.casework.assurance.panels.states import DECISION, INTEREST, ITEM
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.scope.people import named_with_roles, people_with
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.panels.forms import DecisionForm, InterestForm, ItemForm
from careplace.web.casework.panels.pages import ITEM_STEPS
from careplace.web.casework.panels.views import address, meeting_at
from careplace.web.casework.scope import at_place, record_of


def item_at(request: HttpRequest, id: UUID) -> Item:
    """The item of the request's place.

    Raises:
        NoSuchPage: for an id of another place, or of none: the answers are the same.
    """
    rows = Item.objects.at(request.actor.place).select_related("meeting", "service")
    record: Item = record_of(rows, id, "item")
    return record


@at_place("panels.write", form=True)
def add(request: HttpRequest, id: UUID) -> HttpResponse:
    """An item is put on an agenda by hand."""
    meeting = meeting_at(request, id)
    ITEM.check(NEW, "list", request.actor.roles)
    actions.check_meeting(meeting, "list")

    def save(form: Any) -> str:
        actions.list_item(request.actor, meeting.pk, form.cleaned_data)
        return address(meeting)

    services = Service.objects.at(request.actor.place)
    make = partial(ItemForm, services=services)
    return FormPage("Add an item", "Add the item", make, save, {}, back=address(meeting)).answer(request)


@at_place("panels.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """The minutes of an item are written, or it is taken off the agenda."""
    item, (title, form) = item_at(request, id), ITEM_STEPS[action]
    ITEM.check(item.state, action, request.actor.roles)
    actions.check_item(item, action)

    def save(sent: Any) -> str:
        actions.change_item(request.actor, item.pk, action, sent.values(), sent.cleaned_data["version"])
        return address(item.meeting)

    page: FormPage = FormPage(
        f"{title}: {item.title}", title, form, save, initial_of(item, form), back=address(item.meeting)
    )
    return page.answer(request)


@at_place("panels.read", form=True)
def declare(request: HttpRequest, id: UUID) -> HttpResponse:
    """A member declares an interest in an item; officers note that of another."""
    item = item_at(request, id)
    INTEREST.check(NEW, "declare", request.actor.roles)
    actions.check_item(item, "declare")

    def save(form: Any) -> str:
        actions.declare(request.actor, item.pk, form.cleaned_data)
        return address(item.meeting)

    people = people_with(request.actor.place, "panels.read")
    if not request.actor.may("panels.write"):
        people = people.filter(pk=request.actor.person)
    make = partial(InterestForm, people=people)
    page: FormPage = FormPage(
        f"Declare an interest: {item.title}", "Declare the interest", make, save, {"member": request.actor.person},
        back=address(item.meeting), explanation="Whoever has an interest in an item does not decide it.",
    )  # fmt: skip
    return page.answer(request)


@at_place("panels.decide", form=True)
def decide(request: HttpRequest, id: UUID) -> HttpResponse:
    """A member of the panel records what the meeting decided on an item."""
    item = item_at(request, id)
    DECISION.check(NEW, "decide", request.actor.roles)
    actions.check_item(item, "decide")
    may = actions.may_decide(item)
    if request.actor.person not in may:
        raise NotAllowed(actions.NO_DECIDER)

    def save(form: Any) -> str:
        actions.decide(request.actor, item.pk, form.cleaned_data)
        return address(item.meeting)

    people = [entry for entry in named_with_roles(item.place, "panels.decide") if entry[0] in may]
    make = partial(DecisionForm, people=people, of_service=item.service_id is not None)
    page: FormPage = FormPage(
        f"Record a decision: {item.title}", "Record the decision", make, save, {}, back=address(item.meeting),
        explanation="A decision does not change once it is recorded. A later one about the same service replaces it.",
    )  # fmt: skip
    return page.answer(request)
