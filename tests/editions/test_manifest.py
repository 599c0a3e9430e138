"""Any byte that changed, any file missing or added, is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.editions.fictional import WORLD, write_places, write_register

from careplace.editions import manifest
from careplace.editions.build import build
from careplace.editions.home import EditionError, Home
from careplace.editions.manifest import Fault
from careplace.editions.rawstore import RawStore


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    """(folder of an edition, its files, the raw files it was made from)"""
    folder = tmp_path_factory.mktemp("sealed")
    write_places(folder / "raw")
    write_register(folder / "raw")
    result = build(folder / "raw", folder / "home", **WORLD)
    files = sorted(p for p in result.folder.rglob("*") if p.is_file())
    place = Home(folder / "home")
    return result.folder, files, RawStore(place)


def test_an_edition_as_sealed_has_no_faults(sealed):
    folder, _files, store = sealed
    assert manifest.faults(folder, store) == []


@given(data=st.data())
def test_any_flipped_bit_of_any_file_is_found(sealed, data):
    folder, files, store = sealed
    raw = [store.path(sha256) for sha256 in store.hashes()]
    path = data.draw(st.sampled_from([*files, *raw]))
    original = path.read_bytes()
    at = data.draw(st.integers(0, len(original) - 1))
    bit = data.draw(st.integers(0, 7))
    try:
        # The raw store is read-only; the disk that flips a bit does not ask.
        path.chmod(0o644)
        path.write_bytes(original[:at] + bytes([original[at] ^ 1 << bit]) + original[at + 1 :])
        assert manifest.faults(folder, store) != []
    finally:
        path.write_bytes(original)


@given(data=st.data())
def test_any_cut_file_is_found(sealed, data):
    folder, files, _store = sealed
    path = data.draw(st.sampled_from(files))
    original = path.read_bytes()
    try:
        path.write_bytes(original[: data.draw(st.integers(0, len(original) - 1))])
        assert manifest.faults(folder) != []
    finally:
        path.write_bytes(original)


@pytest.mark.parametrize("name", ["extra.txt", "tables/more.parquet", "deep/er/file"])
def test_an_added_file_is_found(sealed, name):
    folder, *_ = sealed
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    try:
        assert manifest.faults(folder) == [Fault(name, "added")]
    finally:
        path.unlink()


def test_every_missing_file_is_found(sealed):
    folder, files, store = sealed
    for path in [*files, *(store.path(sha256) for sha256 in store.hashes())]:
        away = folder.parent / "away"
        path.rename(away)
        try:
            assert manifest.faults(folder, store) != []
        finally:
            away.rename(path)


def test_a_link_in_place_of_a_file_is_found(sealed):
    folder, *_ = sealed
    path = folder / "tables" / "area.parquet"
    path.rename(folder.parent / "area.parquet")
    path.symlink_to(folder.parent / "area.parquet")
    try:
        assert manifest.faults(folder) == [Fault("tables/area.parquet", "changed")]
    finally:
        path.unlink()
        (folder.parent / "area.parquet").rename(path)


def test_a_manifest_that_does_not_match_its_seal_is_not_read(sealed):
    folder, *_ = sealed
    path = folder / "manifest.json"
    original = path.read_bytes()
    path.write_bytes(original.replace(b"Fiction", b"Fission", 1))
    try:
        with pytest.raises(
            EditionError, match=r"manifest\.json does not match manifest\.sha256; build it again"
        ):
            manifest.read(folder)
    finally:
        path.write_bytes(original)


def test_rows_of_tables_in_folders_add_up():
    files = {
        "tables/register/2021.parquet": {"rows": 2},
        "tables/register/2026.parquet": {"rows": 3},
        "tables/area.parquet": {"rows": 5},
        "figures/providers/2021.parquet": {"rows": 7},
        "figures/note.txt": {},
    }
    assert manifest.tables({"files": files}) == {"register": 5, "area": 5}
    assert manifest.rows_in({"files": files}, "figures") == 7


@given(
    names=st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), unique=True, min_size=1, max_size=5),
    accepted=st.none() | st.text(),
)
def test_the_digest_depends_on_inputs_code_and_reason_but_not_on_their_order(names, accepted):
    inputs = [{"sha256": sha256, "name": name} for sha256, name in names]
    digest = manifest.edition_digest({"version": "1"}, inputs, accepted)
    assert manifest.edition_digest({"version": "1"}, inputs[::-1], accepted) == digest
    assert manifest.edition_digest({"version": "2"}, inputs, accepted) != digest
    assert manifest.edition_digest({"version": "1"}, inputs[1:], accepted) != digest
    assert manifest.edition_digest({"version": "1"}, inputs, (accepted or "") + "x") != digest
