"""Public statements that were labelled before the checker read them: ../shared/statements, where it is.

What is measured here was read while the checker was mended, so it only guards; docs/claims-accuracy.md says what was
found before that.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from careplace.claims import FAULTS, Finding, Grade, check, read_document

pytestmark = pytest.mark.real


@dataclass
class Tally:
    """Expected findings made and missed, and findings that nobody expected."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[tuple[str, Finding]] = field(default_factory=list)


@pytest.fixture(scope="module")
def statements(real_data) -> list[tuple[Path, dict]]:
    folder = real_data.parent / "statements"
    if not (folder / "labels.json").is_file():
        pytest.skip(f"no labelled statements in {folder}")
    return [
        (folder / one["file"], one)
        for one in json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="module")
def findings(statements) -> dict[Path, list[Finding]]:
    """What the checker finds in each statement."""
    return {path: check(read_document(path)) for path, _label in statements}


@pytest.fixture(scope="module")
def tally(statements, findings) -> Tally:
    found = Tally()
    for path, label in statements:
        _count(found, path, label, [one for one in findings[path] if one.grade is not Grade.HOLDS])
    return found


def _count(tally: Tally, path: Path, label: dict, findings: list[Finding]) -> None:
    left = list(label["expect"])
    for finding in sorted(findings, key=lambda one: len(one.quote)):
        if expected := next((one for one in left if _is(finding, one)), None):
            left.remove(expected)
            tally.right += 1
        elif not _may(finding, label):
            tally.false.append((path.name, finding))
    tally.missed += [f"{path.name}: {one['quote']}" for one in left]


def _is(finding: Finding, expected: dict) -> bool:
    return finding.grade in expected["grades"] and any(
        words in finding.quote for words in expected["quote"].split("|")
    )


def _may(finding: Finding, label: dict) -> bool:
    """What is arguable, and an expected finding made over again in other words."""
    return any(words in finding.quote for words in label["may"]) or any(
        _is(finding, one) for one in label["expect"]
    )


def test_there_are_enough_of_them_and_many_are_sound(statements):
    assert len(statements) >= 30
    assert sum(not label["expect"] for _path, label in statements) >= 15


def test_no_sound_statement_is_called_wrong_or_misleading(statements, findings):
    sound = [path for path, label in statements if not label["expect"]]
    assert [(path.name, one.says) for path in sound for one in findings[path] if one.grade in FAULTS] == []


def test_most_of_what_is_found_is_right(tally):
    assert tally.right / (tally.right + len(tally.false)) >= 0.9, tally.false


def test_most_of_what_is_wrong_is_found(tally):
    assert tally.right / (tally.right + len(tally.missed)) >= 0.9, tally.missed
