"""The templates of casework: those of every site, with forms."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from jinja2 import Environment

from careplace.casework import edition_reader
from careplace.publish import wording
from careplace.web.casework.forms.components import field
from careplace.web.shell import components, templating


def environment(**_options: Any) -> Environment:
    """The templates of this package first, then those of every site."""
    site = templating.environment("careplace.web.casework")
    site.globals |= {
        "component": components.component,
        "field": field,
        "error_summary": components.error_summary,
        "moment": moment,
        "place_name": place_name,
        "council_sign_in": lambda: settings.COUNCIL_SIGN_IN,
    }
    return site


def moment(at: datetime) -> str:
    """A time as people say it, in the time of England: 3 March 2026, 14:05."""
    local = timezone.localtime(at)
    return f"{wording.day(local.date())}, {local:%H:%M}"


def place_name(code: str) -> str:
    """The name of a place in the current edition; its code without one."""
    return edition_reader.place_name(settings.CAREPLACE.home, code)


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Who is signed in, and at which place this page is: for the header of every page."""
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    actor = getattr(request, "actor", None)
    return {"person": person, "actor": actor}
