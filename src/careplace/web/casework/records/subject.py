"""What there is about a person who asks for it, as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careplace.casework.accounts.models import User
from careplace.casework.retention.export import subject_zip
from careplace.casework.retention.subject import subject_export
from careplace.casework.scope.models import Membership
from careplace.web.casework.attachments import attachment
from careplace.web.casework.records.forms import SubjectForm
from careplace.web.casework.scope import at_place


@at_place("subjects.export", form=True)
def subject(request: HttpRequest) -> HttpResponse:
    """The form; and, once it is sent, the file."""
    people = _people(request.actor.place)
    form = SubjectForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        try:
            return _file(request, form)
        except ValueError as error:
            form.add_error("phrase", str(error))
    return render(request, "records/subject.html", {"form": form}, status=422 if form.errors else 200)


def _file(request: HttpRequest, form: SubjectForm) -> HttpResponse:
    fields = form.cleaned_data
    user = User.objects.get(pk=fields["person"]) if fields["person"] else None
    collected = subject_export(request.actor, user, fields["phrase"], fields["reason"])
    return attachment("subject-access.zip", subject_zip(collected), "application/zip")


def _people(place: str) -> dict[UUID, str]:
    rows = Membership.objects.filter(place=place).select_related("user").order_by("user__name")
    return {row.user_id: f"{row.user.name}, {row.user.email}" for row in rows}
