"""A publisher's site on this machine: pages and files, with ranges, validators, and faults when told to."""

import contextlib
import hashlib
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from careplace.sources.fetch import Page


class Site:
    """What is served: `files[path]` is (content type, bytes). `asked` lists (path, headers) in order.

    `faults[path]` is a list of what to do on the next requests of that path: a status or a callable given the
    handler. `validators` turns ETag and Last-Modified on; `ranges` answers Range.
    """

    def __init__(self):
        self.files = {}
        self.moved = {}
        self.faults = defaultdict(list)
        self.asked = []
        self.validators = ("ETag", "Last-Modified")
        self.ranges = True
        self.weak = False
        self.base = ""

    def put(self, path: str, content: bytes | str, type: str = "application/octet-stream") -> None:
        self.files[path] = (type, content.encode() if isinstance(content, str) else content)

    def page(self, *hrefs: str, path: str = "/using-data") -> None:
        """A page shaped like a publisher's: a notice, a menu, and links among words."""
        items = "".join(
            f'<li><p>File <a class="file" href="{href}">as &ndash; file</a> (24&nbsp;MB)</li>'
            for href in hrefs
        )
        self.put(
            path,
            f"<!DOCTYPE html><title>Data</title><a href='#top'>x</a><ul>{items}</ul>",
            "text/html; charset=utf-8",
        )

    def rule(self, key: str = "vex-ratings", **fields) -> Page:
        told = {
            "name_has": "latest ratings",
            "ends": ".ods",
            "hosts": ("127.0.0.1",),
            "publisher": "Vex",
        } | fields
        return Page(key, self.base + "/using-data", **told)

    def etag(self, body: bytes) -> str:
        return ("W/" if self.weak else "") + f'"{hashlib.md5(body).hexdigest()}"'


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        site, path = self.server.site, self.path
        site.asked.append((path, dict(self.headers)))
        fault = site.faults[path].pop(0) if site.faults[path] else None
        if callable(fault):
            return fault(self)
        if fault:
            return self.say(fault, b"misbehaving")
        if path in site.moved:
            return self.say(302, b"", {"Location": site.moved[path]})
        if path not in site.files:
            return self.say(404, b"no such thing")
        return self.serve(*site.files[path])

    def serve(self, type, body):
        site, tag = self.server.site, self.server.site.etag(body)
        headers = {"Content-Type": type}
        if "ETag" in site.validators:
            headers["ETag"] = tag
        if "Last-Modified" in site.validators:
            headers["Last-Modified"] = "Fri, 02 May 2031 09:00:00 GMT"
        if "ETag" in site.validators and self.headers["If-None-Match"] == tag:
            return self.say(304, b"", headers)
        wanted, unless = self.headers["Range"], self.headers["If-Range"]
        if site.ranges and wanted and unless in headers.values():
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(body):
                return self.say(416, b"")
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            return self.say(206, body[start:], headers)
        return self.say(200, body, headers)

    def say(self, status, body, headers=None):
        self.send_response(status)
        length = {} if status == 304 else {"Content-Length": str(len(body))}
        for name, value in (length | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def cut_after(count: int):
    """Announce the whole file, send `count` bytes of it, hang up."""

    def fault(handler):
        site = handler.server.site
        type, body = site.files[handler.path]
        headers = {"Content-Type": type, "ETag": site.etag(body), "Content-Length": str(len(body))}
        handler.say(200, body[:count], headers)
        handler.close_connection = True

    return fault


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that was killed is no news here."""


@contextlib.contextmanager
def serving(site: Site):
    with Server(("127.0.0.1", 0), Handler) as server:
        server.site = site
        site.base = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
