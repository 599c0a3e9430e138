"""Ranges of bytes, as DuckDB and others ask for parts of Parquet. Source: RFC 9110, section 14."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.web.public.downloads.ranges import asked_range

NAME = "/downloads/tables/area.parquet"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-3", (0, 3)), ("bytes=5-", (5, 9)), ("bytes=-4", (6, 9)), ("bytes=-40", (0, 9)), ("bytes=0-99", (0, 9)),
        ("bytes=10-", (1, 0)), ("bytes=-0", (1, 0)), ("bytes=3-2", None), ("bytes=-", None), ("bytes=0-1,3-4", None),
        ("", None),
        ("items=0-1", None), ("bytes=a-b", None), ("bytes=" + "9" * 40 + "-", None),
    ],
)  # fmt: skip
def test_ranges_are_read_as_the_standard_has_them(header, found):
    assert asked_range(header, 10) == found


@given(st.text(max_size=20), st.integers(1, 100))
def test_no_header_is_a_fault(text, size):
    found = asked_range(text, size)
    assert found is None or found == (1, 0) or 0 <= found[0] <= found[1] < size


@given(first=st.integers(0, 50), length=st.integers(1, 50), size=st.integers(1, 60))
def test_a_range_is_that_part(first, length, size):
    whole = bytes(range(size))
    found = asked_range(f"bytes={first}-{first + length - 1}", size)
    wanted = whole[first : first + length]
    assert (whole[found[0] : found[1] + 1] if found[0] <= found[1] else b"") == wanted


def test_parquet_is_the_file_itself(had, files):
    assert had(NAME) == files["tables/area"].path.read_bytes()


def test_a_part_of_parquet_is_that_part(client, files):
    whole = files["tables/area"].path.read_bytes()
    answer = client.get(NAME, headers={"range": "bytes=4-103"})
    assert answer.status_code == 206
    assert b"".join(answer.streaming_content) == whole[4:104]
    assert answer["Content-Range"] == f"bytes 4-103/{len(whole)}"
    assert answer["Content-Length"] == "100"
    end = client.get(NAME, headers={"range": "bytes=-8"})
    assert b"".join(end.streaming_content) == whole[-8:]


def test_a_range_of_another_file_is_answered_with_the_whole(client, files):
    first = client.head(NAME)
    kept = client.get(NAME, headers={"range": "bytes=0-3", "if-range": first["ETag"]})
    assert kept.status_code == 206
    kept.close()
    stale = client.get(NAME, headers={"range": "bytes=0-3", "if-range": '"another"'})
    assert stale.status_code == 200
    stale.close()


def test_a_range_past_the_end_is_refused(client, files):
    answer = client.get(NAME, headers={"range": "bytes=999999999-"})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{files['tables/area'].bytes}"
