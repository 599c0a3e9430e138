"""Settings of casework next to those of every site: mail, the ladder of escalation, the scheme of priorities."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from careplace.casework.assurance.escalation.ladder import Ladder, default
from careplace.casework.assurance.priority import scheme as schemes
from careplace.casework.data_file import read
from careplace.casework.faults import Faulty
from careplace.web.shell.configuration import WrongSettings

EXAMPLES = "smtp://mail.example.org:587?tls, file:/var/spool/careplace-mails or console:"
BACKENDS = {"smtp": "smtp", "file": "filebased", "console": "console"}


@dataclass(frozen=True)
class Mail:
    """How mail is sent: Django's backend with what it needs. The password is not printed."""

    backend: str
    sender: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    folder: str = ""


def mail_of(environment: Mapping[str, str]) -> Mail:
    """The mail that CAREPLACE_MAIL_URL and CAREPLACE_MAIL_FROM name; without them mails are printed on standard error.

    Raises:
        WrongSettings: for an address that is none of these; it is not repeated, since it may have a password.
    """
    url = environment.get("CAREPLACE_MAIL_URL", "").strip() or "console:"
    sender = environment.get("CAREPLACE_MAIL_FROM", "").strip() or "careplace@localhost"
    try:
        return _mail(url, sender)
    except ValueError:
        message = f"CAREPLACE_MAIL_URL: it cannot be read as an address of mail; write {EXAMPLES}"
        raise WrongSettings([message]) from None


def ladder_of(environment: Mapping[str, str]) -> Ladder:
    """The council's own ladder of escalation, in the file that CAREPLACE_LADDER names; without it the example.

    Raises:
        WrongSettings: with every fault of the file.
    """
    path = environment.get("CAREPLACE_LADDER", "").strip()
    try:
        return read(Ladder, Path(path)) if path else default()
    except Faulty as error:
        raise WrongSettings([f"CAREPLACE_LADDER: {error}"]) from None


def _mail(url: str, sender: str) -> Mail:
    parts = urlsplit(url)
    right = {"smtp": bool(parts.hostname), "file": bool(parts.path), "console": url == "console:"}
    if not right.get(parts.scheme):
        raise ValueError
    return Mail(
        backend=f"django.core.mail.backends.{BACKENDS[parts.scheme]}.EmailBackend",
        sender=sender,
        host=parts.hostname or "",
        port=parts.port or 25,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls="tls" in parts.query.split("&"),
        folder=parts.path if parts.scheme == "file" else "",
    )


def scheme_of(environment: Mapping[str, str]) -> schemes.Scheme:
    """The scheme of priorities that CAREPLACE_PRIORITY_SCHEME names; without it the example, which says that it is one.

    Raises:
        WrongSettings: with every fault of the file.
    """
    name = environment.get("CAREPLACE_PRIORITY_SCHEME", "").strip()
    if not name:
        return schemes.default()
    try:
        return schemes.read(Path(name))
    except Faulty as error:
        raise WrongSettings([f"CAREPLACE_PRIORITY_SCHEME: {error}"]) from None
