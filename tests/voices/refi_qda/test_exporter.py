"""Projects written for other programs: they come back equal, whatever the text, the unit and the line ends."""

import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.voices.refi_qda.projects import PROJECT, TEXT, guid

from careplace.voices.positions import Unit
from careplace.voices.refi_qda.exporter import export_project
from careplace.voices.refi_qda.importer import import_project
from careplace.voices.refi_qda.project import Coding, Project, Selection
from careplace.voices.texts import Span, normalised

texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff"), min_size=1, max_size=40).map(
    normalised
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("unit", Unit)
def test_a_project_comes_back_equal(unit, line_end):
    project = replace(PROJECT, unit=unit, line_end=line_end, origin=f"Careplace, positions in {unit}")
    assert import_project(export_project(project)) == project


@given(texts, st.data())
def test_every_selection_comes_back_with_its_words(text, data):
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    spans = [Span(start, data.draw(st.integers(start + 1, len(text)))) for start in starts]
    selections = tuple(
        Selection(guid(100 + n), span, (Coding(guid(200 + n), guid(12)),)) for n, span in enumerate(spans)
    )
    project = replace(
        PROJECT,
        sources=(replace(PROJECT.sources[0], text=text, selections=selections),),
        unit=Unit.CODE_POINTS,
    )
    [source] = import_project(export_project(project)).sources
    assert source.text == text
    assert [source.text[s.span.start : s.span.end] for s in source.selections] == [
        text[s.start : s.end] for s in spans
    ]


def test_positions_are_those_of_the_program_that_it_is_written_for():
    positions = {}
    for unit in Unit:
        data = export_project(replace(PROJECT, unit=unit))
        with zipfile.ZipFile(BytesIO(data)) as package:
            root = ElementTree.fromstring(package.read("project.qde"))
            raw = package.read(f"Sources/{guid(20)}.txt").decode("utf-8-sig")
        selections = root.iter("{urn:QDA-XML:project:1.0}PlainTextSelection")
        positions[unit] = [(int(s.get("startPosition")), int(s.get("endPosition"))) for s in selections]
    assert positions == {Unit.CODE_POINTS: [(2, 11), (14, 31)], Unit.UTF_16: [(3, 12), (15, 32)]}
    assert raw == TEXT.replace("\n", "\r\n")
    assert raw[14:31] == "Nobody rang back."


def test_the_same_project_gives_the_same_bytes():
    assert export_project(PROJECT) == export_project(PROJECT)


def test_no_document_is_handed_on():
    with zipfile.ZipFile(BytesIO(export_project(PROJECT))) as package:
        assert {name.rpartition(".")[2] for name in package.namelist()} == {"qde", "txt"}


def test_characters_that_xml_cannot_hold_are_replaced_in_names():
    assert import_project(export_project(Project("a\x00b\x1fc"))).name == "a\ufffdb\ufffdc"


def test_an_empty_project_is_a_project():
    assert import_project(export_project(Project(""))).sources == ()
