"""The same text out of every encoding that files come in, or an error that says which line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.contract import SourceError
from careplace.sources.encodings import utf8
from careplace.sources.publication import RawFile

TEXT = "Name,Place\nThe Old Café – 3rd floor,St Helens\n"
FILE = RawFile(None, "directory.csv", "")
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=126) | st.sampled_from("é–’£\n,"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_gives_the_same_text(encoding):
    assert utf8(FILE, TEXT.encode(encoding)).decode() == TEXT


@given(LATIN)
def test_utf8_is_left_alone(text):
    assert utf8(FILE, text.encode()) == text.encode()


@given(LATIN.filter(lambda text: "é–" not in text and not text.isascii()))
def test_windows_text_comes_through(text):
    assert utf8(FILE, text.encode("cp1252")).decode() == text


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        utf8(FILE, data)
    return str(caught.value)


def test_a_mixture_is_refused_with_its_line():
    message = refusal("a\nCafé\n".encode() + "Café\n".encode("cp1252"))
    assert "row 3" in message
    assert "0xe9" in message
    assert "save the file as CSV UTF-8" in message


def test_bytes_of_no_encoding_are_refused():
    message = refusal(b"a,b\n\x81,1\n")
    assert "0x81" in message
    assert "row 2" in message


def test_zero_bytes_and_broken_utf16_are_refused():
    assert "zero byte" in refusal(b"a,b\nc\0,d\n" + b"x" * 500)
    assert "breaks off" in refusal(TEXT.encode("utf-16")[:-1])
