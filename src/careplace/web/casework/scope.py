"""The place of a page is the boundary: for people without a role there, the page does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from careplace.casework.scope.actor import Actor, actor_at
from careplace.web.shell.errors import NoSuchPage

View = Callable[..., HttpResponse]


def at_place(permission: str = "", form: bool = False) -> Callable[[View], View]:
    """A page of a place: `request.actor` is the person there, who has `permission` (any role, where it is "").

    Args:
        form: whether the page also takes what a form sends.

    Raises:
        NoSuchPage: for a person without a current role at the place, and for a provider's user without the permission.
        NotAllowed: for one whose roles do not have the permission.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, place: str, **parts) -> HttpResponse:
            actor = actor_at(request.user, place)
            if actor is None or _hidden(actor, permission):
                raise NoSuchPage("There is no such page, or you have no role at its place.")
            if permission:
                actor.check(permission)
            request.actor = actor
            return view(request, **parts)

        return require_http_methods(["GET", "HEAD", "POST"] if form else ["GET", "HEAD"])(page)

    return declare


def _hidden(actor: Actor, permission: str) -> bool:
    """Whether a page is not there for a person: a provider's user does not learn which pages the team has."""
    return actor.is_provider and bool(permission) and not actor.may(permission)


def record_of(rows: QuerySet, id: UUID, noun: str) -> Any:
    """The record of an id among `rows`, which are those of one place; `noun` is what the page calls it.

    Raises:
        NoSuchPage: for an id of another place, or of none: the answers are the same.
    """
    record = rows.filter(pk=id).first()
    if record is None:
        raise NoSuchPage(f"There is no such {noun} at this place.")
    return record
