"""Who has which role at a place, for administrators."""

from functools import partial
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.accounts.invitations import invite as send_invitation
from careplace.casework.accounts.memberships import end_membership
from careplace.casework.accounts.models import Invitation
from careplace.casework.assurance.sharing import access
from careplace.casework.scope.models import Membership
from careplace.casework.scope.roles import roles
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.people.forms import InviteForm
from careplace.web.casework.scope import at_place
from careplace.web.shell.errors import NoSuchPage


@at_place("people.manage")
def people(request: HttpRequest) -> HttpResponse:
    """The people of the place with their roles, and open invitations."""
    place = request.actor.place
    members = (
        Membership.objects.current().filter(place=place).select_related("user").order_by("user__name", "role")
    )
    invitations = Invitation.objects.filter(
        place=place, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    ).order_by("email")
    context = {"members": members, "invitations": invitations, "roles": roles()}
    return render(request, "people/list.html", context)


@at_place("people.manage", form=True)
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person to a role."""
    page = FormPage(
        "Invite a person",
        "Send the invitation",
        InviteForm,
        partial(_invited, request),
        {},
        back=_list(request),
    )
    return page.answer(request)


def _invited(request: HttpRequest, form: forms.Form) -> str:
    site = request.build_absolute_uri(reverse("invitation"))
    send_invitation(request.actor, form.cleaned_data["email"], form.cleaned_data["role"], site)
    return _list(request)


@at_place("people.manage", form=True)
def end(request: HttpRequest, id: UUID) -> HttpResponse:
    """End a person's role."""
    membership = (
        Membership.objects.current().filter(pk=id, place=request.actor.place).select_related("user").first()
    )
    if membership is None:
        raise NoSuchPage("There is no such role at this place, or it has ended.")
    title = f"End the role of {membership.user.name}: {roles()[membership.role].title}"
    page = FormPage(title, "End the role", forms.Form, partial(_ended, request, id), {}, back=_list(request))
    return page.answer(request)


def _ended(request: HttpRequest, id: UUID, _form: forms.Form) -> str:
    with transaction.atomic():
        membership = end_membership(request.actor, id)
        if membership.role == access.ROLE:
            access.end_services(request.actor, membership.user.email)
    return _list(request)


def _list(request: HttpRequest) -> str:
    return reverse("people", args=[request.actor.place])
