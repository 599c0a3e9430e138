"""Findings are told worst first, to people and to programs, and nothing of the text runs as a page's own."""

import json

from tests.claims.examples import AFTER, BEFORE, CHANGE

from careplace.claims import Grade, check_text
from careplace.claims.output import as_json, page, summary, terminal

FOUND = check_text(f"{AFTER}\n{CHANGE}", before=BEFORE)


def test_the_terminal_tells_the_worst_first():
    said = terminal("account.md", FOUND)
    assert said.splitlines()[0] == "account.md: 2 wrong, 3 misleading, 2 holds."
    places = [said.index(f"\n{head}\n") for head in ("Wrong", "Misleading", "Holds")]
    assert places == sorted(places)
    assert "line 7, column 3: “Inadequate: 4 (2.3%)”\n    4 of 147 is 2.7%, not 2.3%." in said


def test_the_json_holds_every_finding_with_its_place():
    told = json.loads(as_json("account.md", "2023-01-01-abc", FOUND))
    assert told["counts"] == {"wrong": 2, "misleading": 3, "cannot be checked": 0, "holds": 2}
    assert len(told["findings"]) == len(FOUND)
    assert told["findings"][0].keys() == {"check", "grade", "quote", "where", "says", "working"}
    assert told["edition"] == "2023-01-01-abc"


def test_the_page_shows_every_finding_and_escapes_the_text():
    text = "<b>On</b> record: ‘<script>alert(1)</script>’ & 160 of 147 homes <img src=x onerror=1> are rated."
    html = page("<script>.md", check_text("Of note: " + text))
    assert "<script" not in html
    assert "160 of 147" in html
    shown = page("account.md", FOUND)
    assert all(finding.says.replace("'", "&#39;") in shown for finding in FOUND)


def test_nothing_found_is_said_with_care():
    assert summary([]) == "No claim that could be checked was found wanting."
    assert "It is no proof" in page("a.md", [])


def test_a_quotation_cannot_move_the_cursor():
    (finding,) = check_text(
        "Of note, \x1b[2J160 of 147 homes \x1b[2Jare rated; and 160 of 147\x1bhomes (9%)."
    )[:1]
    assert finding.grade is Grade.WRONG
    assert "\x1b" not in terminal("a.md", [finding])
