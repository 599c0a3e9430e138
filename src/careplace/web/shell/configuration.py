"""What the site is told by its environment, checked once at the start.

Everything wrong is said at once, and each message says what to do. docs/settings.md tells of every name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careplace.web.shell.database import database

SHORTEST_KEY = 50
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)
_PAGE = re.compile(r"https://[a-z0-9.-]+(:\d+)?(/[\w./~-]*)?", re.ASCII | re.IGNORECASE)
_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]|\d+(\.\d+){3}")


class WrongSettings(ValueError):
    """Settings that the site cannot run with; the message lists each, and what to do."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__(
            "The site's settings are wrong:\n" + "\n".join(f"  {problem}" for problem in problems)
        )


@dataclass(frozen=True)
class Configuration:
    """The site's settings. `database` may hold a password, and is not printed.

    `api_rate` is requests a minute for one client; `page_cache` is in bytes a worker; `downloads` is how many answers of a
    worker may read the edition while they are sent. `contact` is where readers report errors: a "mailto:" or https address.
    `reports` is a folder; `reports_at_once` and `reports_queue` are of all workers together, `reports_seconds` is for each,
    `reports_disk` is in bytes.
    """

    home: Path
    secret_key: str
    hosts: tuple[str, ...]
    database: dict[str, Any] = field(repr=False)
    debug: bool = False
    https: bool = False
    hsts_seconds: int = 0
    proxies: int = 0
    metrics: bool = False
    maintenance: bool = False
    api_rate: int = 600
    page_cache: int = 32 << 20
    memory: str = "192MB"
    downloads: int = 4
    contact: str = ""
    reports: Path | None = None
    reports_at_once: int = 1
    reports_queue: int = 20
    reports_seconds: int = 120
    reports_disk: int = 1 << 30

    @property
    def reports_folder(self) -> Path:
        """Where reports are written: `reports` in the home, unless the settings name another."""
        return self.reports or self.home / "reports"


def from_environment(environment: Mapping[str, str]) -> Configuration:
    """The configuration that the environment gives.

    Raises:
        WrongSettings: with everything that is wrong.
    """
    settings = _Settings(environment)
    configuration = Configuration(
        home=settings.take("CAREPLACE_HOME", Path, Path("careplace-data")),
        secret_key=settings.take("CAREPLACE_SECRET_KEY", _key),
        hosts=settings.take("CAREPLACE_ALLOWED_HOSTS", _hosts),
        database=settings.take("CAREPLACE_DATABASE_URL", database, database("sqlite:///careplace.sqlite3")),
        debug=settings.take("CAREPLACE_DEBUG", _switch, False),
        https=settings.take("CAREPLACE_HTTPS", _switch, False),
        hsts_seconds=settings.take("CAREPLACE_HSTS_SECONDS", _whole(0, 63_072_000), 0),
        proxies=settings.take("CAREPLACE_PROXIES", _whole(0, 5), 0),
        metrics=settings.take("CAREPLACE_METRICS", _switch, False),
        maintenance=settings.take("CAREPLACE_MAINTENANCE", _switch, False),
        api_rate=settings.take("CAREPLACE_API_RATE", _whole(1, 1_000_000), 600),
        page_cache=settings.take("CAREPLACE_PAGE_CACHE", _whole(0, 4096), 32) << 20,
        memory=settings.take("CAREPLACE_SITE_MEMORY", _memory, "192MB"),
        downloads=settings.take("CAREPLACE_DOWNLOADS", _whole(1, 1000), 4),
        contact=settings.take("CAREPLACE_CONTACT", _contact, ""),
        reports=settings.folder("CAREPLACE_REPORTS"),
        reports_at_once=settings.take("CAREPLACE_REPORTS_AT_ONCE", _whole(1, 64), 1),
        reports_queue=settings.take("CAREPLACE_REPORTS_QUEUE", _whole(0, 1000), 20),
        reports_seconds=settings.take("CAREPLACE_REPORTS_SECONDS", _whole(1, 3600), 120),
        reports_disk=settings.take("CAREPLACE_REPORTS_DISK", _whole(1, 1_000_000), 1024) << 20,
    )
    if configuration.hsts_seconds and not configuration.https:
        settings.problems.append(
            "CAREPLACE_HSTS_SECONDS is set without CAREPLACE_HTTPS=1: set both, or neither."
        )
    if settings.problems:
        raise WrongSettings(settings.problems)
    return configuration


class _Settings:
    """Settings taken one by one; what is wrong is gathered."""

    def __init__(self, environment: Mapping[str, str]):
        self.environment = environment
        self.problems: list = []

    def take(self, name: str, parse: Callable, default=None):
        text = self.environment.get(name, "").strip()
        if not text and default is not None:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self.problems.append(f"{name}: {error}")
            # Never used: `from_environment` raises when there is a problem.
            return default if default is not None else 0

    def folder(self, name: str) -> Path | None:
        """A folder; None where the environment names none."""
        text = self.environment.get(name, "").strip()
        return Path(text) if text else None


def _key(text: str) -> str:
    if len(text) < SHORTEST_KEY:
        raise ValueError(
            f"a secret of at least {SHORTEST_KEY} characters is needed; make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return text


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host for part in text.lower().split(",") if (host := part.strip()))
    wrong = [host for host in hosts if not _HOST.fullmatch(host)]
    if wrong or not hosts:
        raise ValueError(
            f"{', '.join(wrong) or 'nothing'} is no host name. Write the names that the site answers to, "
            "by commas and without https://, for example careplace.example.org"
        )
    return hosts


def _contact(text: str) -> str:
    """ "mailto:…" of an e-mail address; the address of a page as it is."""
    if _PAGE.fullmatch(text):
        return text
    if not _EMAIL.fullmatch(text):
        raise ValueError(
            f"{text!r} is neither an e-mail address nor the https:// address of a page for reports of errors"
        )
    return f"mailto:{text}"


def _switch(text: str) -> bool:
    switches = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if text.lower() not in switches:
        raise ValueError(f"{text!r} is neither 1 nor 0")
    return switches[text.lower()]


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"{text!r} is no whole number from {least:,} to {most:,}")
        return int(text)

    return parse


def _memory(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d{0,5}(MB|GB)", text):
        raise ValueError(f"{text!r} is no amount of memory: write it as 192MB or 1GB")
    return text
