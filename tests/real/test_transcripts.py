"""Transcripts that other people published, as DOCX, ODT and PDF: every word is extracted, in order."""

import re
import zipfile

import pytest
from lxml import etree

from careplace.voices.extraction import extract

pytestmark = pytest.mark.real
PACKED = {"qualcoder_ID1.docx": "word/document.xml", "qualcoder_ID2.odt": "content.xml"}


def text_of(voices, name):
    return extract(name, (voices / "transcripts" / name).read_bytes())


@pytest.mark.parametrize("name", PACKED)
def test_every_word_of_a_document_is_extracted(voices, name):
    with zipfile.ZipFile(voices / "transcripts" / name) as package:
        root = etree.fromstring(package.read(PACKED[name]))
    letters = re.sub(r"\s", "", "".join(root.itertext()))
    assert re.sub(r"\s", "", text_of(voices, name)) == letters
    assert len(text_of(voices, name).splitlines()) > 1 or name.endswith("odt")


def test_a_transcript_in_a_pdf_has_the_turns_of_its_speakers(voices):
    text = text_of(voices, "pdpilot_P1.pdf")
    assert len(text.split()) > 3_000
    assert len(re.findall(r"^Dan:", text, re.MULTILINE)) > 10
    assert "first question" in text


def test_the_table_of_codes_in_a_pdf_is_extracted(voices):
    text = text_of(voices, "pdpilot_code-system.pdf")
    assert "Why do participants use ML explainability techniques" in text
    assert len(text.split()) > 700
