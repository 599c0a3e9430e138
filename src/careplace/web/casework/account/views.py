"""Accepting an invitation, and the way to a council's own sign-in."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from requests import RequestException

from careplace.casework.accounts.invitations import InvitationRefused, accept, join, known_user
from careplace.casework.accounts.models import Invitation
from careplace.web.casework.account.forms import InvitationForm


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """The page where the code of an invitation is typed.

    A new person is signed in and goes on to a second factor; a person with an account has the role from now on.
    """
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not ratelimit.consume(request, action="signup"):
            return ratelimit.respond_429(request)
        if form.is_valid() and form.offer:
            try:
                return _accepted(request, form, form.offer)
            except InvitationRefused as refusal:
                form.add_error("code", str(refusal))
    return render(request, "account/invitation.html", {"form": form}, status=422 if form.errors else 200)


def _accepted(request: HttpRequest, form: InvitationForm, offer: Invitation) -> HttpResponse:
    fields, user = form.cleaned_data, known_user(form.cleaned_data["email"])
    if user is None:
        user = join(offer, fields["name"], fields["password"])
        return perform_password_login(request, {"email": user.email}, Login(user=user, email=user.email))
    accept(offer, user)
    return HttpResponseRedirect(reverse("home"))


def council_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The way to the council's sign-in, or, while it does not answer, what to do."""
    try:
        answer: HttpResponse = openid_connect.login(request, provider_id)
    except RequestException:
        answer = HttpResponseRedirect(reverse("socialaccount_login_error"))
    return answer
