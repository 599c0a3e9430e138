"""Writes docs/dictionary.md from the definitions of measures, sections and sectors: `make dictionary`."""

from pathlib import Path

from careplace.measures.dictionary import Family, Measure, families, measures, sections
from careplace.measures.national import Nearest, nearest
from careplace.measures.providers.definitions import Sector, sectors

ROOT = Path(__file__).parents[2]
CHAPTERS = ROOT / "src/careplace/measures"
PAGE = ROOT / "docs/dictionary.md"
TOLD = (
    "question",
    "unit",
    "numerator",
    "denominator",
    "method",
    "direction",
    "modelled",
    "missing",
    "caveats",
    "disclosure",
)

INTRODUCTION = """# Dictionary of measures

Use this page to find what each number is: what is counted, out of what, by which method, and which direction is better.

`make dictionary` writes this page from the definitions that Careplace calculates with. To change it, edit those, not
this page: they are in `src/careplace/measures`, in a folder for each chapter and a file for each family of measures, and
in `sections.toml` and `sectors.toml`. The first lines of each file say how to add a measure.

A figure's id is `measure/place/period/breakdown`; the measure is the first part.
"""

RELEASED = """## Released measures, and the nearest published ones

Entries of measures of [releases of journeys](guide/journeys-release.md) come with the release. This is how their
definitions differ from those of published figures (`national.toml`).

| released | nearest published | may be compared | how the definitions differ |
|---|---|---|---|"""


def page() -> str:
    """The text of docs/dictionary.md."""
    parts = [INTRODUCTION, "## Sections\n\n| section | key | chapter | its question |\n|---|---|---|---|"]
    parts[-1] += "".join(
        f"\n| {s.title} | `{s.key}` | {s.chapter} | {s.question} |" for s in sections().values()
    )
    parts[-1] += "\n"
    for section in sections().values():
        here = [m for m in measures().values() if m.section == section.key]
        parts += [f"## {section.chapter.capitalize()}: {section.title}\n"] if here else []
        parts += [_measure(m) for m in here]
    parts.append("## Families of measures\n")
    parts += [_family(family) for family in families().values()]
    parts.append(RELEASED + "".join(_nearest(entry) for entry in nearest().values()) + "\n")
    parts.append("## Providers: sectors\n\n| sector | key | who is in it |\n|---|---|---|")
    parts[-1] += "".join(_sector(sector) for sector in sectors().values()) + "\n"
    return "\n".join(parts)


def _measure(m: Measure) -> str:
    rows = [(name, getattr(m, name)) for name in TOLD if getattr(m, name)]
    rows += [("published as", f"{m.table}, series {m.series}")] if m.table else []
    rows += [(f"target from {t.from_date}", f"{t.words} ({t.source})") for t in m.targets]
    rows += [(f"break on {b.on}", b.why) for b in m.breaks]
    rows += [(f"in {key}", ", ".join(names)) for key, names in m.links.items() if names]
    told = "".join(f"| {name.replace('_', ' ')} | {words} |\n" for name, words in rows)
    return f"### {m.title}\n\n`{m.id}`\n\n| | |\n|---|---|\n{told}"


def _family(family: Family) -> str:
    said = [
        f"### {family.title or family.key}\n",
        f"`{family.key}.toml`" + (f": {family.source}." if family.source else ""),
    ]
    said += [f"\n{family.caveats}"] if family.caveats else []
    return "\n".join(said) + "\n"


def _nearest(entry: Nearest) -> str:
    published = ", ".join(f"`{id}`" for id in entry.published) or "none in this edition"
    compared = f"of {', '.join(entry.versions)}" if entry.counted else "no"
    return f"\n| `{entry.released}` | {published} | {compared} | {entry.differences} |"


def _sector(sector: Sector) -> str:
    return f"\n| {sector.title} | `{sector.key}` | {sector.who} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
