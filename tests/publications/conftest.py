"""A store in a folder of its own, and what is released into it."""

from datetime import date
from pathlib import Path

import pytest

from careplace.publications.records import Description

DESCRIPTION = Description(
    kind="review",
    title="Leaving hospital in Northmoor",
    summary="What older people told us, and what will change.",
    place="X06000001",
    place_name="Northmoor",
    author="Northmoor Health and Wellbeing Board",
    published_on=date(2026, 11, 2),
    edition="2026-05-29-0123456789",
)
FILES: dict[str, str | bytes] = {
    "index.html": "<h2>What we found</h2><p>People waited.</p>",
    "figures.csv": "measure,value\ndelays,12\n",
    "review.pdf": b"%PDF-1.7 words",
}


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path / "home"
