"""CQC's API on this machine: it serves given payloads, and misbehaves when told to."""

import contextlib
import json
import threading
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Api:
    """What the server serves and how it misbehaves.

    `faults[path]` is a list of what to do on the next requests of that path: a status, a (status, headers), or a
    callable that is given the handler. `pages[kind]` overrides the pages of a list. `asked` counts requests.
    """

    def __init__(self, locations=(), providers=()):
        self.payloads = {
            "locations": {p["locationId"]: p for p in locations},
            "providers": {p["providerId"]: p for p in providers},
        }
        self.changed = {"location": [], "provider": []}
        self.windows = []
        self.faults = defaultdict(list)
        self.pages = {}
        self.asked = Counter()
        self.refused_in_lower_case = set()
        self.per_page = None
        self.key = "a-key"
        self.agents = set()
        self.base = ""

    def answer(self, path: str, asked: dict):
        """(status, body) of a well-behaved answer."""
        match path.strip("/").split("/"):
            case [kind] if kind in self.payloads:
                return 200, self._list(kind, asked)
            case ["changes", kind]:
                self.windows.append((kind, asked["startTimestamp"], asked["endTimestamp"]))
                return 200, self._page(kind, self.changed[kind], asked) | {
                    "changes": self._cut(self.changed[kind], asked)
                }
            case [kind, id] if id in self.refused_in_lower_case:
                return 400, {"message": f"{kind}: bad id"}
            case [kind, id] if id in self.payloads.get(kind, {}):
                return 200, self.payloads[kind][id]
        return 404, {"message": "no such thing"}

    def _list(self, kind, asked):
        if kind in self.pages:
            return self.pages[kind](int(asked["page"]))
        rows = [{kind[:-1] + "Id": id, "postalCode": "ZZ1 1ZZ"} for id in self.payloads[kind]]
        return self._page(kind, rows, asked) | {kind: self._cut(rows, asked)}

    def _size(self, asked):
        return self.per_page or int(asked["perPage"])

    def _cut(self, rows, asked):
        start = (int(asked["page"]) - 1) * self._size(asked)
        return rows[start : start + self._size(asked)]

    def _page(self, kind, rows, asked):
        return {
            "total": len(rows),
            "page": int(asked["page"]),
            "totalPages": -(-len(rows) // self._size(asked)),
        }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        api, url = self.server.api, urlsplit(self.path)
        path = url.path.removeprefix("/public/v1")
        api.asked[path] += 1
        api.agents.add(self.headers["User-Agent"])
        if self.headers["Ocp-Apim-Subscription-Key"] != api.key:
            return self.say(401, {"message": "Access denied due to missing subscription key"})
        fault = api.faults[path].pop(0) if api.faults[path] else None
        if callable(fault):
            return fault(self)
        if fault is not None:
            status, headers = fault if isinstance(fault, tuple) else (fault, {})
            return self.say(status, {"message": "misbehaving"}, headers)
        return self.say(*api.answer(path, {k: v[0] for k, v in parse_qs(url.query).items()}))

    def say(self, status, body, headers=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(data))} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def cut_short(handler):
    """Say a length, send less, hang up."""
    handler.say(200, b'{"locationId": "1-', {"Content-Length": "5000"})
    handler.close_connection = True


def half_json(handler):
    handler.say(200, b'{"locationId": "1-')


def hang_up(handler):
    handler.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that was killed is no news here."""


@contextlib.contextmanager
def serving(api: Api):
    """Serve `api`, with its address in `api.base`."""
    with Server(("127.0.0.1", 0), Handler) as server:
        server.api = api
        api.base = f"http://127.0.0.1:{server.server_port}/public/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield api
        finally:
            server.shutdown()
            thread.join()
