"""What bytes are, told from the bytes; and every file that cannot be read says why and what to do."""

import gzip
import zipfile
from io import BytesIO

import pytest
from tests.sources.xls import compound

from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.unpacking import limit, looks_utf16, unpacked


def zipped(**members: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def refusal(raw, data: bytes, name: str = "01_September_2026_Latest_ratings.ods") -> str:
    with pytest.raises(SourceError) as caught:
        open_book(raw(name, data))
    message = str(caught.value)
    assert f"file {name}" in message
    return message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"a,b\n1,2\n", "text"),
        (b'[{"locationId": "1-1"}]', "json"),
        (b'\xef\xbb\xbf {"a": 1}', "json"),
        ("a,b\n1,2\n".encode("utf-16"), "text"),
    ],
)
def test_plain_bytes_are_told_by_their_start(raw, data, kind):
    assert unpacked(raw("anything.bin", data)) == (kind, data)


def test_the_name_has_no_say(raw, ods, xlsx):
    sheets = {"A": [["a", "b"]]}
    assert unpacked(ods(sheets, name="ratings.csv"))[0] == "ods"
    assert unpacked(xlsx(sheets, name="ratings.ods"))[0] == "xlsx"
    assert unpacked(raw("ratings.xlsx", b"a,b\n"))[0] == "text"


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped(one=data)])
def test_packing_is_taken_off(raw, pack):
    assert unpacked(raw("x", pack(b"a,b\n1,2\n"))) == ("text", b"a,b\n1,2\n")


def test_a_gzip_of_several_members_is_read_whole(raw):
    assert unpacked(raw("x.gz", gzip.compress(b"a,b\n") + gzip.compress(b"1,2\n")))[1] == b"a,b\n1,2\n"


@pytest.mark.parametrize("data", [b"", b" \n\n"])
def test_an_empty_file(raw, data):
    message = refusal(raw, data)
    assert "an empty file" in message
    assert "download it again" in message


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><body>503 Service unavailable</body></html>",
        b"\n\n  <HTML lang='en'>",
        b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">',
    ],
)
def test_a_saved_error_page(raw, page):
    message = refusal(raw, page)
    assert "web page (HTML)" in message
    assert "download it again" in message


def test_a_workbook_cut_short(raw, ods):
    whole = ods({"A": [["a"] * 50] * 50}).path.read_bytes()
    message = refusal(raw, whole[: len(whole) // 2])
    assert "cut short" in message
    assert "download it again" in message


def test_a_gzip_cut_short_and_a_damaged_one(raw):
    whole = gzip.compress(bytes(range(256)) * 50)
    assert "cut short" in refusal(raw, whole[:-20])
    damaged = bytearray(gzip.compress(b"a,b\n" * 500))
    damaged[-6] ^= 255
    assert "damaged gzip" in refusal(raw, bytes(damaged))


def test_a_password(raw, ods):
    sheets, inside = {"A": [["a"]]}, "<manifest:encryption-data/>"
    protected = ods(sheets, inside=inside).path.read_bytes()
    assert "password-protected" in refusal(raw, protected)
    assert "password-protected" in refusal(raw, compound("EncryptedPackage", bytes(5000)))


def test_an_old_workbook_is_told_from_other_old_files(raw, xls):
    assert unpacked(xls({"A": [["a"]]}))[0] == "xls"
    assert unpacked(raw("x", compound("Book", bytes(5000))))[0] == "xls"
    for other in (compound("WordDocument", bytes(5000)), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)):
        message = refusal(raw, other)
        assert "no workbook can be found" in message
        assert "save it as" in message


def test_an_old_workbook_cut_short(raw, xls):
    whole = xls({"A": [["a"]]}).path.read_bytes()
    message = refusal(raw, whole[:-100])
    assert "cut short" in message
    assert "download it again" in message


def test_other_binary_files(raw):
    message = refusal(raw, b"PAR1\x00\x01\x02" * 100)
    assert "binary" in message
    assert "PAR1" in message
    assert "zip of 2 files" in refusal(raw, zipped(a=b"1", b=b"2"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(raw, monkeypatch):
    monkeypatch.setenv("CAREPLACE_MAX_UNPACKED", "100000")
    for bomb in (zipped(**{"content.xml": bytes(10**6)}), zipped(one=b"0" * 10**6)):
        message = refusal(raw, bomb)
        assert "1,000,000 bytes" in message
        assert "at most 100,000 bytes" in message
        assert "CAREPLACE_MAX_UNPACKED" in message


def test_a_gzip_bomb_is_stopped_while_it_is_read(raw, monkeypatch):
    monkeypatch.setenv("CAREPLACE_MAX_UNPACKED", "100000")
    assert "at most 100,000 bytes" in refusal(raw, gzip.compress(bytes(10**8)))


def test_a_file_larger_than_the_bound_is_not_read(raw, monkeypatch):
    monkeypatch.setenv("CAREPLACE_MAX_UNPACKED", "10")
    assert "at most 10 bytes" in refusal(raw, b"a,b\n1,2\n3,4\n")


def test_packed_again_and_again(raw):
    data = b"a,b\n"
    for _ in range(4):
        data = gzip.compress(data)
    assert "packed more than 2 times" in refusal(raw, data)


def test_the_bound_has_a_default_and_must_be_a_number(monkeypatch):
    monkeypatch.delenv("CAREPLACE_MAX_UNPACKED", raising=False)
    assert limit() == 3 * 2**30
    monkeypatch.setenv("CAREPLACE_MAX_UNPACKED", "3GB")
    with pytest.raises(ValueError, match="whole number of bytes"):
        limit()


def test_utf16_is_told_with_and_without_its_mark():
    text = "Location ID,Location Name\n"
    assert looks_utf16(text.encode("utf-16"))
    assert looks_utf16(text.encode("utf-16-le"))
    assert looks_utf16(text.encode("utf-16-be"))
    assert not looks_utf16(text.encode())


def test_a_zip_that_states_less_than_it_holds_is_damaged(raw, ods):
    whole = bytearray(ods({"A": [["a"] * 40] * 40}).path.read_bytes())
    start = whole.rfind(b"content.xml") - 46  # the entry of content.xml in the zip's directory
    whole[start + 24 : start + 28] = (100).to_bytes(4, "little")
    assert "damaged" in refusal(raw, bytes(whole))
