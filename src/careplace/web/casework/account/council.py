"""Settings of a council's own sign-in by OpenID Connect, from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from careplace.web.shell.configuration import LOOPBACK, WrongSettings

PROVIDER = "council"
"""The provider's name in addresses and in the database: there is one."""
NAMES = ("CAREPLACE_OIDC_URL", "CAREPLACE_OIDC_CLIENT_ID", "CAREPLACE_OIDC_CLIENT_SECRET")


@dataclass(frozen=True)
class CouncilSignIn:
    """A provider of OpenID Connect: the address of its issuer, and who we are there. The secret is not printed."""

    url: str
    client_id: str
    secret: str = field(repr=False)
    name: str

    @property
    def origin(self) -> str:
        """Where its pages are, for the Content-Security-Policy."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def providers(self) -> dict[str, Any]:
        """django-allauth's setting SOCIALACCOUNT_PROVIDERS."""
        app = {
            "provider_id": PROVIDER,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.url},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def council_sign_in(environment: Mapping[str, str]) -> CouncilSignIn | None:
    """The sign-in that CAREPLACE_OIDC_URL and its companions name; None without any of them.

    Raises:
        WrongSettings: where one of them is missing, or the address is neither HTTPS nor on this machine.
    """
    values = {name: environment.get(name, "").strip() for name in NAMES}
    if not any(values.values()):
        return None
    problems = [
        f"{name}: it is missing; {' and '.join(NAMES)} go together" for name in NAMES if not values[name]
    ]
    parts = urlsplit(values[NAMES[0]])
    if values[NAMES[0]] and not (parts.hostname and (parts.scheme == "https" or parts.hostname in LOOPBACK)):
        problems.append(f"{NAMES[0]}: write the issuer's address with https://")
    if problems:
        raise WrongSettings(problems)
    name = environment.get("CAREPLACE_OIDC_NAME", "").strip() or "your council's account"
    url, client_id, secret = (values[key] for key in NAMES)
    return CouncilSignIn(url, client_id, secret, name)
