"""Editions damaged, cut, flipped or taken away while they serve: the last sound one serves, or 503; never 500."""

import os
import shutil
from contextlib import contextmanager

import pytest
from tests.kinds import some

from careplace.editions.home import Home
from careplace.web.public import editions

EARLIER = "2020-01-01-0123456789"
AMONG_FILES = ("health", "ready", "metrics", "robots", "favicon", "moved-static")


def first(folder, pattern):
    return sorted(folder.glob(pattern))[0]


def flip(path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def cut(path) -> None:
    os.truncate(path, path.stat().st_size // 2)


ON_FILES = {
    "removed": lambda path: path.unlink(),
    "cut": cut,
    "flipped": flip,
    "emptied": lambda path: path.write_bytes(b""),
}
FILES = {
    "areas": "tables/area.parquet",
    "register": "tables/register/*.parquet",
    "figures": "figures/providers/*.parquet",
    "outcomes": "figures/outcomes/year.parquet",
    "snapshots": "tables/place_snapshot.parquet",
}
ON_EDITION = {
    "folder removed": shutil.rmtree,
    "folder emptied": lambda folder: (shutil.rmtree(folder), folder.mkdir()),
    "manifest removed": lambda folder: (folder / "manifest.json").unlink(),
    "manifest changed": lambda folder: flip(folder / "manifest.json"),
    "seal removed": lambda folder: (folder / "manifest.sha256").unlink(),
}
DAMAGE = ON_EDITION | {
    f"{file} {how}": lambda folder, pattern=pattern, do=do: do(first(folder, pattern))
    for file, pattern in FILES.items()
    for how, do in ON_FILES.items()
}


@pytest.fixture
def damaged(home, tmp_path, monkeypatch, site):
    """(a home with two sound editions, of which the later serves; a client that has read of it)."""
    copy = shutil.copytree(home, tmp_path / "home", symlinks=True)
    current = Home(copy).current()
    shutil.copytree(copy / "editions" / current, copy / "editions" / EARLIER)
    for id in (EARLIER, current):
        serve(copy, id)
    monkeypatch.setattr(editions, "AGAIN", 0.0)
    client = site(home=copy)
    client.raise_request_exception = False
    assert client.get("/ready").json() == {"status": "ready", "edition": current}
    yield copy, copy / "editions" / current, client
    editions.forget()


def serve(folder, id: str) -> None:
    home = Home(folder)
    with home.locked():
        home.serve(id, "test")


@pytest.fixture(scope="session")
def asked(addresses) -> dict[str, str]:
    """An address of every page that needs an edition."""
    return {name: path for name, path in addresses.items() if name not in AMONG_FILES}


def statuses(client, paths) -> set[int]:
    found = set()
    for path in paths:
        answer = client.get(path)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer.close()
        found.add(answer.status_code)
    return found


# Every damage to the edition, every file and every damage to a file: for a change once each.
TRIED = {*ON_EDITION, "areas removed", "register cut", "figures flipped", "outcomes emptied", "snapshots cut"}


@pytest.mark.parametrize("how", some(DAMAGE, TRIED))
def test_the_last_sound_edition_serves_in_its_place(damaged, how, monkeypatch, said):
    _home, folder, client = damaged
    monkeypatch.setattr(editions, "CHECKED", 0.0)
    DAMAGE[how](folder)
    assert client.get("/").status_code == 200
    assert client.get("/ready").json() == {"status": "ready", "edition": EARLIER}
    assert any(folder.name in str(getattr(record, "why", "")) for record in said)


MET = ("folder removed", *(f"{file} {how}" for file in FILES for how in ("removed", "cut")))


# Each opens every page.
@pytest.mark.parametrize("how", some(MET, ("folder removed", "figures removed")))
def test_no_page_fails_though_the_damage_is_met_before_it_is_looked_for(damaged, asked, how, monkeypatch):
    _home, folder, client = damaged
    monkeypatch.setattr(editions, "CHECKED", 1e9)
    # What was made of the sound edition is kept, and would hide the damage.
    client.handler.load_middleware()
    DAMAGE[how](folder)
    assert statuses(client, asked.values()) <= {200, 202, 302, 301, 308}
    assert client.get("/ready").status_code == 200


@pytest.mark.parametrize(
    "how",
    some(
        ("folder removed", "areas cut", "figures flipped", "manifest changed"),
        ("areas cut",),
    ),
)
def test_without_a_sound_edition_readers_are_told_when_to_come_back(damaged, asked, how, monkeypatch):
    home, folder, client = damaged
    monkeypatch.setattr(editions, "CHECKED", 0.0)
    kept = shutil.copytree(folder, home / "kept")
    shutil.rmtree(home / "editions" / EARLIER)
    DAMAGE[how](folder)
    for path in asked.values():
        answer = client.get(path)
        assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
    assert client.get("/ready").status_code == 503
    assert client.get("/health").status_code == 200
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)
    assert client.get("/ready").json() == {"status": "ready", "edition": folder.name}
    assert statuses(client, asked.values()) <= {200, 202, 302, 301, 308}


@pytest.mark.parametrize(
    "instead",
    [
        lambda link: None,
        lambda link: link.symlink_to("editions/2019-01-01-aaaaaaaaaa"),
        lambda link: link.symlink_to("current"),
        lambda link: link.write_text("nonsense"),
        lambda link: link.mkdir(),
    ],
    ids=["nothing", "nowhere", "itself", "file", "folder"],
)
def test_where_current_leads_nowhere_what_served_goes_on(damaged, instead, monkeypatch):
    home, folder, client = damaged
    (home / "current").unlink()
    instead(home / "current")
    assert client.get("/ready").json() == {"status": "ready", "edition": folder.name}
    assert client.get("/").status_code == 200
    # A worker that starts now has nothing open yet.
    editions.forget()
    assert client.get("/ready").status_code == 200
    assert client.get("/").status_code == 200


@contextmanager
def without_permission(home):
    """This process may read nothing of the home."""
    if os.geteuid():
        modes = {path: path.stat().st_mode for path in (home / "editions").iterdir()}
        for path in modes:
            path.chmod(0)
        yield
        for path, mode in modes.items():
            path.chmod(mode)
    else:
        home.parent.chmod(0o700)
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)


def test_without_permission_readers_are_told_when_to_come_back(damaged, monkeypatch):
    home, folder, client = damaged
    monkeypatch.setattr(editions, "CHECKED", 0.0)
    with without_permission(home):
        answers = [client.get(path) for path in ("/", "/ready", "/downloads/tables/area.parquet")]
    assert [answer.status_code for answer in answers] == 3 * [503]
    assert client.get("/ready").json() == {"status": "ready", "edition": folder.name}


def test_what_was_made_of_a_damaged_edition_is_not_kept_for_the_restored_one(damaged, monkeypatch):
    home, folder, client = damaged
    path = first(folder, FILES["figures"])
    whole = path.read_bytes()
    before = client.get("/").content
    monkeypatch.setattr(editions, "CHECKED", 0.0)
    flip(path)
    assert client.get("/ready").json()["edition"] == EARLIER
    path.write_bytes(whole)
    serve(home, folder.name)
    assert client.get("/ready").json()["edition"] == folder.name
    assert client.get("/").content == before


def test_a_fault_of_ours_is_still_a_fault(damaged, monkeypatch):
    _home, _folder, client = damaged

    def fails(*_given):
        raise ValueError("ours")

    monkeypatch.setattr("careplace.web.public.about.views._sources", fails)
    assert client.get("/about/sources/").status_code == 500
    assert client.get("/ready").status_code == 200


def test_a_connection_of_duckdb_that_has_broken_is_opened_again(damaged):
    _home, folder, client = damaged
    editions.shelf()._current.edition.engine.connection.close()
    assert client.get("/ready").json() == {"status": "ready", "edition": folder.name}
    assert client.get("/places/").status_code in (200, 404)
