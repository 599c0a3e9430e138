"""What the tests of the documentation read: the files that git knows, and the pages among them."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file that git tracks or would add, that stands on the disk."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


@pytest.fixture(scope="session")
def pages(tracked) -> dict[Path, str]:
    """Every Markdown page with its text."""
    return {path: path.read_text(encoding="utf-8") for path in tracked if path.suffix == ".md"}


@pytest.fixture(scope="session")
def guide(pages) -> str:
    """The README and the guide: where a user looks for a command."""
    return "\n".join(
        text
        for path, text in pages.items()
        if path == ROOT / "README.md" or ROOT / "docs/guide" in path.parents
    )
