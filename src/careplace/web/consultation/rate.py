"""How often responses come from one network address. The address is never kept: only its digest with a key of the day.

The key is random, is in the memory of the process alone, and another the next day: nobody can go from a digest to an
address, or compare the digests of two days. Digests are in memory only, too.
"""

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from careplace.web.shell.limits import Buckets, client


class Rate:
    """So many responses an hour from an address; `today` gives the day."""

    def __init__(self, an_hour: int, today: Callable[[], date] = timezone.localdate):
        self.an_hour, self.today = an_hour, today
        self._day: date | None = None
        self._lock = threading.Lock()

    def wait(self, address: str) -> float:
        """Count a response from an address: 0 where it may go on, else the seconds until it may."""
        with self._lock:
            today = self.today()
            if today != self._day:
                self._day, self._key = today, secrets.token_bytes(32)
                self._buckets = Buckets(self.an_hour / 3600, self.an_hour)
            digest = hmac.new(self._key, address.encode(), hashlib.sha256).hexdigest()
        return self._buckets.wait(digest)


_rate = Rate(settings.RESPONSES_AN_HOUR)


def wait(request: HttpRequest) -> float:
    """`Rate.wait` of the address that a request comes from."""
    return _rate.wait(client(request))
