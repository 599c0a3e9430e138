"""The site's settings, read from its environment once, at the start; docs/settings.md explains each.

Pydantic checks them. Every fault is reported at once: the variable, what was found, and what is expected, which is the
description of its field.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails

from careplace.web.shell.database import EXAMPLES, database

SHORTEST_KEY = 50
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_EMAIL = r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_PAGE = r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9_./~-]*)?"
_HOST = r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]"
_KEY = f"a secret of at least {SHORTEST_KEY} characters; make one with: "
_KEY += "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
_HOSTS = "the host names that the site answers to, by commas and without https://, for example careplace.example.org"
_SITE = "the address of the site for responses, for example https://respond.example.org"
_CONTACT = "an e-mail address, or the https:// address of a page, where readers report errors"


class WrongSettings(ValueError):
    """Settings that the site cannot run with; the message lists each, and what to do."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__(
            "The site's settings are wrong:\n" + "\n".join(f"  {problem}" for problem in problems)
        )


def _setting(name: str, default: Any = ..., expected: str = "1 or 0", **more: Any) -> Any:
    return Field(default, alias=name, description=expected, **more)


def _whole(name: str, least: int, most: int, default: int, needs: str = "") -> Any:
    return _setting(name, default, f"a whole number from {least:,} to {most:,}{needs}", ge=least, le=most)


def _bytes(mebibytes: int) -> int:
    return mebibytes << 20


def _link(contact: str) -> str:
    return contact if contact.startswith("https:") else f"mailto:{contact}"


def _address_of_database(url: str) -> str:
    database(url)
    return url


def _names(hosts: str) -> tuple[str, ...]:
    names = tuple(name for part in hosts.lower().split(",") if (name := part.strip()))
    if not names:
        raise ValueError("no name at all")
    return names


Host = Annotated[str, StringConstraints(pattern=f"^({_HOST})$")]
Hosts = Annotated[tuple[Host, ...], BeforeValidator(_names)]
Contact = Annotated[str, StringConstraints(pattern=f"^({_PAGE}|{_EMAIL})$"), AfterValidator(_link)]
Database = Annotated[dict[str, Any], BeforeValidator(database)]
Inbox = Annotated[str, AfterValidator(_address_of_database)]
Mebibytes = Annotated[int, AfterValidator(_bytes)]


class Configuration(BaseModel):
    """The site's settings. The secret key and the database, which may hold a password, are never printed.

    `api_rate` is requests a minute for one client; `page_cache` is in bytes a worker; `downloads` is how many answers of a
    worker may read the edition while they are sent. `contact` is where readers report errors: a "mailto:" or https address.
    `reports` is a folder; `reports_at_once` and `reports_queue` are of all workers together, `reports_seconds` is for each,
    `reports_disk` is in bytes.
    """

    model_config = ConfigDict(frozen=True)

    home: Path = _setting("CAREPLACE_HOME", Path("careplace-data"), "a folder")
    secret_key: str = _setting("CAREPLACE_SECRET_KEY", expected=_KEY, min_length=SHORTEST_KEY, repr=False)
    hosts: Hosts = _setting("CAREPLACE_ALLOWED_HOSTS", expected=_HOSTS)
    database: Database = _setting(
        "CAREPLACE_DATABASE_URL", "sqlite:///careplace.sqlite3", EXAMPLES, repr=False, validate_default=True
    )
    inbox: Inbox = _setting("CAREPLACE_INBOX_URL", "", EXAMPLES, repr=False)
    responses_site: str = _setting(
        "CAREPLACE_RESPONSES_SITE", "", _SITE, pattern=f"^{_PAGE.replace('https', 'https?')}$"
    )
    debug: bool = _setting("CAREPLACE_DEBUG", False)
    https: bool = _setting("CAREPLACE_HTTPS", False)
    hsts_seconds: int = _whole(
        "CAREPLACE_HSTS_SECONDS", 0, 63_072_000, 0, ", and CAREPLACE_HTTPS=1 with any but 0"
    )
    proxies: int = _whole("CAREPLACE_PROXIES", 0, 5, 0)
    metrics: bool = _setting("CAREPLACE_METRICS", False)
    maintenance: bool = _setting("CAREPLACE_MAINTENANCE", False)
    api_rate: int = _whole("CAREPLACE_API_RATE", 1, 1_000_000, 600)
    page_cache: Mebibytes = _whole("CAREPLACE_PAGE_CACHE", 0, 4096, _bytes(32))
    memory: str = _setting(
        "CAREPLACE_SITE_MEMORY", "192MB", "an amount such as 192MB or 1GB", pattern="^[1-9][0-9]{0,5}(MB|GB)$"
    )
    downloads: int = _whole("CAREPLACE_DOWNLOADS", 1, 1000, 4)
    contact: Contact = _setting("CAREPLACE_CONTACT", "", _CONTACT)
    reports: Path | None = _setting("CAREPLACE_REPORTS", None, "a folder")
    reports_at_once: int = _whole("CAREPLACE_REPORTS_AT_ONCE", 1, 64, 1)
    reports_queue: int = _whole("CAREPLACE_REPORTS_QUEUE", 0, 1000, 20)
    reports_seconds: int = _whole("CAREPLACE_REPORTS_SECONDS", 1, 3600, 120)
    reports_disk: Mebibytes = _whole("CAREPLACE_REPORTS_DISK", 1, 1_000_000, _bytes(1024))

    @field_validator("hsts_seconds")
    @classmethod
    def _needs_https(cls, seconds: int, info: ValidationInfo) -> int:
        if seconds and info.data.get("https") is False:
            raise ValueError("browsers cannot be bound to HTTPS that is not there")
        return seconds

    @property
    def reports_folder(self) -> Path:
        """Where reports are written: `reports` in the home, unless the settings name another."""
        return self.reports or self.home / "reports"


def from_environment(environment: Mapping[str, str]) -> Configuration:
    """The configuration that the environment gives; a variable that is empty is as one that is not set.

    Raises:
        WrongSettings: with everything that is wrong.
    """
    stripped = {name: text.strip() for name, text in environment.items() if name.startswith("CAREPLACE_")}
    try:
        return Configuration.model_validate({name: text for name, text in stripped.items() if text})
    except ValidationError as error:
        raise WrongSettings([_problem(fault) for fault in error.errors()]) from None


def _problem(fault: ErrorDetails) -> str:
    """A fault in words, which repeat no secret."""
    setting = next(field for field in Configuration.model_fields.values() if field.alias == fault["loc"][0])
    found = repr(fault["input"]) if setting.repr else "a value that is not shown, since it may be secret"
    found = "nothing" if fault["type"] == "missing" else found
    return f"{setting.alias}: found {found}; expected {setting.description}"
