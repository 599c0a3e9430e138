"""What a provider's own user sends: what is wrong in a draft, what will be done, and that it is done."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.sharing import answers, boundary
from careplace.casework.assurance.visits.draft import draft_sentences
from careplace.casework.assurance.visits.recorded import visit_record
from careplace.casework.assurance.visits.states import ACTION, CHALLENGE
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.provider.forms import DoneTogetherForm, SayWrongForm
from careplace.web.casework.provider.views import own_service
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.visits.forms import AgreeForm


@at_place("shared.write", form=True)
def challenge(request: HttpRequest, id: UUID) -> HttpResponse:
    """Say what is wrong in a sentence of a draft: the one that the link names, or one of the list."""
    visit = record_of(boundary.visits_with_provider(request.actor), id, "draft")
    CHALLENGE.check(NEW, "challenge", request.actor.roles)
    answers.check_time_left(visit, timezone.localdate())
    sentences = {sentence.key: sentence for sentence in draft_sentences(visit_record(visit.record))}
    named = (request.POST or request.GET).get("sentence", "")
    back = reverse("provider-draft", args=[visit.place, visit.pk])

    def save(form: Any) -> str:
        sentence = sentences[form.cleaned_data["sentence"]]
        values = {"evidence": sentence.evidence, "sentence": sentence.text, "says": form.cleaned_data["says"]}
        file, today = form.cleaned_data["file"], timezone.localdate()
        answers.challenge(request.actor, visit.pk, values, file, today)
        return f"{back}#s{sentence.key}"

    choices = [(key, sentence.text) for key, sentence in sentences.items()]
    make = partial(SayWrongForm, sentences=choices, chosen=named in sentences)
    words = f"The draft says: “{sentences[named].text}”" if named in sentences else ""
    page = FormPage(
        "Say what is wrong in the draft", "Send to the team", make, save, {"sentence": named}, back=back,
        explanation=words,
    )  # fmt: skip
    return page.answer(request)


@at_place("shared.write", form=True)
def agree(request: HttpRequest, id: UUID) -> HttpResponse:
    """Say what will be done about what is asked, who does it and by when."""
    action = record_of(boundary.own_actions(request.actor), id, "action")
    ACTION.check(action.state, "agree", request.actor.roles)
    back = _plan_address(action.place, action.service_id)

    def save(form: Any) -> str:
        answers.agree(request.actor, action.pk, form.cleaned_data["version"], form.values())
        return back

    page = FormPage(
        "Say what you will do", "Send to the team", AgreeForm, save, initial_of(action, AgreeForm), back=back,
        explanation=action.issue,
    )  # fmt: skip
    return page.answer(request)


@at_place("shared.write", form=True)
def done(request: HttpRequest, id: UUID) -> HttpResponse:
    """Say that actions of a service are done, with one proof for all of them."""
    service = own_service(request, id)
    rows = list(boundary.own_actions(request.actor).filter(service=service, state="agreed"))
    if not rows:
        raise NotAllowed("No action of this service is waiting to be done.")
    back = _plan_address(service.place, service.pk)

    def save(form: Any) -> str:
        fields = form.cleaned_data
        answers.report_done(request.actor, service.pk, form.versions(), fields["proof"], fields["file"])
        return back

    make = partial(DoneTogetherForm, actions=rows)
    title = f"Say what was done: {service.name}"
    return FormPage(title, "Send to the team", make, save, {}, back=back).answer(request)


def _plan_address(place: str, service: UUID) -> str:
    return reverse("provider-plan", args=[place, service])
