"""What the team does about providers: who acts for which services, final reports that are shared, files that came."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.sharing import access, answers
from careplace.casework.assurance.sharing.models import ActsFor, ProviderFile, SharedReport
from careplace.casework.assurance.sharing.states import FILE
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.scope.models import Membership
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.provider.forms import InviteProviderForm, RemoveForm, ServicesForm, SharingForm
from careplace.web.casework.provider.views import download
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.visits.views import address, visit_at


@at_place("people.manage", form=True)
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a provider's user, for one or more services of the list."""
    back = reverse("people", args=[request.actor.place])

    def save(form: Any) -> str:
        site = request.build_absolute_uri(reverse("invitation"))
        access.invite_provider(request.actor, form.cleaned_data["email"], form.cleaned_data["services"], site)
        return back

    make = partial(InviteProviderForm, listed=Service.objects.at(request.actor.place))
    page = FormPage(
        "Invite a provider’s own user", "Send the invitation", make, save, {}, back=back,
        explanation="Where the address acts for services already, those chosen here replace them at once.",
    )  # fmt: skip
    return page.answer(request)


@at_place("people.manage", form=True)
def services(request: HttpRequest, id: UUID) -> HttpResponse:
    """The services that a provider's user acts for."""
    place = request.actor.place
    members = Membership.objects.current().filter(place=place, role=access.ROLE).select_related("user")
    person = record_of(members, id, "provider’s own user").user
    current = ActsFor.objects.at(place).filter(state="current", email=person.email)
    back = reverse("people", args=[place])

    def save(form: Any) -> str:
        access.name_services(request.actor, person.email, form.cleaned_data["services"])
        return back

    initial = {"services": [str(id) for id in current.values_list("service_id", flat=True)]}
    make = partial(ServicesForm, listed=Service.objects.at(place))
    return FormPage(f"Services of {person.name}", "Save", make, save, initial, back=back).answer(request)


@at_place("visits.write", form=True)
def sharing(request: HttpRequest, id: UUID) -> HttpResponse:
    """Share a final report with the provider, or stop."""
    visit = visit_at(request, id)
    if visit.state != "final":
        raise NotAllowed("Only a final report is shared.")

    def save(form: Any) -> str:
        share = form.cleaned_data["share"] == "yes"
        access.share_report(request.actor, visit.pk, share, timezone.localdate())
        return address(visit)

    shared = SharedReport.objects.at(visit.place).filter(visit=visit, state="shared").exists()
    title = f"Share the final report: {visit.service.name}"
    initial = {"share": "yes" if shared else "no"}
    return FormPage(title, "Save", SharingForm, save, initial, back=address(visit)).answer(request)


@at_place("visits.read")
def file(request: HttpRequest, id: UUID) -> HttpResponse:
    """A file that a provider sent."""
    return download(record_of(_files(request).filter(state="sent"), id, "file"))


@at_place("visits.write", form=True)
def remove(request: HttpRequest, id: UUID) -> HttpResponse:
    """Remove what is in a file, such as one that names people who use the service."""
    record = record_of(_files(request).defer("content"), id, "file")
    FILE.check(record.state, "remove", request.actor.roles)
    back = reverse("service-plan", args=[record.place, record.service_id])

    def save(form: Any) -> str:
        fields = form.cleaned_data
        answers.remove_file(request.actor, record.pk, fields["version"], fields["reason"])
        return back

    page = FormPage(
        f"Remove the file {record.name}", "Remove", RemoveForm, save, {"version": record.version}, back=back,
        explanation="What is in the file cannot be brought back. That it was sent, and its digest, stay.",
    )  # fmt: skip
    return page.answer(request)


def _files(request: HttpRequest) -> Any:
    return ProviderFile.objects.at(request.actor.place)
