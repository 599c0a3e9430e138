"""A page that arrives in pieces is read whole."""

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

pytestmark = pytest.mark.browser
FIRST = b"<!doctype html><title>First</title><a href='/slow'>Next</a>"
# Chromium shows nothing of a page before its first kilobyte.
PIECES = (b"<!doctype html><title>Next</title><h1>Next</h1>" + b" " * 2048, b"<h2>One</h2><h2>Two</h2>")


class Pieces(BaseHTTPRequestHandler):
    """A server whose second page comes in two pieces."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        first, *others = PIECES if self.path == "/slow" else (FIRST,)
        self.wfile.write(first)
        for piece in others:
            self.wfile.flush()
            time.sleep(0.2)
            self.wfile.write(piece)

    def log_message(self, *_said) -> None:
        """Say nothing."""


@pytest.fixture
def address():
    with HTTPServer(("127.0.0.1", 0), Pieces) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


READS = {
    "all": (lambda page: len(page.locator("h2").all()), 2),
    "all_inner_texts": (lambda page: page.locator("h2").all_inner_texts(), ["One", "Two"]),
    "content": (lambda page: "<h2>Two</h2>" in page.content(), True),
    "count": (lambda page: page.locator("h2").count(), 2),
    "evaluate": (lambda page: page.evaluate("document.querySelectorAll('h2').length"), 2),
    "is_visible": (lambda page: page.get_by_text("Two").is_visible(), True),
}


@pytest.mark.parametrize("name", READS)
def test_a_read_after_a_click_waits_for_the_whole_page(chromium, address, name):
    read, expected = READS[name]
    page = chromium.new_page()
    page.goto(address)
    page.get_by_role("link").click()
    assert read(page) == expected
    page.close()
