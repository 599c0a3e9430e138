"""Writes docs/corrections.md from src/careplace/publish/corrections.toml: `make corrections`."""

from pathlib import Path

from careplace.publish.corrections import corrections, page

PAGE = Path(__file__).parents[2] / "docs/corrections.md"

if __name__ == "__main__":
    PAGE.write_text(page(corrections()), encoding="utf-8")
