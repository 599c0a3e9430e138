"""Public pages are rendered once an edition: cached compressed in memory, named by an ETag.

Nothing is public unless it says so: a view that is not declared `public` is neither cached here nor by a proxy or browser.
"""

import hashlib
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps

import brotli
from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from careplace.web.shell import metrics
from careplace.web.shell.errors import NEEDS_NO_EDITION, maintenance
from careplace.web.shell.release import release

SOON = "public, max-age=60"
"""A minute: a new edition is seen soon, and a crowd asks once."""
PRIVATE = "private, no-store"
_TEXTS = ("text/", "application/json", "application/ld+json", "image/svg+xml", "application/csvm+json")
_SMALL = 400
PATIENCE = 0.3
"""Seconds that a page waits for another: longer than one takes, and shorter than the file of a whole nation does."""
SHARE = 1 / 8


@dataclass(frozen=True)
class Page:
    """An answer of 200 as it is sent: its headers and its compressed body."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def size(self) -> int:
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + 400


class Pages:
    """Pages by key, the ones asked for last, within a number of bytes; none that is larger than SHARE of them."""

    def __init__(self, most: int):
        self.most, self.held = most, 0
        self._pages: OrderedDict[tuple, Page] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple) -> Page | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: tuple, page: Page) -> None:
        # All figures of a nation are 28 MiB: two of them would push every other page out.
        if page.size > self.most * SHARE:
            return
        with self._lock:
            self.held += page.size - (self._pages[key].size if key in self._pages else 0)
            self._pages[key] = page
            while self.held > self.most:
                self.held -= self._pages.popitem(last=False)[1].size


def public(view: Callable) -> Callable:
    """A view whose pages are the same for every reader: they depend on the address, edition and publications alone.

    Only these are cached, here and by proxies and browsers.
    """

    @wraps(view)
    def declared(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.public = True
        return response

    return declared


class PageCache:
    """Middleware: a public page is rendered once for its address, edition and publications.

    The key holds the whole query text and no header of the request, so that nothing a reader sends can end up in the
    page of another. What no view declares public is marked private. A view that sets Cache-Control itself is left alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages = Pages(settings.CAREPLACE.page_cache)
        self._making = threading.Lock()

    def __call__(self, request):
        if request.method not in ("GET", "HEAD") or not hasattr(request, "edition"):
            return private_unless_public(self.get_response(request))
        etag, coding = tag(request), accepted(request.headers.get("Accept-Encoding", ""))
        # Not only under its edition: what was made of one that turned out to be damaged must not outlive its repair.
        key = (etag, coding, request.edition.opening)
        page = self.pages.get(key)
        if page:
            metrics.count_page("kept")
            return sent(request, page, etag)
        with self._alone():
            response = private_unless_public(self.get_response(request))
            if response.status_code != 200 or response.streaming or response.has_header("Cache-Control"):
                return response
            page = packed(response, etag, coding)
        self.pages.put(key, page)
        metrics.count_page("made")
        return sent(request, page, etag)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One page after the other: two at once in one interpreter take turns, and both come late."""
        alone = self._making.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if alone:
                self._making.release()


def private_unless_public(response: HttpResponse) -> HttpResponse:
    """The response, marked private unless its view declares it public or says itself who may cache it."""
    if not getattr(response, "public", False):
        response.headers.setdefault("Cache-Control", PRIVATE)
    return response


def tag(request) -> str:
    """The ETag of a page: the edition, the publications, the code and the address; weak: the same however it is packed."""
    publications = getattr(request, "publications", None)
    stamp = publications.stamp if publications else ""
    whole = f"{request.edition.id}\n{stamp}\n{release()}\n{request.get_full_path()}"
    return f'W/"{hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def accepted(header: str) -> str:
    """The best coding of ours that the reader takes: br, gzip or none."""
    taken = {}
    for part in header.lower().split(","):
        name, _, quality = part.partition(";")
        taken[name.strip()] = quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((coding for coding in ("br", "gzip") if taken.get(coding)), "")


def packed(response, etag: str, coding: str) -> Page:
    """An answer made ready to keep."""
    patch_vary_headers(response, ("Accept-Encoding",))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = SOON
    body = response.content
    if coding and len(body) > _SMALL and response.headers["Content-Type"].startswith(_TEXTS):
        body = _PACK[coding](body)
        response.headers["Content-Encoding"] = coding
    response.headers["Content-Length"] = str(len(body))
    return Page(tuple(response.headers.items()), body)


def _gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(body) + packer.flush()


_PACK = {"gzip": _gzip, "br": lambda body: brotli.compress(body, quality=5)}


def sent(request, page: Page, etag: str) -> HttpResponse:
    """The page, or 304 where the reader has it."""
    etags = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in etags or etag.removeprefix("W/") in {known_etag.removeprefix("W/") for known_etag in etags}:
        metrics.count_page("unchanged")
        names = ("ETag", "Cache-Control", "Vary")
        headers = {name: value for name, value in page.headers if name in names}
        response = HttpResponse(status=304, headers=headers)
        del response.headers["Content-Type"]
        return response
    return HttpResponse(page.body, headers=dict(page.headers))


class Maintenance:
    """Middleware: one page that says so, where the settings say that the site is being worked on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.CAREPLACE.maintenance and request.path_info not in NEEDS_NO_EDITION:
            return maintenance(request)
        return self.get_response(request)
