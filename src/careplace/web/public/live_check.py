"""The running site as a reader reaches it, through whatever stands in front: each thing looked at, with what to do."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

from careplace.web.shell.deploy_checks import Finding
from careplace.web.shell.security import missing_headers

SECONDS = 10


def findings_at(url: str, client: httpx.Client | None = None) -> Iterator[Finding]:
    """What a reader meets at the site's first page; only that, where it does not answer."""
    with client or httpx.Client(timeout=SECONDS) as http:
        try:
            first = http.get(url)
        except httpx.HTTPError as error:
            yield Finding("the first page", f"{url} does not answer: {error}")
            return
        yield Finding("the first page", _first(first))
        yield Finding("its headers", _headers(first))
        yield Finding("plain HTTP", _plain(http, url))
        yield Finding("what is counted", _counted(http, url))


def _first(first: httpx.Response) -> str:
    if first.status_code == 200:
        return ""
    advice = {400: "CAREPLACE_ALLOWED_HOSTS must have this name, and the server in front must hand on Host"}
    advice |= {301: "CAREPLACE_PROXIES must not be 0, and the server in front must set X-Forwarded-Proto"}
    return f"{first.url} is answered with {first.status_code}: " + advice.get(
        first.status_code, "see the log"
    )


def _headers(first: httpx.Response) -> str:
    names = missing_headers(first.headers)
    if first.url.scheme == "https" and "Strict-Transport-Security" not in first.headers:
        names.append("Strict-Transport-Security")
    if names:
        return f"{', '.join(names)}: the server in front must hand on what the site sets"
    return "the server in front sets a cookie: the site needs none" if "Set-Cookie" in first.headers else ""


def _plain(http: httpx.Client, url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https":
        return "the address is not of https://: readers must come by HTTPS"
    try:
        answer = http.get(f"http://{parts.hostname}/")
    except httpx.HTTPError:
        return ""  # nobody listens there: nothing is sent in the clear
    led = answer.headers.get("Location", "")
    return "" if led.startswith("https://") else "plain HTTP is answered, and not sent to HTTPS"


def _counted(http: httpx.Client, url: str) -> str:
    status = http.get(f"{url.rstrip('/')}/metrics").status_code
    return "/metrics is open to readers: the server in front must keep it back" if status == 200 else ""
