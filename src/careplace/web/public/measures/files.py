"""What a page of a measure shows as a file: the same councils, the same figures, England's first."""

import csv
import io
import json
from dataclasses import asdict, fields

from careplace.figures import Figure
from careplace.publish.opendata import LICENCE, spreadsheet_safe_text
from careplace.web.public.measures.council_figures import CouncilFigures

FIGURE = tuple(field.name for field in fields(Figure))
COLUMNS = (
    "id",
    "name",
    *FIGURE,
    "against_england",
    "against_england_lower95",
    "against_england_upper95",
    "verdict",
    "said",  # the name that "verdict" had before: kept for who reads it
)


def rows(councils: CouncilFigures) -> list[dict]:
    """One row a council, by name, after England's; `verdict` is what its difference from England shows.

    `said` repeats it, for readers of the old name.
    """
    england = {"id": councils.england.id, "name": councils.nation, **asdict(councils.england)}
    return [england, *(_row(councils, row) for row in councils.rows)]


def _row(councils: CouncilFigures, row) -> dict:
    figure = row.figure or Figure(
        councils.subject.measure.id, row.code, councils.period, councils.subject.breakdown, status="missing"
    )
    cells = {"id": figure.id, "name": row.name, **asdict(figure)}
    if row.difference is not None:
        d = row.difference
        cells |= {"against_england": d.value, "against_england_lower95": d.lower95}
        cells |= {"against_england_upper95": d.upper95, "verdict": row.verdict, "said": row.verdict}
    return cells


def to_csv(councils: CouncilFigures) -> str:
    """CSV, whose text cells no spreadsheet takes for a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows({name: _cell(row.get(name)) for name in COLUMNS} for row in rows(councils))
    return out.getvalue()


def to_json(councils: CouncilFigures, edition: str) -> str:
    """One JSON object: the measure's entry in the dictionary, the period, and the rows."""
    whole = {
        "edition": edition,
        "licence": LICENCE,
        "measure": asdict(councils.subject.measure),
        "period": councils.period,
        "breakdown": councils.subject.breakdown,
        "rows": rows(councils),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str, allow_nan=False) + "\n"


def _cell(value) -> str:
    if value is None:
        return ""
    return repr(value) if isinstance(value, float) else spreadsheet_safe_text(str(value))
