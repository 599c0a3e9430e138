"""Downloads one file: goes on where it stopped, keeps what is whole only, and knows what it already has.

Beside FOLDER/NAME lies FOLDER/.NAME.json, which says where the file came from; while a download is under way
its bytes are FOLDER/.NAME.part, and FOLDER/.NAME.part.json says which version of the file they are the
beginning of.
"""

import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from careplace.checksum import file_sha256
from careplace.sources.fetch.links import Link
from careplace.sources.fetch.pages import Page
from careplace.sources.fetch.web import FetchError, Passing, Web, unreachable
from careplace.sources.fetch.whole import ends_whole

Told = Callable[[int, int], None]
"""Called with the bytes had so far and their number in all (0 where the server does not say)."""


@dataclass(frozen=True)
class Download:
    """What a download gave. `state` is "new", "changed" (same name, other bytes) or "unchanged"."""

    path: Path
    state: str
    sha256: str
    size: int
    etag: str
    last_modified: str


class _Place:
    """The files that belong to one download."""

    def __init__(self, folder: Path, name: str):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / name
        self.note = folder / f".{name}.json"
        self.part = folder / f".{name}.part"
        self.part_note = folder / f".{name}.part.json"

    def known(self, address: str) -> dict:
        """What is known of the file that is had; empty unless it is whole and from this address."""
        note = read_note(self.note)
        same = (
            note.get("address") == address
            and self.path.is_file()
            and note.get("sha256") == file_sha256(self.path)
        )
        return note if same else {}

    def begun(self, address: str) -> tuple[int, str]:
        """(bytes had, validator) of a download that was cut off and can go on; (0, "") otherwise."""
        note = read_note(self.part_note)
        if note.get("address") != address or not note.get("validator") or not self.part.exists():
            return 0, ""
        return self.part.stat().st_size, note["validator"]

    def forget_part(self) -> None:
        self.part.unlink(missing_ok=True)
        self.part_note.unlink(missing_ok=True)


def download(
    web: Web, link: Link, page: Page, folder: Path, told: Told = lambda had, total: None
) -> Download:
    """Bring `folder` the file that a link leads to, unless it is there already.

    Raises:
        FetchError: when it cannot be had whole; what has been had of it stays, for the next try.
    """
    place = _Place(folder, _safe(link.name))
    known = place.known(link.address)
    try:
        for attempt in web.patiently():
            with attempt:
                return _once(web, link, page, place, known, told)
    except (Passing, httpx.TransportError) as fault:
        raise unreachable(link.address, fault) from fault
    raise AssertionError("a retried download either ends or raises")


def write_note(path: Path, said: dict) -> None:
    """Write a note whole or not at all."""
    part = path.with_name(path.name + ".new")
    part.write_text(json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    part.replace(path)


def _once(web: Web, link: Link, page: Page, place: _Place, known: dict, told: Told) -> Download:
    had, validator = place.begun(link.address)
    headers = {"Range": f"bytes={had}-", "If-Range": validator} if had else _conditions(known)
    with web.answer(link.address, page.hosts, headers) as response:
        if response.status_code == 304 and known:
            return _unchanged(place, known)
        if response.status_code in (304, 416):
            place.forget_part()
            raise Passing(f"status {response.status_code} to a question that does not allow it")
        _no_page(response, link)
        _take(response, page, link, place, had, told)
        return _settle(response, place)


def _conditions(known: dict) -> dict:
    asked = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
    return {name: value for name, value in asked.items() if value}


def _take(response: httpx.Response, page: Page, link: Link, place: _Place, had: int, told: Told) -> None:
    """Write the answer's body to the part, after what is there when the server goes on from there."""
    goes_on = response.status_code == 206
    if goes_on and not response.headers.get("Content-Range", "").startswith(f"bytes {had}-"):
        place.forget_part()
        raise Passing("the server went on from another place than was asked")
    start = had if goes_on else 0
    total = start + int(response.headers.get("Content-Length") or 0)
    most = page.largest << 20
    with place.part.open("ab") as part:
        _alone(part, place)
        part.truncate(start)
        write_note(place.part_note, {"address": link.address, "validator": _validator(response)})
        for piece in response.iter_raw():
            start += len(piece)
            if max(start, total) > most:
                place.forget_part()
                raise FetchError(
                    f"{link.address} is larger than {page.largest} MB; raise `largest` in pages.toml"
                )
            part.write(piece)
            told(start, total if "Content-Length" in response.headers else 0)
        part.flush()
        os.fsync(part.fileno())
    if "Content-Length" in response.headers and start != total:
        raise Passing(f"{start:,} bytes came and {total:,} were announced")
    # Chunks say themselves where they end; without them and without a length an answer that broke off looks whole.
    measured = {"content-length", "transfer-encoding"} & {name.lower() for name in response.headers}
    if not measured and not ends_whole(place.part):
        place.forget_part()
        raise Passing(f"{start:,} bytes came without a length, and they do not end as a whole file does")


def _settle(response: httpx.Response, place: _Place) -> Download:
    """Let a whole part take its place, unless the same bytes are there."""
    sha256, size = file_sha256(place.part), place.part.stat().st_size
    if not size:
        place.forget_part()
        raise FetchError(f"{response.url} is empty; the publisher may be replacing it: try again later")
    before = file_sha256(place.path) if place.path.exists() else ""
    state = {"": "new", sha256: "unchanged"}.get(before, "changed")
    place.part.replace(place.path)
    place.forget_part()
    headers = response.headers
    return Download(
        place.path, state, sha256, size, headers.get("ETag", ""), headers.get("Last-Modified", "")
    )


def _unchanged(place: _Place, known: dict) -> Download:
    return Download(
        place.path,
        "unchanged",
        known["sha256"],
        known["size"],
        known.get("etag", ""),
        known.get("last_modified", ""),
    )


def _alone(part, place: _Place) -> None:
    try:
        fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FetchError(f"another fetch is downloading {place.path}; wait for it to end") from None


def _validator(response: httpx.Response) -> str:
    """What tells this version of the file from another. A weak ETag does not, byte for byte (RFC 9110, 13.1.5)."""
    etag = response.headers.get("ETag", "")
    return etag if etag and not etag.startswith("W/") else response.headers.get("Last-Modified", "")


def _no_page(response: httpx.Response, link: Link) -> None:
    if response.headers.get("Content-Type", "").lower().startswith("text/html"):
        raise FetchError(
            f"{link.address} gave a web page, not a file; open it to see what the publisher says"
        )
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise FetchError(f"{link.address} came packed, though it was asked for as it is; download it by hand")


def _safe(name: str) -> str:
    """The file's name, fit to be written: no folders, not hidden, not too long."""
    kept = "".join(c if c.isalnum() or c in "-_. ()" else "_" for c in name).lstrip(". ")
    return kept[-150:].lstrip(". ") or "file"


def read_note(path: Path) -> dict:
    """What a note says; empty where there is none, or none that can be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
