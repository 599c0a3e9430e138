"""The dictionary as an edition records it: what each measure meant when its figures were reckoned."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

import pyarrow as pa

from careplace.measures.providers.definitions import measures as provider_measures

SCHEMA = pa.schema([(name, pa.string()) for name in ("id", "title", "chapter", "section", "unit", "entry")])
PROVIDERS = "providers"


def recorded(measures: Iterable | None = None, chapters: Mapping[str, str] | None = None) -> pa.Table:
    """One row a measure, by id: its title, chapter, section and unit, and the whole `entry` as JSON with sorted keys.

    Args:
        measures: dataclasses with id, title and unit; None for every measure that Careplace knows.
        chapters: the chapter of each section; a section without one is the chapter itself.
    """
    known = provider_measures().values() if measures is None else measures
    rows = [_row(one, chapters or {}) for one in known]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: row["id"]), SCHEMA)


def _row(measure, chapters: Mapping[str, str]) -> dict:
    section = getattr(measure, "section", "") or PROVIDERS
    return {
        "id": measure.id,
        "title": measure.title,
        "chapter": chapters.get(section, section),
        "section": section,
        "unit": measure.unit,
        "entry": json.dumps(asdict(measure), ensure_ascii=False, sort_keys=True, default=str),
    }
