"""One request, one edition: exchanged under load, closed when the last reader has gone, kept when the next is broken."""

import shutil
import threading

import pytest

from careplace.editions.home import EditionError, Home
from careplace.measures.cache import cached
from careplace.web.public.editions import AGAIN, Shelf

MEMORY = "128MB"


@pytest.fixture(scope="module")
def two(small_home, two_editions_home, tmp_path_factory) -> tuple:
    """(home, id, another id): two editions, the first of them serving."""
    folder = shutil.copytree(two_editions_home, tmp_path_factory.mktemp("two") / "home", symlinks=True)
    first, second = Home(small_home).current(), Home(folder).current()
    serve(folder, first)
    return folder, first, second


def serve(folder, id: str) -> None:
    home = Home(folder)
    with home.locked():
        home.serve(id, "test")


@pytest.fixture
def shelf(two):
    serve(two[0], two[1])
    made = Shelf(two[0], MEMORY)
    yield made
    made.close()


def test_a_request_keeps_the_edition_that_it_began_with(shelf, two):
    folder, first, second = two
    early = shelf.read()
    serve(folder, second)
    late = shelf.read()
    assert (early.id, late.id) == (first, second)
    assert early.rows("select count(*) as n from register")[0]["n"] > 0
    assert early.gazetteer is not late.gazetteer
    early.close()
    late.close()


def test_an_edition_is_closed_when_its_last_reader_goes(shelf, two):
    folder, _first, second = two
    one, other = shelf.read(), shelf.read()
    opened = one._open
    serve(folder, second)
    shelf.read().close()
    one.close()
    one.close()
    assert opened.edition.engine.connection.execute("select 1").fetchall() == [(1,)]
    other.close()
    with pytest.raises(Exception, match=r"[Cc]losed"):
        opened.edition.engine.connection.execute("select 1")


def test_a_broken_edition_leaves_the_one_before_serving(shelf, two, said):
    folder, first, second = two
    shelf.read().close()
    serve(folder, second)
    manifest = folder / "editions" / second / "manifest.json"
    kept = manifest.read_bytes()
    try:
        manifest.write_bytes(b"{}")
        for _ in range(3):
            reading = shelf.read()
            assert reading.id == first
            reading.close()
    finally:
        manifest.write_bytes(kept)
    refused = [record for record in said if "cannot be opened" in record.getMessage()]
    assert len(refused) == 1
    shelf._refused[second] -= AGAIN
    reading = shelf.read()
    assert reading.id == second
    reading.close()


def test_without_an_edition_it_says_what_to_do(tmp_path):
    with pytest.raises(EditionError, match="careplace build"):
        Shelf(tmp_path, MEMORY).read()


@cached()
def cached_id(reading) -> str:
    return reading.id


def test_swaps_under_load_give_no_error_and_no_mixed_reading(shelf, two):
    folder, *ids = two
    wrong, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            try:
                reading = shelf.read()
                try:
                    folders = {str(path) for path in (reading.folder,)}
                    seen = reading.rows("select count(*) as n from snapshot")[0]["n"]
                    made = cached_id(reading)
                    if made != reading.id or not seen or not folders:
                        wrong.append((made, reading.id))
                finally:
                    reading.close()
            except Exception as error:
                wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for turn in range(12):
        serve(folder, ids[turn % 2])
        stop.wait(0.05)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_what_one_cursor_makes_no_other_sees(shelf, two):
    one, other = shelf.read(), shelf.read()
    one.engine.view_parquet("here_all", two[0] / "editions" / two[1] / "tables" / "area.parquet")
    with pytest.raises(Exception, match="here_all"):
        other.rows("select * from here_all")
    one.close()
    other.close()


def test_an_answer_in_pieces_keeps_its_edition_to_the_last(site, two, monkeypatch):
    from django.http import StreamingHttpResponse

    from careplace.web.public import editions

    client = site(home=two[0], memory=MEMORY)
    serve(two[0], two[1])

    def pieces(request):
        def rows():
            for _ in range(3):
                yield f"{request.edition.rows('select count(*) as n from snapshot')[0]['n']} {request.edition.id}\n"

        return StreamingHttpResponse(rows(), content_type="text/plain")

    monkeypatch.setattr("careplace.web.shell.root_files.robots", pieces)
    handler = editions.ReadsEdition(pieces)
    from django.test import RequestFactory

    answer = handler(RequestFactory().get("/"))
    serve(two[0], two[2])
    client.get("/ready")
    lines = [piece.decode().split()[1] for piece in answer]
    answer.close()
    assert lines == [two[1]] * 3


@pytest.mark.parametrize(
    "path", ["/", "/about", "/nowhere", "/search?q=zz", "/places/nowhere/", "/about/?against=x"]
)
def test_every_answer_lets_go_of_its_edition(client, path):
    from careplace.web.public.editions import shelf

    client.get("/ready")
    # Other tests of the process may hold answers that they never close.
    open_before = shelf()._current, shelf()._current.readers
    for headers in ({}, {"if-none-match": "*"}):
        for method in (client.get, client.head, client.post):
            method(path, headers=headers)
    assert (shelf()._current, shelf()._current.readers) == open_before
