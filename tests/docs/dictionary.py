"""Writes docs/dictionary.md from the definitions of measures and sectors: `make dictionary`."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHAPTERS = ROOT / "src/careplace/measures"
PAGE = ROOT / "docs/dictionary.md"
TOLD = ("question", "unit", "numerator", "denominator", "method", "polarity", "caveats")

INTRODUCTION = """# Dictionary of measures

What each number is: what is counted, out of what, by which method, and which direction is better. Made by
`make dictionary` from the definitions that Careplace reckons with, which stand in `measures.toml` and
`sectors.toml`: change those, not this page.

A figure's id is `measure/place/period/breakdown`; the measure is the first word below.
"""


def page() -> str:
    """The text of docs/dictionary.md."""
    parts = [INTRODUCTION]
    for definitions in sorted(CHAPTERS.glob("*/measures.toml")):
        chapter = definitions.parent
        parts.append(f"## {chapter.name.capitalize()}: measures\n")
        parts += [_measure(entry) for entry in _entries(definitions, "measure")]
        parts.append(
            f"## {chapter.name.capitalize()}: sectors\n\n| sector | key | who is in it |\n|---|---|---|"
        )
        parts[-1] += "".join(_sector(entry) for entry in _entries(chapter / "sectors.toml", "sector")) + "\n"
    return "\n".join(parts)


def _entries(path: Path, section: str) -> list[dict]:
    return tomllib.loads(path.read_text(encoding="utf-8"))[section]


def _measure(entry: dict) -> str:
    rows = "".join(f"| {key} | {entry[key]} |\n" for key in TOLD if entry.get(key))
    return f"### {entry['title']}\n\n`{entry['id']}`\n\n| | |\n|---|---|\n{rows}"


def _sector(entry: dict) -> str:
    return f"\n| {entry['title']} | `{entry['key']}` | {entry['who']} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
