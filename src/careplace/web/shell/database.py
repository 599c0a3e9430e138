"""The database that CAREPLACE_DATABASE_URL names. Readers' pages never ask it: figures come from the edition."""

from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

_EXAMPLES = "sqlite:///careplace.sqlite3 or postgresql://<user>:<password>@<host>:5432/<name>"


@dataclass(frozen=True)
class DatabaseAddress:
    """A database as Django names it. `password` is kept from being printed."""

    engine: str
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"DatabaseAddress({self.engine}, {self.name!r}, host={self.host!r})"

    def as_django(self) -> dict:
        """The entry of Django's DATABASES."""
        return {
            "ENGINE": f"django.db.backends.{self.engine}",
            "NAME": self.name,
            "HOST": self.host,
            "PORT": self.port,
            "USER": self.user,
            "PASSWORD": self.password,
            "CONN_HEALTH_CHECKS": True,
        }


def database(url: str) -> DatabaseAddress:
    """The database that a URL names.

    Raises:
        ValueError: for a URL of another kind; the URL is not repeated, since it may hold a password.
    """
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise ValueError(f"it cannot be read as an address; write {_EXAMPLES}") from None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and name and not parts.netloc:
        return DatabaseAddress("sqlite3", name)
    if parts.scheme in ("postgresql", "postgres") and parts.hostname and name:
        return DatabaseAddress(
            "postgresql",
            name,
            _host(parts),
            port,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )
    raise ValueError(f"it is neither SQLite nor PostgreSQL; write {_EXAMPLES}")


def _host(parts: SplitResult) -> str:
    """The host's name, or the folder of its socket, written with %2F for each slash."""
    written = parts.netloc.rpartition("@")[2].removesuffix(f":{parts.port}")
    return unquote(written) if "%2f" in written.lower() else parts.hostname or ""
