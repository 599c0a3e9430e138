"""Gets what publishers' sites serve: politely, over https, from the hosts that a page names, and never without bound."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from careplace import __version__

USER_AGENT = f"Careplace/{__version__} (reads open data; python-httpx)"
REDIRECTS = 5
LARGEST_PAGE = 8 << 20
ON_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
GOES_OFF = (408, 425, 429, 500, 502, 503, 504)


class FetchError(Exception):
    """A file could not be had, with where and what to do."""


class Passing(Exception):
    """A fault that may be gone when it is tried again."""


class Web:
    """One visit to publishers' sites.

    Args:
        client: an httpx client; one with a 30-second patience when None.
        pause: seconds between the end of one answer and the next request.
        attempts: tries of one address before a passing fault counts as lasting.
        backoff: seconds before the second try; doubles each time.
    """

    def __init__(
        self, client: httpx.Client | None = None, pause: float = 1.0, attempts: int = 5, backoff: float = 1.0
    ):
        self._client = client or httpx.Client(timeout=30)
        self._is_own = client is None
        self._pause, self._attempts, self._backoff = pause, attempts, backoff
        self._asked = False

    def __enter__(self) -> "Web":
        return self

    def __exit__(self, *_exc) -> None:
        if self._is_own:
            self._client.close()

    def patiently(self) -> Iterable:
        """stamina's attempts at one address: passing faults and broken connections are tried again."""
        return stamina.retry_context(
            on=(Passing, httpx.TransportError),
            attempts=self._attempts,
            timeout=None,
            wait_initial=self._backoff,
            wait_max=60,
            wait_jitter=self._backoff,
        )

    def page(self, address: str, hosts: tuple[str, ...]) -> tuple[str, str]:
        """(address after redirects, text) of a web page.

        Raises:
            FetchError: when it cannot be had.
        """
        try:
            for attempt in self.patiently():
                with attempt, self.answer(address, hosts) as response:
                    return str(response.url), _text(response)
        except (Passing, httpx.TransportError) as fault:
            raise unreachable(address, fault) from fault
        raise AssertionError("a retried request either answers or raises")

    @contextmanager
    def answer(
        self, address: str, hosts: tuple[str, ...], headers: dict | None = None
    ) -> Iterator[httpx.Response]:
        """The answer (200, 206, 304 or 416) that an address leads to, its body not yet read."""
        asked = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **(headers or {})}
        for _hop in range(REDIRECTS + 1):
            _permitted(address, hosts)
            self._wait()
            with self._client.stream("GET", address, headers=asked, follow_redirects=False) as response:
                if not response.has_redirect_location:
                    _judge(response, address)
                    yield response
                    return
                address = urljoin(address, response.headers["Location"])
        raise FetchError(
            f"{address}: more than {REDIRECTS} redirects; open the page to see where the file has gone"
        )

    def _wait(self) -> None:
        if self._asked:
            time.sleep(self._pause)
        self._asked = True


def unreachable(address: str, fault: Exception) -> FetchError:
    said = str(fault) or type(fault).__name__
    return FetchError(f"{address} could not be had: {said}. Run the same command again later; it goes on.")


def _permitted(address: str, hosts: tuple[str, ...]) -> None:
    """Raise FetchError unless an address is https and on one of the hosts (http only on this machine, for tests)."""
    parts = urlsplit(address)
    if parts.hostname not in hosts:
        raise FetchError(
            f"{address} is not on {' or '.join(hosts)}. If the publisher has moved there, add the host in pages.toml."
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ON_THIS_MACHINE):
        raise FetchError(f"{address} is not https; nothing is fetched that could be altered on its way")


def _judge(response: httpx.Response, address: str) -> None:
    code = response.status_code
    if code in (200, 206, 304, 416):
        return
    if code in GOES_OFF:
        raise Passing(f"status {code}")
    told = (
        "the site refuses programs"
        if code in (401, 403)
        else "open the publisher's page to see where it has gone"
    )
    raise FetchError(f"{address}: status {code}; {told}")


def _text(response: httpx.Response) -> str:
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > LARGEST_PAGE:
            raise FetchError(
                f"{response.url}: larger than {LARGEST_PAGE >> 20} MB, which no page of links is"
            )
    return body.decode(response.charset_encoding or "utf-8", errors="replace")
