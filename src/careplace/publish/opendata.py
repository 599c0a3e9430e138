"""The report as data: one JSON object, and CSV on the Web with its metadata.

CSV on the Web: W3C, "Metadata Vocabulary for Tabular Data", 2015.
"""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from careplace.figures import NUMBERS, Figure
from careplace.measures.dictionary import Measure
from careplace.publish import wording
from careplace.publish.content import Comparator, Content, Sector
from careplace.publish.outcomes import Outcome, Section

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

FIGURE_WORDS = {
    "id": "measure/place/period/breakdown, the name by which `careplace trace` finds the figure",
    "measure": "what is measured; the report's dictionary says how",
    "place": "code of the area, or key of the comparator group",
    "period": "a year, financial year, month or day; the date of the register; or FROM..TO for a change",
    "breakdown": "sector, or all, then the parts that the measure is broken down by",
    "value": "the number, in its unit; empty where there is none, and `reason` says why",
    "unit": "share (0 to 1), points (percentage points), years, a rate or a score, or what is counted",
    "numerator": "what the share counts",
    "denominator": "what the share is of",
    "lower95": "lower 95% limit, in the unit",
    "upper95": "upper 95% limit, in the unit",
    "lower998": "lower 99.8% limit, in the unit",
    "upper998": "upper 99.8% limit, in the unit",
    "method": "how value and limits were calculated",
    "status": "final, provisional, suppressed, not comparable or missing",
    "reason": "why there is no value, or what limits it",
    "source": "first 12 digits of the SHA-256 of the files it came from, joined by |",
    "query": "the query that counted it",
    "version": "the definition that it was counted by, where the publication names one",
    "verdict": "what may be said of a difference or a trend: better, worse, higher, lower, or that nothing can be told",
    "label": "the name of the provider, brand or band that it is of, or in few words why there is no verdict",
}
MEASURE_WORDS = {
    "id": "the measure's name in the ids of figures",
    "title": "title",
    "question": "the question that it answers",
    "section": "section of the report",
    "unit": "unit of its figures",
    "polarity": "high or low where that is good, none where neither is",
    "direction": "the same in words, where they say more",
    "numerator": "what is counted",
    "denominator": "what it is of",
    "method": "how it is calculated",
    "caveats": "what to take care of",
    "disclosure": "how small numbers are kept secret",
    "modelled": "how it is modelled, where it is",
    "missing": "where it would come from, where no public table gives it",
    "table": "table of the edition that it is made from",
    "author": "who wrote the definition",
    "reviewer": "who reviewed it",
    "reviewed_on": "when",
}
LOCATION_WORDS = {
    "location_id": ("string", "CQC's identifier of the location"),
    "name": ("string", "name of the location"),
    "provider": ("string", "name of the registered provider"),
    "brand": ("string", "name of the brand, where CQC publishes one"),
    "category": ("string", "primary inspection category"),
    "sectors": ("string", "sectors of the report that count the location, separated by spaces"),
    "postcode": ("string", "postcode"),
    "city": ("string", "town or city as published"),
    "beds": ("integer", "registered beds; empty where none are published"),
    "overall": ("string", "overall rating, or why there is none"),
    **{f: ("string", f"rating of the key question {f}") for f in wording.QUESTION_FIELDS},
    "published_on": ("date", "date on which the overall rating was published"),
    "age": ("number", "age of the overall rating at the report's date, in years"),
    "inherited": ("boolean", "whether the rating was given under an earlier registration"),
    "change": ("string", "since the earlier snapshot: better, same, worse, joined and the like"),
    "earlier_rating": ("string", "overall rating at the earlier snapshot, where there was one"),
    "dormant": ("boolean", "whether the registration provides nothing now"),
    "counted": ("boolean", "whether the location is counted in the figures"),
    "services_rated": ("string", "ratings by service group, where CQC rates services apart"),
    "followed_from": ("string", "identifier of the earlier registration that this one followed"),
    "url": ("anyURI", "the location's page at CQC"),
}


def to_json(content: Content) -> str:
    """The whole report as one JSON object, in a stable order."""
    whole = {
        "place": _plain(content.place),
        "edition": _plain(content.edition),
        "as_at": content.as_at.isoformat(),
        "upto": content.upto.isoformat(),
        "change_from": content.change_from.isoformat() if content.change_from else None,
        "licence": LICENCE,
        "sectors": [_sector(sector) for sector in content.sectors],
        "sections": [_section(s) for s in content.outcomes.sections] if content.outcomes else [],
        "comparators": [_comparator(comparator) for comparator in content.groups],
        "figures": {name: asdict(figure) for name, figure in content.figures.items()},
        "locations": [_plain(row) for row in content.locations],
        "left": [_plain(row) for row in content.left],
        "dictionary": [_plain(measure) for measure in content.dictionary],
        "notes": content.notes,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _comparator(comparator: Comparator) -> dict:
    names = ("key", "name", "kind", "members", "covered", "members_covered", "reason", "notes")
    return {name: _plain(getattr(comparator, name)) for name in names}


def _sector(sector: Sector) -> dict:
    identity = {"key": sector.key, "title": sector.title, "within": sector.within or None}
    return identity | {"figures": [figure.id for figure in sector.figures]}


def _section(section: Section) -> dict:
    """A section by the ids of its figures, and what may be said of each measure."""
    return {
        "key": section.key,
        "title": section.title,
        "chapter": section.chapter,
        "measures": [_outcome(outcome) for outcome in section.every],
    }


def _outcome(outcome: Outcome) -> dict:
    return {
        "measure": outcome.measure.id,
        "breakdown": outcome.breakdown,
        "latest": outcome.latest.id if outcome.latest else None,
        "beside": {group.key: outcome.verdict(group.key) for group in outcome.data.groups},
        "direction": outcome.turn,
        "missing": outcome.measure.missing,
        "reason": outcome.data.reason,
    }


def _plain(thing: Any) -> Any:
    """`thing` in JSON's own kinds."""
    if thing is None or isinstance(thing, str | int | float):
        return thing
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, list | tuple):
        return [_plain(part) for part in thing]
    if hasattr(thing, "__dataclass_fields__"):
        thing = {f.name: getattr(thing, f.name) for f in fields(thing)}
    return {
        str(key): _plain(value) for key, value in (thing if isinstance(thing, dict) else vars(thing)).items()
    }


def csv_files(content: Content) -> dict[str, str]:
    """File name to text: figures.csv, measures.csv, locations.csv and csv-metadata.json, which describes them."""
    return {
        "figures.csv": _csv(FIGURE_WORDS, (figure_row(f) for f in content.figures.values())),
        "measures.csv": _csv(MEASURE_WORDS, (_measure_row(measure) for measure in content.dictionary)),
        "locations.csv": _csv(LOCATION_WORDS, (_location_row(row) for row in content.locations)),
        "csv-metadata.json": json.dumps(metadata(content), ensure_ascii=False, indent=1) + "\n",
    }


def _csv(columns: Iterable[str], rows: Iterable[dict]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def figure_row(figure: Figure) -> dict:
    """The cells of FIGURE_WORDS of a figure, as text."""
    row = {"id": figure.id} | asdict(figure)
    return {name: _number(v) if name in NUMBERS else spreadsheet_safe_text(str(v)) for name, v in row.items()}


def _measure_row(measure: Measure) -> dict:
    cells = {name: getattr(measure, name) for name in MEASURE_WORDS}
    return {name: spreadsheet_safe_text(_joined(cell)) for name, cell in cells.items()}


def _joined(cell: Any) -> str:
    return " ".join(cell) if isinstance(cell, list | tuple) else "" if cell is None else str(cell)


def _location_row(row: dict) -> dict:
    return {
        name: _location_cell(name, kind, row.get(name)) for name, (kind, _words) in LOCATION_WORDS.items()
    }


def _location_cell(name: str, kind: str, value: Any) -> str:
    if value is None:
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    if kind in ("integer", "number"):
        return _number(value)
    if kind == "date":
        return value.isoformat()
    return spreadsheet_safe_text(" ".join(value) if name == "sectors" else str(value))


def _number(value: float | None) -> str:
    """A number as XML Schema writes it; whole numbers without a decimal point."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def spreadsheet_safe_text(text: str) -> str:
    """`text` so that a spreadsheet never takes it for a formula: an apostrophe first where it could be one.

    Source: OWASP, "CSV Injection".
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def metadata(content: Content) -> dict:
    """The table group: what every column is, who published it and under which licence."""
    figures = [
        (name, "number" if name in NUMBERS else "string", words) for name, words in FIGURE_WORDS.items()
    ]
    measures = [(name, "string", words) for name, words in MEASURE_WORDS.items()]
    locations = [(name, kind, words) for name, (kind, words) in LOCATION_WORDS.items()]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": content.title,
        "dc:description": "Text that a spreadsheet could take for a formula has an apostrophe before it.",
        "dc:license": {"@id": LICENCE},
        "dc:creator": "Careplace",
        "dc:source": [source["sha256"] for source in content.sources],
        "dialect": {"header": True, "encoding": "utf-8", "delimiter": ",", "quoteChar": '"'},
        "tables": [
            _table("figures.csv", figures, "id"),
            _table("measures.csv", measures, "id"),
            _table("locations.csv", locations, "location_id"),
        ],
    }


def _table(url: str, columns: list[tuple[str, str, str]], key: str) -> dict:
    described = [
        {
            "name": name.replace("-", "_"),
            "titles": name,
            "datatype": kind,
            "dc:description": words,
            "required": name == key,
        }
        for name, kind, words in columns
    ]
    return {"url": url, "tableSchema": {"columns": described, "primaryKey": key}}
