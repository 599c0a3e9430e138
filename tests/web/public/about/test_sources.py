"""/about/sources/ names every file of the edition, and those that could not be read when it was built."""

import json
import re
from html import unescape

from careplace.web.public.editions import EditionCursor

ADDRESS = "/about/sources/"
BROKEN = {
    "name": "Beds <2026>.ods",
    "sha256": "ab",
    "publication": "NHS beds",
    "why": ["found 0 bytes", "a & b"],
}


def shown(client) -> str:
    text = re.sub(r"<[^>]+>", "", client.get(ADDRESS).content.decode())
    return " ".join(unescape(text).split())


def test_every_file_of_the_edition_is_listed(client, home):
    inputs = json.loads((home / "current" / "manifest.json").read_text())["inputs"]
    page = shown(client)
    assert inputs
    assert all(file["name"] in page for file in inputs)


def test_nothing_is_said_of_files_that_could_not_be_read_where_there_are_none(client):
    assert "could not be read" not in shown(client)


def test_files_that_could_not_be_read_are_named_with_why(client, monkeypatch):
    monkeypatch.setattr(EditionCursor, "left_aside", [BROKEN])
    assert "Beds <2026>.ods (NHS beds): found 0 bytes; a & b" in shown(client)
    assert "No figure of this edition comes from this file." in shown(client)
    assert "<2026>" not in client.get(ADDRESS).content.decode()
