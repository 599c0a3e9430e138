"""The pages of publications: what was released is shown, what was withdrawn says so, and damage is never sent."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.publications.released import REVIEW, WITHDRAWN
from tests.web.walking import walked

from careplace.publications.changes import withdraw
from careplace.publications.store import Store
from careplace.web.public.publications import catalogue

V1, V2 = f"/publications/{REVIEW}/v1/", f"/publications/{REVIEW}/v2/"


@pytest.fixture
def changing(site, home, tmp_path, monkeypatch):
    """(client, home) whose publications a test may change; every change is seen at once."""
    copy = tmp_path / "home"
    copy.mkdir()
    for name in ("editions", "current"):
        (copy / name).symlink_to(home / name)
    shutil.copytree(home / "publications", copy / "publications")
    monkeypatch.setattr(catalogue, "CHECKED", -1.0)
    return site(home=copy), copy


def text(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_has_every_publication_and_marks_the_withdrawn(client):
    page = text(client, "/publications/")
    assert page.count("Leaving hospital") == 2
    assert re.search(r"Withdrawn on <time[^>]*>20 November 2026", page)
    assert "People waited" not in page


def test_a_publication_redirects_to_its_latest_version(client):
    assert client.get(f"/publications/{REVIEW}/")["Location"] == V2
    assert client.get(f"/publications/{WITHDRAWN}/")["Location"] == f"/publications/{WITHDRAWN}/v1/"


def test_the_latest_version_has_its_text_files_and_versions(client):
    page = text(client, V2)
    assert "<p>People waited too long to leave hospital.</p>" in page
    assert "alert(1)" not in page
    assert "This is not the latest version" not in page
    assert f'href="{V2}figures.csv"' in page
    assert "The delays of March are corrected." in page
    assert f'href="{V1}"' in page
    assert walked(page, {}).wrong == []


def test_an_earlier_version_says_that_there_is_a_later(client):
    assert "This is not the latest version" in text(client, V1)


def test_a_file_is_saved_under_a_name_of_its_own(client):
    response = client.get(f"{V2}figures.csv")
    assert response.content == b"month,days\n2026-03,212\n"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{REVIEW}-v2-figures.csv"'


def test_html_is_shown_within_a_page_of_the_site(client):
    page = text(client, f"{V2}annex.html")
    assert "<p>Who took part.</p>" in page
    assert page.startswith("<!DOCTYPE html>")


def test_a_tombstone_says_when_and_why(client):
    for address in (f"/publications/{WITHDRAWN}/v1/", f"/publications/{WITHDRAWN}/v1/figures.csv"):
        page = text(client, address, 410)
        assert "It named a person." in page
        assert "212" not in page
        assert client.get(address)["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    [
        "/publications/nothing/",
        f"/publications/{REVIEW}/v3/",
        f"/publications/{REVIEW}/v0/",
        f"/publications/{REVIEW}/v01/",
        f"/publications/{REVIEW}/v1/manifest.json",
        f"/publications/{REVIEW}/v1/other.csv",
        f"/publications/{REVIEW}/v1/%2e%2e%2fv2%2findex.html",
        "/publications/.journal.jsonl",
        "/publications/.building/",
        "/publications/HOSPITAL-REVIEW/",
    ],
)
def test_what_is_no_publication_is_not_found(client, address):
    assert client.get(address, follow=True).status_code in (400, 404)


def test_the_page_of_its_place_links_it_and_no_other_does(client, edition, home):
    code = Store(home).versions(REVIEW)[0].description.place
    pages = {
        area.code: f"/places/{area.code.lower()}/"
        for area in edition.gazetteer.areas.values()
        if area.kind == "council"
    }
    other = next(address for council, address in pages.items() if council != code)
    own = client.get(pages[code], follow=True).content.decode()
    assert f'href="/publications/{REVIEW}/"' in own
    assert "Published about this place" in own
    assert f"/publications/{WITHDRAWN}/" not in own
    assert "Published about this place" not in client.get(other, follow=True).content.decode()


def test_a_withdrawal_is_seen_though_the_page_was_cached(changing):
    client, home = changing
    before = client.get(V2)
    assert client.get(V2)["ETag"] == before["ETag"]
    withdraw(home, REVIEW, "The figures were wrong.", date(2026, 11, 21), version=2)
    after = client.get(V2, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 410
    assert "The figures were wrong." in after.content.decode()
    assert client.get(V1).status_code == 200


def test_a_damaged_file_is_not_sent(changing):
    client, home = changing
    path = home / "publications" / REVIEW / "v2" / "index.html"
    path.chmod(0o644)
    path.write_text("<script>alert(1)</script>")
    page = text(client, V2, 503)
    assert "alert(1)" not in page
    assert "cannot be shown" in page
    assert client.get(V1).status_code == 200


def test_a_damaged_manifest_leaves_the_other_versions(changing):
    client, home = changing
    path = home / "publications" / REVIEW / "v2" / "manifest.json"
    path.chmod(0o644)
    path.write_text("{}")
    assert text(client, V2, 503)
    assert "cannot be shown" in text(client, V1)
    assert text(client, "/publications/").count("Leaving hospital") == 1


def test_a_home_without_publications_has_an_empty_list(site, home, tmp_path):
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("editions", "current"):
        (bare / name).symlink_to(Path(home) / name)
    assert "Nothing has been published here so far" in text(site(home=bare), "/publications/")
