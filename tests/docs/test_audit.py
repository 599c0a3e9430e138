"""The check for known vulnerabilities, against a stand-in for OSV that knows none, knows one, or is not there."""

import json
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


@pytest.fixture
def audit(root):
    """`audit(known)`: the script's exit code, output and warnings, where OSV knows this, or fails with None."""
    uv = root / ".venv/bin/uv"
    if not uv.exists():
        pytest.skip("uv is in .venv after `make`")

    def run(known: list[str] | None, service: str = "", *options: str) -> tuple[int, str, str]:
        with HTTPServer(("127.0.0.1", 0), _osv(known)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = service or f"http://127.0.0.1:{server.server_port}/"
            command = ["sh", root / "tests/audit", *options, uv, address]
            # Each retry waits longer: four of them took ten seconds.
            environment = os.environ | {"UV_HTTP_RETRIES": "0"}
            told = subprocess.run(
                command, cwd=root, capture_output=True, text=True, check=False, env=environment
            )
            server.shutdown()
        return told.returncode, told.stdout, told.stderr

    return run


def _osv(known: list[str] | None):
    class Osv(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            found = [{"vulns": [{"id": id, "modified": "2026-01-01T00:00:00Z"} for id in known or ()]}]
            self._say({"results": found + [{}] * (len(asked) - 1)})

        def do_GET(self):
            when = {"modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z"}
            self._say({"id": self.path.rpartition("/")[2], "summary": "it leaks", "affected": [], **when})

        def _say(self, body: dict) -> None:
            text = json.dumps(body).encode()
            self.send_response(200 if known is not None else 500)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_told):
            pass

    return Osv


NOWHERE = "http://127.0.0.1:9/"


@pytest.mark.parametrize("options", [(), ("--required",)])
def test_nothing_known_passes(audit, options):
    assert audit([], "", *options) == (0, "Checked: no known vulnerability in what uv.lock holds\n", "")


@pytest.mark.parametrize("options", [(), ("--required",)])
def test_a_known_vulnerability_fails_and_is_named(audit, options):
    code, said, warned = audit(["GHSA-0000-0000-0000"], "", *options)
    assert code == 1
    assert "GHSA-0000-0000-0000" in warned
    assert "Checked" not in said


@pytest.mark.parametrize("known", [[], None], ids=["not there", "failing"])
@pytest.mark.parametrize(("options", "expected"), [((), 0), (("--required",), 1)])
def test_what_could_not_be_looked_at_is_a_warning_and_for_a_release_a_failure(
    audit, known, options, expected
):
    code, said, warned = audit(known, NOWHERE if known is not None else "", *options)
    assert (code, said) == (expected, "")
    assert warned.startswith("WARNING: NOT CHECKED")
    assert "make audit" in warned
