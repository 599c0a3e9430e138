"""Projects of other programs: what is read, what is counted, and every way in which a file is refused whole."""

import zipfile
from io import BytesIO

import pytest
from tests.voices.refi_qda.projects import guid, packed, selected, xml

from careplace.voices.positions import Unit
from careplace.voices.refi_qda import archive
from careplace.voices.refi_qda.importer import import_project
from careplace.voices.refi_qda.project import ProjectError
from careplace.voices.texts import Span


def problems(parts):
    with pytest.raises(ProjectError) as caught:
        import_project(parts if isinstance(parts, bytes) else packed(parts))
    return caught.value.problems


def test_a_selection_is_read_with_its_words():
    project = import_project(
        packed({"project.qde": xml(texts=selected(4, 7)), "sources/one.txt": "one\ntwo"})
    )
    [source] = project.sources
    assert source.text == "one\ntwo"
    assert source.selections[0].span == Span(4, 7)
    assert source.selections[0].codings[0].code == guid(10)
    assert (project.unit, project.line_end) == (Unit.CODE_POINTS, "\n")


def test_line_ends_and_units_of_a_program_are_seen_from_its_selections():
    raw = "\ufeff😀😀 we waited\r\nlong"
    project = import_project(packed({"project.qde": xml(texts=selected(16, 20)), "Sources/one.txt": raw}))
    [source] = project.sources
    assert source.text[source.selections[0].span.start : source.selections[0].span.end] == "long"
    assert (project.unit, project.line_end) == (Unit.UTF_16, "\r\n")


def test_a_text_may_be_in_the_project_itself():
    texts = f'<TextSource guid="{guid(20)}" name="one"><PlainTextContent>We waited.</PlainTextContent></TextSource>'
    assert import_project(packed({"project.qde": xml(texts=texts)})).sources[0].text == "We waited."


def test_the_text_of_a_pdf_is_read():
    texts = (
        f'<PDFSource guid="{guid(19)}" name="plan" path="internal://plan.pdf"><Representation guid="{guid(20)}" name="plan" '
        'plainTextPath="internal://one.txt"/></PDFSource>'
    )
    [source] = import_project(packed({"project.qde": xml(texts=texts), "Sources/one.txt": "A plan"})).sources
    assert (source.name, source.text) == ("plan", "A plan")


def test_what_is_not_read_is_counted():
    more = (
        f'<Notes><Note guid="{guid(50)}" name="memo"/></Notes><Sets><Set guid="{guid(51)}" name="s"/></Sets>'
    )
    texts = f'<PictureSource guid="{guid(22)}" name="map"/>'
    left_out = import_project(packed({"project.qde": xml(more, texts)})).left_out
    assert left_out == {"Note": 1, "Notes": 1, "PictureSource": 1, "Set": 1, "Sets": 1}


SHORT = {"Sources/one.txt": "short"}


@pytest.mark.parametrize(("parts", "problem"), [
    (b"no archive", "not a .qdpx file"),
    ({"other.xml": "<a/>"}, "a packed file without project.qde"),
    ({"project.qde": "<Project"}, "project.qde cannot be read"),
    ({"project.qde": "<Project/>"}, "expected a REFI-QDA project, version 1.0, found Project"),
    ({"project.qde": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'}, "entities or a document type"),
    ({"project.qde": xml()}, "a packed file without sources/one.txt"),
    ({"project.qde": xml(), "Sources/one.txt": b"\xff\xfe\x00"}, "Sources/one.txt is not UTF-8"),
    ({"project.qde": xml(texts=selected(0, 99)), **SHORT}, "in a text that has 5 positions"),
    ({"project.qde": xml(texts=selected("two", 3)), **SHORT}, "its positions are not whole numbers"),
    ({"project.qde": xml(texts=selected(0, 3, code=guid(99))), **SHORT}, "not in the code book"),
    ({"project.qde": xml(texts=selected(0, 3).replace(guid(20), "../../x")), **SHORT}, "'../../x', which is"),
    ({"project.qde": xml(texts=selected(0, 3) + selected(1, 2)), **SHORT}, "two of TextSource have"),
    ({"project.qde": xml(texts=f'<TextSource guid="{guid(20)}" name="tape"/>')}, "the source 'tape' has no plain text"),
])  # fmt: skip
def test_a_file_that_is_wrong_is_refused_whole_and_says_why(parts, problem):
    assert any(problem in text for text in problems(parts))


@pytest.mark.parametrize("path", [
    "internal://../project.qde", "internal://a/b.txt", "internal://..\\x", "internal://", "/etc/passwd", "relative:///x.txt",
    "file:///etc/passwd", "http://127.0.0.1/x",
])  # fmt: skip
def test_no_text_is_read_from_outside_the_file(path):
    parts = {"project.qde": xml().replace("internal://one.txt", path), "Sources/one.txt": "one"}
    assert any("only from the file itself" in text for text in problems(parts))


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/cron.d/x", "C:\\x", "Sources/..\\..\\x"])
def test_names_that_lead_out_of_the_file_are_refused(name):
    assert any(
        "lead out of it" in text
        for text in problems({"project.qde": xml(), "Sources/one.txt": "one", name: "x"})
    )


def test_two_parts_of_one_name_are_refused():
    assert "it has two parts of one name." in problems(
        {"project.qde": xml(), "Sources/one.txt": "a", "sources/ONE.txt": "b"}
    )


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_IN_ALL", 10_000)
    assert any(
        "at most 10,000 are read" in text for text in problems({"project.qde": xml(), "x": "0" * 20_000})
    )


def test_a_part_that_hides_its_size_is_read_no_further_than_the_bound(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_TEXT", 100)
    assert any(
        "unpack to more than 100 bytes" in t
        for t in problems({"project.qde": xml(), "Sources/one.txt": "0" * 200})
    )


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_PARTS", 2)
    assert any("at most 2 are read" in text for text in problems({"project.qde": xml(), "a": "", "b": ""}))


def test_all_problems_are_named_at_once():
    texts = selected(0, 99, code=guid(98)) + selected(0, 3, code=guid(99)).replace(guid(20), guid(21))
    assert len(problems({"project.qde": xml(texts=texts), "Sources/one.txt": "short"})) == 3


def test_a_damaged_archive_is_refused():
    whole = packed({"project.qde": xml(), "Sources/one.txt": "one" * 500})
    with zipfile.ZipFile(BytesIO(whole)) as package:
        at = package.getinfo("Sources/one.txt").header_offset + 60
    assert problems(whole[:at] + bytes(8) + whole[at + 8 :])
    assert problems(whole[: len(whole) // 2])
