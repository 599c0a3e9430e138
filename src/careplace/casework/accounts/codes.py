"""The code of an invitation: what a person types from a mail, and what the database keeps of it."""

import hmac
import secrets

from django.conf import settings

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Without letters and digits that look alike, and without most vowels: no code is a word."""
LENGTH, GROUP = 16, 4
"""28 characters to the power of 16: 76 bits, which nobody guesses in five attempts."""


def new_code() -> str:
    """A random code in groups, such as 7K3M-X2QP-9BDF-H4RT."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def digest_of_code(code: str, email: str) -> str:
    """The digest of a code for an address, keyed by the site's secret; spaces, dashes and small letters do not matter."""
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    message = f"{email.strip().lower()}\n{plain}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), b"invitation\n" + message, "sha256").hexdigest()
