"""The pictures of the site in the README and the guide, taken of the demonstration.

A picture that is missing is taken; PICTURES=1 takes them all anew.
"""

import os
import re
from pathlib import Path

import pytest
from tests.browser.site.conftest import ROOT, ask, serving

from careplace.demo.generate import generate
from careplace.editions.build import build

pytestmark = pytest.mark.browser

IMAGES = ROOT / "docs/images"
LARGEST = 150_000
PLACE, OTHER, MEASURE = "/places/zellinmere/", "quarrowick", "ascof-1a-quality-of-life"
# Name, address, width and height of the window, what is scrolled to.
PICTURES = {
    "home": ("/", 1280, 900, ""),
    "place": (PLACE, 1280, 1000, ""),
    "location": ("", 1280, 1000, ""),
    "explore": ("/explore/?sector=residential-care&sort=worst&date=2026-09-01", 1280, 1000, ""),
    "measure": (f"/measures/{MEASURE}/", 1280, 1000, ""),
    "compare": (
        f"/compare/?place=zellinmere&place={OTHER}&measure={MEASURE}&measure=rating-share",
        1280,
        1000,
        "",
    ),
    "place-narrow": (PLACE, 320, 720, ""),
}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    raw, home = tmp_path_factory.mktemp("raw"), tmp_path_factory.mktemp("home")
    generate(raw)
    build(raw, home)
    with serving(home) as site:
        yield site


@pytest.fixture
def picture(request, name) -> Path:
    """The file of a picture, which is taken first where it is missing."""
    path = IMAGES / f"{name}.png"
    if os.environ.get("PICTURES") or not path.exists():
        take(path, *(request.getfixturevalue(fixture) for fixture in ("chromium", "demonstration")))
    return path


def take(path: Path, chromium, site: str) -> None:
    address, width, height, to = PICTURES[path.stem]
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    try:
        page = context.new_page()
        page.goto(site + (address or rated_home(site)))
        page.wait_for_load_state("networkidle")
        if to:
            page.locator(to).evaluate("e => e.scrollIntoView()")
        IMAGES.mkdir(exist_ok=True)
        page.screenshot(path=path)
    finally:
        context.close()


def rated_home(site: str) -> str:
    """The address of a care home that was rated more than once."""
    listed = ask(site, ask(site, "/explore/?sector=residential-care&rating=good&sort=largest")[1])[0]
    homes = re.findall(r'href="(/locations/[^"]+)"', listed)
    return max(homes, key=lambda address: ask(site, address)[0].count("<li"))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_and_shown_in_the_guide(picture, name):
    assert picture.stat().st_size <= LARGEST
    assert f"images/{name}.png" in told()


def told() -> str:
    return "".join(
        Path(ROOT / path).read_text(encoding="utf-8") for path in ("README.md", "docs/guide/site.md")
    )
