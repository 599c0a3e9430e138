"""What a site of ours finds in its environment when it is started from code."""

import secrets
from collections.abc import Callable, MutableMapping
from pathlib import Path

from careplace.web.shell.configuration import LOOPBACK, SHORTEST_KEY


def new_key() -> str:
    """A secret key, as long as the settings ask."""
    return secrets.token_urlsafe(SHORTEST_KEY)


def prepare(
    environment: MutableMapping[str, str],
    home: Path,
    host: str,
    settings: str,
    key: Callable[[], str] = new_key,
) -> None:
    """Put settings into the environment: the home, and for a site that only this machine sees, a key and its names.

    `settings` is the module of Django's settings; `key` gives the key, where there is none.
    """
    environment["CAREPLACE_HOME"] = str(home)
    environment["DJANGO_SETTINGS_MODULE"] = settings
    if host in ("127.0.0.1", "localhost", "::1"):
        environment.setdefault("CAREPLACE_ALLOWED_HOSTS", ",".join(LOOPBACK))
        if not environment.get("CAREPLACE_SECRET_KEY"):
            environment["CAREPLACE_SECRET_KEY"] = key()
