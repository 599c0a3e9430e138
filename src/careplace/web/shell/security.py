"""What every answer forbids the browser, and what a request must not be."""

import re
import unicodedata
from urllib.parse import unquote_plus

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponsePermanentRedirect

from careplace.web.shell.errors import NEEDS_NO_EDITION, too_long

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LONGEST_PATH, LONGEST_QUERY = 1000, 2000
_STRAY = re.compile(r"(^|/)\.\.?(/|$)|\\")


class SecurityHeaders:
    """Middleware: HEADERS on every answer, errors and static files too; HSTS where settings ask for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        seconds = settings.CAREPLACE.hsts_seconds
        if seconds and request.is_secure():
            response.headers["Strict-Transport-Security"] = f"max-age={seconds}; includeSubDomains"
        return response


class SoundRequest:
    """Middleware: turns away what no reader's browser sends, before anything is calculated for it.

    A foreign host name and stray bytes get 400, an address that is too long 414; plain HTTP is sent to HTTPS where the
    settings say that the site has it.
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
