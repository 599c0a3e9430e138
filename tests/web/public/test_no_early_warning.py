"""Early warning stays with quality teams: after a fit the public site says what it said before, in every answer."""

import re
import shutil

import pytest
from tests.measures.warning.fitted import fitted_home
from tests.web.conftest import ClosingClient

from careplace.casework.assurance.warning import store
from careplace.casework.assurance.warning.sentences import UNKNOWN, verdict

WORDS = (
    "early warning",
    "early-warning",
    "early_warning",
    "model card",
    "services like this one were rated below good",
    "boosted trees",
    "logistic regression",
    "risk of a rating",
)
ATTEMPTS = (
    "/early-warning/",
    "/early-warning/model-card/",
    "/early-warning/{file}",
    "/{file}",
    "/sitemap.xml",
    "/static/early-warning/{file}",
    "/downloads/early-warning/{file}",
    "/downloads/../early-warning/{file}",
    "/downloads/%2e%2e/%2e%2e/early-warning/{file}",
    "/downloads/tables/../../../early-warning/{file}",
    "/downloads/tables/early-warning/model.json",
    "/downloads/tables/early-warning.parquet",
    "/about/early-warning/",
    "/measures/early-warning/",
    "/publications/early-warning/v1/{file}",
    "/api/v1/early-warning",
    "/api/v1/places/E08000026/early-warning",
)
OWN_RATING = re.compile(
    r"\b(predicted|forecast|expected|likely|risk|our|careplace's|warning) ratings?\b|\bratings? of (risk|early warning)\b"
)
CHANGES = ("health", "ready", "metrics")
"""They say how the process is, which two requests have differently."""


@pytest.fixture(scope="module")
def fitted(small, tmp_path_factory):
    return fitted_home(small, tmp_path_factory)


@pytest.fixture
def after(home, fitted, tmp_path):
    """The home of the site, in which early warning was fitted: files that no edition, and so no page, lists."""
    copied = shutil.copytree(home, tmp_path / "home", symlinks=True)
    shutil.copytree(fitted / store.FOLDER, copied / store.FOLDER)
    assert store.read(copied).reports > 500
    return copied


def answers(client: ClosingClient, addresses: list[str]) -> dict[str, tuple[int, str]]:
    """{address: (status, text)}."""
    return {address: answer(client, address) for address in addresses}


def answer(client: ClosingClient, address: str) -> tuple[int, str]:
    """The status and the whole text. A download is let go of at once: the site sends few at the same time."""
    got = client.get(address)
    text = got.getvalue().decode(errors="replace")
    got.close()
    return got.status_code, text


def linked(pages: dict[str, tuple[int, str]]) -> list[str]:
    """What these pages name."""
    text = "".join(pages[address][1] for address in ("/api/", "/downloads/", "/about/", "/measures/"))
    named = set(re.findall(r'href="(/(?:api|downloads|about|measures)/[^"#?]*)"', text))
    return sorted(named)


def test_every_answer_of_the_public_site_is_what_it_was_before_the_fit(site, after, addresses):
    named = [address for name, address in addresses.items() if name not in CHANGES]
    before = answers(site(api_rate=1_000_000), named)
    more = linked(before)
    assert len(more) > 50
    before |= answers(site(api_rate=1_000_000), more)
    now = answers(site(home=after, api_rate=1_000_000), [*named, *more])
    assert [address for address in now if now[address] != before[address]] == []
    assert sum(status == 200 for status, _text in now.values()) > 80


def test_no_answer_has_a_word_of_it(site, after, addresses):
    client = site(home=after, api_rate=1_000_000)
    first = answers(client, list(addresses.values()))
    whole = first | answers(client, linked(first))
    said = (*WORDS, *UNKNOWN, verdict(store.read(after)))
    found = {
        (address, words)
        for address, (_status, text) in whole.items()
        for words in said
        if words.lower() in text.lower()
    }
    assert found == set()


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_no_address_leads_to_its_files(site, after, attempt):
    client = site(home=after)
    files = sorted(path.name for path in (after / store.FOLDER).iterdir())
    assert files == ["calibration.svg", "card.md", "lift.svg", "model.json", "precision-recall.svg"]
    for name in files:
        assert client.get(attempt.format(file=name)).status_code in (400, 404)


def test_its_files_are_for_the_owner_and_group_alone(fitted):
    folder = fitted / store.FOLDER
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in (folder, *folder.iterdir())} == {
        store.FOLDER: "0o750",
        **{path.name: "0o640" for path in folder.iterdir()},
    }


def test_its_files_call_a_share_no_rating(fitted):
    """“Rating” is CQC's alone: what early warning gives is a share, a risk or what is expected."""
    text = " ".join((fitted / store.FOLDER / "card.md").read_text(encoding="utf-8").lower().split())
    assert not OWN_RATING.search(text)
    assert "rating and its age" in text
    assert OWN_RATING.search(text + " its predicted rating")
