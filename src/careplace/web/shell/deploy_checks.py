"""What must be right before people are let in to a site: each thing looked at, with what to do where it is wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from careplace.web.shell.configuration import LOOPBACK, Configuration, WrongSettings, from_environment
from careplace.web.shell.release import STATIC

STYLES = STATIC / "govuk" / "govuk-frontend.min.css"
Check = Callable[[Configuration], str]


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `advice` says what to do, and is empty where nothing is wrong."""

    what: str
    advice: str = ""


def findings_of(environment: Mapping[str, str], checks: Mapping[str, Check]) -> Iterator[Finding]:
    """Everything looked at, in order; where the settings cannot be read, they alone."""
    try:
        configuration = from_environment(environment)
    except WrongSettings as error:
        yield from (Finding("settings", problem) for problem in error.problems)
        return
    yield Finding("settings")
    for what, look in checks.items():
        try:
            yield Finding(what, look(configuration))
        except Exception as error:
            yield Finding(what, f"{type(error).__name__}: {error}")


def _hosts(configuration: Configuration) -> str:
    public = [host for host in configuration.hosts if host not in LOOPBACK]
    return "" if public else "CAREPLACE_ALLOWED_HOSTS names this machine only: add the name that readers use"


def _key(configuration: Configuration) -> str:
    plain = len(set(configuration.secret_key)) < 10
    return "CAREPLACE_SECRET_KEY repeats few characters: make one as docs/settings.md says" if plain else ""


def _https(configuration: Configuration) -> str:
    if not configuration.https:
        return "set CAREPLACE_HTTPS=1 behind a server that speaks HTTPS"
    if not configuration.proxies:
        return (
            "set CAREPLACE_PROXIES to the number of servers in front, or every request looks like plain HTTP"
        )
    return (
        ""
        if configuration.hsts_seconds
        else "set CAREPLACE_HSTS_SECONDS, 300 at first, 31536000 once all is well"
    )


def _debug(configuration: Configuration) -> str:
    return "unset CAREPLACE_DEBUG" if configuration.debug else ""


def _static(_configuration: Configuration) -> str:
    return (
        "" if STYLES.is_file() else f"{STYLES.name} is not there: run `make assets`, or install a whole wheel"
    )


SHARED: dict[str, Check] = {
    "secret key": _key,
    "host names": _hosts,
    "HTTPS": _https,
    "debug": _debug,
    "static files": _static,
}
"""Checks of every site, by what they look at."""
