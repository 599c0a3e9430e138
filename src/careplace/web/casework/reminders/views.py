"""What needs the person at a place, and the choice whether a mail says so each working day."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.digest.choices import choose_mail
from careplace.casework.digest.daily import own_reminders
from careplace.casework.digest.sources import Reminder, recipients
from careplace.web.casework.scope import at_place


@at_place(form=True)
def reminders(request: HttpRequest) -> HttpResponse:
    """What needs the person, the earliest first. POST: get the daily mail, or not."""
    if {"resume", "stop"} & set(request.POST):
        choose_mail(request.actor, "resume" in request.POST)
        return HttpResponseRedirect(request.path)
    people = recipients(request.actor.place)
    own = own_reminders(request.actor, timezone.localdate(), people)
    rows = [(reminder, _address(request.actor.place, reminder)) for reminder in own]
    context = {"reminders": rows, "wants_mail": people[request.actor.person].wants_mail}
    return render(request, "reminders/list.html", context)


def _address(place: str, reminder: Reminder) -> str:
    name, id = reminder.page
    return reverse(name, args=[place, id] if id else [place])
