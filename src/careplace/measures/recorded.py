"""The dictionary as an edition records it: what each measure meant when its figures were calculated."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

import pyarrow as pa

from careplace.measures import dictionary

SCHEMA = pa.schema([(name, pa.string()) for name in ("id", "title", "chapter", "section", "unit", "entry")])


def recorded(measures: Iterable | None = None, chapters: Mapping[str, str] | None = None) -> pa.Table:
    """One row a measure, by id: its title, chapter, section and unit, and the whole `entry` as JSON with sorted keys.

    Args:
        measures: dataclasses with id, title, section and unit; None for every measure that Careplace knows.
        chapters: the chapter of each section; None for those that Careplace knows.
    """
    measures_recorded = dictionary.measures().values() if measures is None else measures
    if chapters is None:
        chapters = {section.key: section.chapter for section in dictionary.sections().values()}
    rows = [_row(measure, chapters) for measure in measures_recorded]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: row["id"]), SCHEMA)


def _row(measure, chapters: Mapping[str, str]) -> dict:
    return {
        "id": measure.id,
        "title": measure.title,
        "chapter": chapters.get(measure.section, ""),
        "section": measure.section,
        "unit": measure.unit,
        "entry": json.dumps(asdict(measure), ensure_ascii=False, sort_keys=True, default=str),
    }
