"""What a page of a measure shows as a file: the same councils, the same figures, England's first."""

import csv
import io
import json
from dataclasses import asdict, fields

from careplace.figures import Figure
from careplace.publish.opendata import LICENCE, unarmed
from careplace.web.measures.reading import Everyone

FIGURE = tuple(field.name for field in fields(Figure))
COLUMNS = (
    "id",
    "name",
    *FIGURE,
    "against_england",
    "against_england_lower95",
    "against_england_upper95",
    "said",
)


def rows(found: Everyone) -> list[dict]:
    """One row a council, by name, after England's; `said` is what may be said of its difference from England."""
    england = {"id": found.england.id, "name": found.nation, **asdict(found.england)}
    return [england, *(_row(found, row) for row in found.rows)]


def _row(found: Everyone, row) -> dict:
    figure = row.figure or Figure(
        found.subject.measure.id, row.code, found.period, found.subject.breakdown, status="missing"
    )
    told = {"id": figure.id, "name": row.name, **asdict(figure)}
    if row.difference is not None:
        d = row.difference
        told |= {"against_england": d.value, "against_england_lower95": d.lower95}
        told |= {"against_england_upper95": d.upper95, "said": row.verdict}
    return told


def to_csv(found: Everyone) -> str:
    """CSV, whose text cells no spreadsheet takes for a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows({name: _cell(row.get(name)) for name in COLUMNS} for row in rows(found))
    return out.getvalue()


def to_json(found: Everyone, edition: str) -> str:
    """One JSON object: the measure's entry in the dictionary, the period, and the rows."""
    whole = {
        "edition": edition,
        "licence": LICENCE,
        "measure": asdict(found.subject.measure),
        "period": found.period,
        "breakdown": found.subject.breakdown,
        "rows": rows(found),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str, allow_nan=False) + "\n"


def _cell(value) -> str:
    if value is None:
        return ""
    return repr(value) if isinstance(value, float) else unarmed(str(value))
