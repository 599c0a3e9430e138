"""Recording a visit on a device without a signal: the page that the device keeps, and what it sends when it has one.

The page has no draft in it. The device keeps drafts encrypted, with a key that only the signed-in person is given
(static/casework/drafts.js), and sends each save with the version that it replaces and an id of its own.
"""

import hashlib
import hmac
import json
from typing import Any, get_args
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.record import Kind
from careplace.casework.assurance.visits.states import VISIT
from careplace.casework.workflow.actions import Conflict
from careplace.web.casework.scope import at_place
from careplace.web.casework.visits.views import visit_at
from careplace.web.shell.release import STATIC

KINDS = get_args(Kind)


@at_place("visits.write")
def page(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page on which a visit is recorded on the device."""
    record = visit_at(request, id)
    VISIT.check(record.state, "record", request.actor.roles)
    context = {
        "visit": record,
        "template": actions.template_of(record),
        "kinds": KINDS,
        "person_id": request.actor.person,
    }
    return render(request, "visits/offline.html", context)


@at_place("visits.write", form=True)
def sync(request: HttpRequest, id: UUID) -> HttpResponse:
    """GET: the record as it is, and the person's key. POST {version, sync_id, record}: save it.

    200 with the new version; 409 with the record as it is now when somebody saved since; 422 with the faults.
    """
    record = visit_at(request, id)
    VISIT.check(record.state, "record", request.actor.roles)
    if request.method != "POST":
        key = {
            "person": request.actor.person,
            "key": device_key(request.actor.person),
            "csrf": get_token(request),
        }
        return JsonResponse(_current(record) | key)
    try:
        version, sync_id, value = _sent(request)
        saved = actions.record(request.actor, record.pk, version, value, sync_id)
    except Conflict as conflict:
        return JsonResponse(_current(conflict.record), status=409)
    except ValidationError as error:
        return JsonResponse({"faults": error.messages}, status=422)
    return JsonResponse({"version": saved.version})


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that lets the page of a visit open without a signal; from here it may see every page of the site."""
    return HttpResponse((STATIC / "casework" / "worker.js").read_bytes(), content_type="text/javascript")


def device_key(person: str) -> str:
    """The key of a person's drafts on any device, in hex: the same at each sign-in, and never kept in a page or a log."""
    return hmac.new(settings.SECRET_KEY.encode(), f"drafts of {person}".encode(), hashlib.sha256).hexdigest()


def _current(record: Any) -> dict[str, Any]:
    return {"version": record.version, "record": record.record, "state": record.state}


def _sent(request: HttpRequest) -> tuple[int, str, dict[str, Any]]:
    try:
        body = json.loads(request.body)
        version, sync_id, value = body["version"], str(UUID(body["sync_id"])), body["record"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValidationError(
            "This is no save of a visit: version, sync_id and record are expected."
        ) from error
    if not isinstance(version, int) or not isinstance(value, dict):
        raise ValidationError("This is no save of a visit: version is a number, and record a table.")
    return version, sync_id, value
