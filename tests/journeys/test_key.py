"""The hash of pseudonyms: HMAC-SHA-256 as Python calculates it, and no key that is short."""

import hashlib
import hmac

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplace.engine import Engine
from careplace.journeys.errors import RecordsError
from careplace.journeys.key import VARIABLE, create_hash, read_key, throwaway_key

KEY = b"0123456789abcdefghijklmnopqrstuvwxyz"


def expected(key: bytes, text: str) -> int:
    return int.from_bytes(hmac.digest(key, text.encode(), hashlib.sha256)[:8], "big") % 2**63


@pytest.fixture(scope="module")
def engine():
    with Engine() as engine:
        yield engine


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=100), st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_the_hash_is_hmac_sha_256(engine, key, text):
    create_hash(engine, key)
    assert engine.rows("select person_key($text) as id", {"text": text}) == [{"id": expected(key, text)}]


def test_nobody_has_no_id(engine):
    create_hash(engine, KEY)
    assert engine.rows("select person_key(null) as id") == [{"id": None}]


def test_another_key_gives_other_ids(engine):
    ids = set()
    for key in (KEY, KEY[::-1]):
        create_hash(engine, key)
        ids.add(engine.rows("select person_key('P1') as id")[0]["id"])
    assert len(ids) == 2


@pytest.mark.parametrize("key", ["", "Zk4#", "aB" * 40, "0123456789"])
def test_a_missing_or_weak_key_is_refused_with_advice_and_is_not_repeated(monkeypatch, key):
    monkeypatch.setenv(VARIABLE, key)
    with pytest.raises(RecordsError, match="openssl rand") as refused:
        read_key()
    assert not key or key not in str(refused.value)


def test_a_key_is_read_from_the_environment_or_a_file(monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, KEY.decode())
    assert read_key() == KEY
    (tmp_path / "key").write_bytes(KEY[::-1] + b"\n")
    assert read_key(tmp_path / "key") == KEY[::-1]


def test_a_throwaway_key_is_new_each_time():
    assert throwaway_key() != throwaway_key()
