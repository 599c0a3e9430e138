"""Whatever a file holds, checking it ends in findings or in one plain sentence, and takes no longer than its size."""

import sys

import pytest
from tests.claims.texts.hostile import FILES, content, odt, pdf_of
from tests.kinds import every

from careplace.claims import UnreadableText, check, check_text, read_document, read_text
from careplace.claims.grammar.tokens import tokens
from careplace.claims.output import as_json, page, terminal
from careplace.claims.texts import reader_process
from careplace.claims.texts.limits import LONGEST_SENTENCE, MOST_TOKENS


def test_there_are_many_kinds():
    assert len(FILES) >= 55


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    """The limit is what is tested, not how long it is."""
    monkeypatch.setattr(reader_process, "SECONDS", 4)


def _answer(path):
    """The findings, or the sentence that says why there are none."""
    try:
        return check(read_document(path))
    except UnreadableText as refused:
        return str(refused)


@pytest.mark.parametrize("name", every(2, FILES))
def test_a_hostile_file_ends_in_an_answer(tmp_path, name):
    (tmp_path / name).write_bytes(content(name))
    findings = _answer(tmp_path / name)
    if isinstance(findings, str):
        assert findings.startswith(f"{name}: ")
        assert len(findings) < 400
        return
    said = terminal(name, findings)
    assert all(letter.isprintable() or letter == "\n" for letter in said)
    assert as_json(name, None, findings)
    assert page(name, findings)


@pytest.mark.parametrize(
    "name", ["entity.docx", "entity16.docx", "external.docx", "doctype.docx", "entity.odt", "entity16.odt"]
)
def test_what_declares_entities_is_refused_in_every_encoding(tmp_path, name):
    (tmp_path / name).write_bytes(content(name))
    with pytest.raises(UnreadableText, match="declares entities or a document type"):
        read_document(tmp_path / name)


@pytest.mark.parametrize(("name", "why"), [("pages.pdf", "1,200 pages"), ("encrypted.pdf", "password")])
def test_a_pdf_that_is_not_read_says_why(tmp_path, name, why):
    (tmp_path / name).write_bytes(content(name))
    with pytest.raises(UnreadableText, match=why):
        read_document(tmp_path / name)


def test_repeated_cells_are_read_once(tmp_path):
    (tmp_path / "cells.odt").write_bytes(content("cells.odt"))
    (table,) = read_document(tmp_path / "cells.odt").parts
    assert [[cell.text for cell in row] for row in table.rows] == [["3"]]


def test_what_is_too_long_is_said_once_and_the_rest_is_checked():
    long = ", ".join(["12%"] * 2_000)
    found = check_text(f"{long}\n\n{long}\n\nThe number of homes fell from 85 to 103.")
    assert [(str(one.grade), str(one.check)) for one in found] == [
        ("cannot be checked", "a sentence that is too long"),
        ("wrong", "a word for direction"),
    ]
    assert "1 more passages like it" in found[0].says


def test_a_text_too_long_for_a_sentence_has_no_tokens():
    assert tokens("12% " * (LONGEST_SENTENCE // 4 + 1)) == ()
    assert tokens("1 " * (MOST_TOKENS + 1)) == ()
    assert len(tokens("1 " * MOST_TOKENS)) == MOST_TOKENS


FORMS = {
    "one sentence of shares": lambda n: "Then " + ", ".join(["12%"] * n),
    "one sentence of parts": lambda n: "3 of 4 homes (75%) and " * n,
    "many sentences": lambda n: "Of 10 homes, 4 (40%) are good. The number fell from 12 to 10. " * n,
    "a pasted table": lambda n: "\n".join(f"Home {i}\t{i}\t{i % 100}%\tGood" for i in range(n)),
    "a table": lambda n: "| a | b | c | d |\n|---|---|---|---|\n" + "| x | 10 | 4 | 40% |\n" * n,
    "a list": lambda n: "- Good: 3 (40%)\n" * n,
    "a page": lambda n: "<p>Of 10 homes, 4 (40%) are good.</p>" * n,
    "nested tables": lambda n: "<table><tr><td>" * n + "3 of 4" + "</td></tr></table>" * n,
}


@pytest.mark.parametrize("form", FORMS)
def test_four_times_the_text_is_four_times_the_work(form):
    """Calls are counted, not seconds: the count is the same on every machine."""
    tokens.cache_clear()
    check_text(FORMS[form](25))
    small, large = (_calls(FORMS[form](n)) for n in (100, 400))
    assert large < 4.6 * small


def _calls(text: str) -> int:
    count = 0

    def called(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    tokens.cache_clear()
    sys.setprofile(called)
    try:
        check_text(text)
    finally:
        sys.setprofile(None)
    return count


def test_words_of_a_pdf_and_of_an_odt_are_checked(tmp_path):
    line = "The number of care homes in the borough that are rated Good fell from 85 to 103 over the course of the year."
    (tmp_path / "a.pdf").write_bytes(pdf_of(["Of 113 services, 4 (4%) are Outstanding.", line]))
    (tmp_path / "a.odt").write_bytes(odt(f"<text:h>Ratings</text:h><text:p>{line}</text:p>"))
    for name, where in (("a.pdf", "page 1"), ("a.odt", "paragraph 2, column")):
        (finding,) = check(read_document(tmp_path / name))
        assert finding.says == "85 to 103 is a rise"
        assert str(finding.position).startswith(where)


def test_lists_and_tables_of_an_odt(tmp_path):
    rows = [
        ("Rating", "Services"),
        ("Outstanding", "5"),
        ("Good", "103"),
        ("Requires improvement", "35"),
        ("Inadequate", "4"),
        ("Total", "140"),
    ]
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    items = "".join(
        f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("Good: 4 of 5 (90%)", "one")
    )
    (tmp_path / "a.odt").write_bytes(odt(f"<table:table>{cells}</table:table><text:list>{items}</text:list>"))
    found = {one.says for one in check(read_document(tmp_path / "a.odt"))}
    assert found == {"the four counts sum to 147, not 140", "4 of 5 is 80%, not 90%"}


def test_words_without_sentences_are_no_findings():
    assert check(read_text("")) == []
