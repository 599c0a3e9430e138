"""What every answer forbids the browser, and what a request must not be."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import unquote_plus

from csp.constants import HEADER, NONE, SELF
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponsePermanentRedirect

from careplace.web.shell.errors import NEEDS_NO_EDITION, too_long

DIRECTIVES = {
    "default-src": [NONE],
    "style-src": [SELF],
    "script-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
"""The Content-Security-Policy, which django-csp sets."""
OWN = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Headers for which neither Django nor django-csp has a setting."""
HEADERS = OWN | {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What every answer has besides the policy; the settings hand all but OWN to Django's middleware."""
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "careplace.web.shell.security.OwnHeaders",
)
"""What sets the headers of every answer, errors and static files too: the first in each site's settings, after its log."""
LONGEST_PATH, LONGEST_QUERY = 1000, 2000
_STRAY = re.compile(r"(^|/)\.\.?(/|$)|\\")


class OwnHeaders:
    """Middleware: OWN on every answer, errors and static files too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in OWN.items():
            response.headers.setdefault(name, value)
        return response


def missing_headers(headers: Mapping[str, str]) -> list[str]:
    """The names of the headers that an answer should have and has not, or not as the site sets them."""
    names = [name for name, value in HEADERS.items() if headers.get(name) != value]
    policy = {f"{name} {' '.join(sources)}" for name, sources in DIRECTIVES.items()}
    # django-csp writes the directives of a policy in another order in each process.
    return names if set(headers.get(HEADER, "").split("; ")) == policy else [HEADER, *names]


class SoundRequest:
    """Middleware: turns away what no reader's browser sends, before anything is calculated for it.

    A foreign host name and stray bytes get 400, an address that is too long 414; plain HTTP is sent to HTTPS where the
    settings say that the site has it. Django's SecurityMiddleware would redirect before it sets its headers on what is
    refused here, and before the address is known to be sound.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        host, query = request.get_host(), request.META.get("QUERY_STRING", "")
        if len(request.path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
            return too_long(request)
        if _STRAY.search(request.path_info) or unprintable(request.path_info + unquote_plus(query)):
            raise SuspiciousOperation("stray bytes in the address")
        if settings.CAREPLACE.https and not request.is_secure() and request.path_info not in NEEDS_NO_EDITION:
            return HttpResponsePermanentRedirect(f"https://{host}{request.get_full_path()}")
        return self.get_response(request)


def unprintable(text: str) -> bool:
    """Whether a text holds control characters or half a character, as no name of a place does."""
    return (
        not text.isascii() and any(unicodedata.category(character) in ("Cc", "Cs") for character in text)
    ) or any(character < " " or character == "\x7f" for character in text)
