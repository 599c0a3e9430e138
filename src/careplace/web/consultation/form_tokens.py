"""What a form carries so that it is sent once, by a person: a random key and the moment at which it was opened, signed.

The key of the browser session is made from the form's own cookie: the same person's second response is noticed, and nobody
can go from the key to the cookie. It is never empty, so that two people are never one for want of it.
"""

import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.middleware.csrf import get_token

SALT = "careplace.responses"


@dataclass(frozen=True)
class Token:
    """The key of the response that a form becomes, the consultation, and seconds since it was opened."""

    key: str
    consultation: str
    age: float


def new_token(consultation: str) -> str:
    """The signed token of a form that is opened now."""
    entry = {"key": str(uuid4()), "consultation": consultation, "at": time.time()}
    return signing.dumps(entry, salt=SALT)


def token_of(text: str, consultation: str) -> Token | None:
    """The token that a form carries; None for one of another consultation, or that is not ours."""
    try:
        entry: dict[str, Any] = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    if entry["consultation"] != consultation:
        return None
    return Token(entry["key"], consultation, time.time() - entry["at"])


def session_key(request: HttpRequest) -> str:
    """The key of the browser session, 64 hexadecimal digits.

    Raises:
        ValueError: where the request has no cookie of the form.
    """
    get_token(request)
    secret = request.META.get("CSRF_COOKIE", "")
    if not secret:
        raise ValueError("the form has no cookie")
    return hmac.new(settings.SECRET_KEY.encode(), f"session {secret}".encode(), hashlib.sha256).hexdigest()
