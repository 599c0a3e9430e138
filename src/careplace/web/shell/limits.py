"""Kind limits: a client that asks the API faster than the settings allow is told when to ask again.

A bucket a client and worker, in memory only. Pages are not limited: they are cached, and a school or a council may
stand behind one address.
"""

import math
import threading
import time
from collections import OrderedDict

from django.conf import settings

from careplace.web.shell.errors import too_many

LIMITED = "/api/"
CLIENTS = 10_000


class Buckets:
    """Tokens a client: `burst` at most, `rate` a second coming in."""

    def __init__(self, rate: float, burst: float, clock=time.monotonic):
        self.rate, self.burst, self.clock = rate, burst, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str) -> float:
        """Take a token: 0 when there was one, else the seconds until there is."""
        now = self.clock()
        with self._lock:
            tokens, then = self._held.pop(client, (self.burst, now))
            tokens = min(self.burst, tokens + (now - then) * self.rate)
            self._held[client] = (tokens - 1 if tokens >= 1 else tokens, now)
            while len(self._held) > CLIENTS:
                self._held.popitem(last=False)
        return 0.0 if tokens >= 1 else (1 - tokens) / self.rate


class KindLimit:
    """Middleware: 429 with Retry-After for a client of the API whose bucket is empty."""

    def __init__(self, get_response):
        self.get_response = get_response
        self._rate = 0
        self._buckets: Buckets | None = None

    def __call__(self, request):
        if request.path_info.startswith(LIMITED) and (wait := self._of_settings().wait(client(request))):
            return too_many(request, math.ceil(wait))
        return self.get_response(request)

    def _of_settings(self) -> Buckets:
        rate = settings.CAREPLACE.api_rate
        if self._buckets is None or rate != self._rate:
            self._rate, self._buckets = rate, Buckets(rate / 60, max(1, rate / 6))
        return self._buckets


def client(request) -> str:
    """Who asks: the nearest address that our own proxies vouch for. Kept for counting only, and logged nowhere."""
    proxies = settings.CAREPLACE.proxies
    forwarded = [
        address.strip()
        for address in request.headers.get("X-Forwarded-For", "").split(",")
        if address.strip()
    ]
    return (
        forwarded[-proxies] if proxies and len(forwarded) >= proxies else request.META.get("REMOTE_ADDR", "")
    )
