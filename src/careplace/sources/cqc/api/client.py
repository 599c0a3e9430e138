"""Asks CQC's public API v1, politely.

Source: https://www.cqc.org.uk/about-us/transparency/using-cqc-data#api. The lists carry ids, names and
postcodes only; all else is one request a location. CQC allows 2,000 requests a minute; the default is half
that.
"""

import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

import httpx
import stamina

from careplace import __version__

BASE = "https://api.service.cqc.org.uk/public/v1"
KEY_VARIABLE = "CAREPLACE_CQC_KEY"
KINDS = ("provider", "location")
PER_PAGE = 500
LARGEST_ANSWER = 32 << 20
LONGEST_WAIT = 300.0
USER_AGENT = f"Careplace/{__version__} (reads CQC's open data; python-httpx)"
REGISTER = (
    "Register at https://api-portal.service.cqc.org.uk/, subscribe to the Syndication product and set "
    f"{KEY_VARIABLE} to the primary key."
)


class ApiError(Exception):
    """The API did not give what was asked, with what to do."""


class KeyRefused(ApiError):
    """The subscription key is missing, or the API does not accept it."""


class NotThere(ApiError):
    """The API knows no such id (404), or refuses it even in upper case (400)."""


class Passing(ApiError):
    """A fault that is tried again; `wait` is in seconds, None where the server named none."""

    def __init__(self, message: str, wait: float | None = None):
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True)
class Page:
    """One page of a list: its ids, and what the API says of the whole."""

    ids: list[str]
    total: int
    pages: int


class Pace:
    """Spaces the requests of all threads evenly: at most `rate` a minute."""

    def __init__(self, rate: float):
        self.gap = 60 / rate
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self) -> None:
        with self._lock:
            now = time.monotonic()
            at = max(now, self._next)
            self._next = at + self.gap
        time.sleep(at - now)


class Client:
    """CQC's public API v1. Safe to use from several threads.

    Args:
        key: the subscription key; read from CAREPLACE_CQC_KEY when None.
        base: the API's address.
        rate: requests a minute, under CQC's 2,000.
        attempts: tries of one request before a passing fault counts as lasting.
        backoff: seconds before the first further try; doubles each time.
        timeout: seconds to wait for an answer to begin or go on.

    Raises:
        KeyRefused: when there is no key.
    """

    def __init__(
        self,
        key: str | None = None,
        base: str = BASE,
        rate: float = 1000,
        attempts: int = 8,
        backoff: float = 0.5,
        timeout: float = 30,
    ):
        key = (key or os.environ.get(KEY_VARIABLE, "")).strip()
        if not key:
            raise KeyRefused(f"CQC's API needs a subscription key, and {KEY_VARIABLE} is not set. {REGISTER}")
        if not 0 < rate < 2000:
            raise ValueError(
                f"rate is {rate:g} requests a minute; expected more than 0 and under CQC's 2,000"
            )
        self._pace, self._attempts, self._backoff = Pace(rate), attempts, backoff
        self._base = base.rstrip("/")
        headers = {"Ocp-Apim-Subscription-Key": key, "User-Agent": USER_AGENT, "Accept": "application/json"}
        # Redirects are not followed: the key would go with them.
        self._http = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_exc) -> None:
        self._http.close()

    def pages_of_list(self, kind: str) -> Iterator[Page]:
        """The pages of `/locations` or `/providers`, until the page that the newest answer calls the last."""
        yield from self._pages(f"/{kind}s", f"{kind}s", {})

    def changed(self, kind: str, start: datetime, end: datetime) -> Iterator[Page]:
        """The pages of ids that changed between two moments (aware datetimes)."""
        window = {"startTimestamp": _stamp(start), "endTimestamp": _stamp(end)}
        yield from self._pages(f"/changes/{kind}", "changes", window)

    def payload(self, kind: str, id: str) -> dict:
        """All that the API says of one location or provider.

        Raises:
            NotThere: for an id that the API does not know.
        """
        try:
            return self._answer(f"/{kind}s/{id}")
        except NotThere:
            if id == id.upper():
                raise
            return self._answer(f"/{kind}s/{id.upper()}")

    def _pages(self, path: str, field: str, params: dict) -> Iterator[Page]:
        number, last = 1, 1
        while number <= last:
            answer = self._answer(path, {"page": number, "perPage": PER_PAGE, **params})
            page = _page(answer, field, path)
            yield page
            number, last = number + 1, page.pages

    def _answer(self, path: str, params: dict | None = None) -> dict:
        """One answer, tried again while faults pass."""
        tries = stamina.retry_context(
            on=_how_long,
            attempts=self._attempts,
            timeout=None,
            wait_initial=self._backoff,
            wait_max=60,
            wait_jitter=self._backoff,
        )
        try:
            for attempt in tries:
                with attempt:
                    return self._once(path, params)
        except (Passing, httpx.TransportError) as fault:
            raise ApiError(
                f"{self._base}{path} did not answer in {self._attempts} tries: "
                f"{fault or type(fault).__name__}. Run the same command again later; it goes on."
            ) from fault
        raise AssertionError("a retried request either answers or raises")

    def _once(self, path: str, params: dict | None) -> dict:
        self._pace.wait()
        with self._http.stream("GET", self._base + path, params=params) as response:
            _judge(response, path)
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > LARGEST_ANSWER:
                    raise ApiError(
                        f"{path}: the answer is larger than {LARGEST_ANSWER >> 20} MB, which no payload is"
                    )
        try:
            answer = json.loads(body)
        except ValueError as error:
            raise Passing(f"{path}: the answer is not whole JSON ({error})") from error
        if not isinstance(answer, dict):
            raise Passing(f"{path}: the answer is not a JSON object")
        return answer


def _judge(response: httpx.Response, path: str) -> None:
    """Raise what a status means."""
    code = response.status_code
    if code == 200:
        return
    if code in (401, 403):
        raise KeyRefused(f"CQC's API refused the subscription key ({code}). {REGISTER}")
    if code in (400, 404):
        raise NotThere(f"{path}: {code}")
    if code in (408, 429) or code >= 500:
        raise Passing(f"{path}: status {code}", _retry_after(response.headers.get("Retry-After", "")))
    raise ApiError(
        f"{path}: status {code}, which this API is not known to give; is {BASE} still its address?"
    )


def _how_long(fault: Exception) -> bool | float:
    """stamina's hook: whether to try again, or the seconds that the server asked for."""
    if isinstance(fault, Passing):
        return True if fault.wait is None else fault.wait
    return isinstance(fault, httpx.TransportError)


def _retry_after(header: str) -> float | None:
    """Seconds of a Retry-After header (a number or an HTTP date), at most LONGEST_WAIT."""
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):
            return None
    return min(max(seconds, 0.0), LONGEST_WAIT) if isfinite(seconds) else None


def _page(answer: dict, field: str, path: str) -> Page:
    rows = answer.get(field)
    if not isinstance(rows, list):
        raise ApiError(f"{path}: the answer has no list {field!r}; the API has changed its shape")
    id_field = field.removesuffix("s") + "Id"
    ids = [row if isinstance(row, str) else row.get(id_field, "") for row in rows]
    total, pages = answer.get("total", len(ids)), answer.get("totalPages", 1)
    return Page([id for id in ids if id], int(total or 0), int(pages or 0))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
