"""The head of a file of JSON, whatever its form, and nothing of what is no JSON."""

import gzip

import pytest

from careplace.sources.payloads import LOOKED_THROUGH, compression, first_object, first_objects


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[{"a": 1}, {"b": 2}]', {"a": 1}),
        ('\ufeff {"a": 1}\n{"b": 2}\n', {"a": 1}),
        ("[1, 2]", {}),
        ('[{"a": ', {}),
        ("", {}),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_the_first_object_of_a_list_or_of_lines(tmp_path, text, found, packed):
    path = tmp_path / "payloads"
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    assert (first_object(path), compression(path)) == (found, "gzip" if packed else "none")


def test_a_torn_archive_begins_with_nothing(tmp_path):
    path = tmp_path / "torn"
    path.write_bytes(gzip.compress(b'[{"a": 1}]' * 1000)[:20])
    assert first_object(path) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[{"a": 1}, 2, null, {"b": 2}]', [{"a": 1}, {"b": 2}]),
        ('{"a": 1}\n"x"\n{"b": 2}\n', [{"a": 1}, {"b": 2}]),
        ('{"a": 1}', [{"a": 1}]),
        ('[{"a": 1}, {"b": ', [{"a": 1}]),
        ("[]", []),
        ("", []),
        ("[" * 100_000, []),
    ],
)
def test_the_first_objects(tmp_path, text, found):
    path = tmp_path / "payloads"
    path.write_text(text)
    assert first_objects(path) == found


def test_only_the_first_values_are_looked_through(tmp_path):
    path = tmp_path / "payloads"
    path.write_text("0\n" * LOOKED_THROUGH + '{"a": 1}')
    assert first_objects(path) == []
