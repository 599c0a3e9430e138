"""What differs in the figures of one place from one edition to another, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pyarrow as pa

from careplace import figures
from careplace.editions.boundaries import moved
from careplace.editions.home import EditionError, Home
from careplace.editions.opening import Edition, figures_of
from careplace.editions.redefined import dictionary, redefined
from careplace.engine import Engine, quoted
from careplace.measures.recorded import recorded
from careplace.places.area import Area, UnknownPlace

KINDS = ("new data", "revision", "boundary change", "definition change", "recalculation", "removed")
PREFIX = 12
"""How many digits of a raw file's SHA-256 a figure's source has."""


@dataclass(frozen=True)
class PlaceComparison:
    """A place's figures from edition `a` to edition `b`.

    `place` has code and name. `changes` are the figures that differ, by measure, the largest change of value first: the
    columns of place_compared.sql, with the figure's `id` (in b, or in a where it is removed), `kind` (one of KINDS), `why`
    (every reason that holds, the first one first), `moved` (how its boundary changed, or ""), and `files_before` and
    `files_after` (inputs of the manifests that the one figure stands on and the other does not). `same` counts figures
    that do not differ. `measures` are the rows of the newest dictionary that has each measure (today's
    where neither has); `definitions` the fields in which the dictionaries differ; `undefined` the editions that recorded no
    dictionary.
    """

    a: str
    b: str
    place: dict[str, str]
    changes: list[dict]
    same: int
    measures: dict[str, dict]
    definitions: dict[str, dict[str, tuple]]
    undefined: tuple[str, ...]

    @property
    def alike(self) -> bool:
        """Whether no figure of the place, and no definition of a measure that it has, differs."""
        return not self.changes and not self.definitions


def compare_place(home: Path, a: str, b: str, place: str) -> PlaceComparison:
    """Compare what the editions `a` and `b` of HOME say of a place of any kind.

    Raises:
        EditionError: when an edition does not exist or is damaged, or both are the same one.
        UnknownPlace: when neither edition knows the place.
    """
    folder_a, folder_b = (Home(home).edition(id) for id in (a, b))
    if folder_a == folder_b:
        raise EditionError(
            f"{a!r} and {b!r} are the same edition, {folder_a.name}; `careplace editions` lists them"
        )
    with Edition(folder_a) as before, Edition(folder_b) as after:
        sides = [Side(edition, _area(edition, place)) for edition in (before, after)]
        if not any(side.area or _has_figures(side.edition, place) for side in sides):
            raise after.gazetteer.unknown(place)
        with Engine() as engine:
            return _compared(engine, sides[0], sides[1], _codes(sides) or [place.strip().upper()])


@dataclass(frozen=True)
class Side:
    """One of the two editions, and the place in it: None for a place that no gazetteer has, such as an NHS trust."""

    edition: Edition
    area: Area | None

    @property
    def id(self) -> str:
        return self.edition.id

    @cached_property
    def entries(self) -> dict[str, dict] | None:
        return dictionary(self.edition.folder)

    @cached_property
    def inputs(self) -> dict[str, dict]:
        """{first digits of its SHA-256: input} of each raw file."""
        return {entry["sha256"][:PREFIX]: entry for entry in self.edition.manifest["inputs"]}


def _compared(engine: Engine, a: Side, b: Side, codes: list[str]) -> PlaceComparison:
    definitions = redefined(a.entries, b.entries)
    periods = _see_figures(engine, {"a": a, "b": b}, codes)
    area = b.area or a.area
    boundary = moved((a.edition.gazetteer, a.area), (b.edition.gazetteer, b.area), periods) if area else {}
    _see(engine, "redefined", "measure", definitions)
    _see(engine, "moved", "period", boundary)
    engine.script(__package__, "place_compared.sql")
    has = {row["measure"] for row in engine.rows("select distinct measure from side_by_side")}
    today = {row["id"]: row for row in recorded().to_pylist()}
    return PlaceComparison(
        a=a.id,
        b=b.id,
        place={name: getattr(area, name) if area else codes[0] for name in ("code", "name")},
        changes=_with_files(engine.rows("select * from place_compared"), a, b, boundary),
        same=engine.rows("select same from same_count")[0]["same"],
        measures={
            id: row
            for entries in (today, a.entries, b.entries)
            for id, row in (entries or {}).items()
            if id in has
        },
        definitions={id: fields for id, fields in definitions.items() if id in has},
        undefined=tuple(side.id for side in (a, b) if side.entries is None),
    )


def _area(edition: Edition, place: str) -> Area | None:
    try:
        return edition.gazetteer.resolve(place)
    except UnknownPlace:
        return None


def _has_figures(edition: Edition, place: str) -> bool:
    return bool(edition.engine.rows("select 1 from figure where place = $1 limit 1", [place.strip().upper()]))


def _codes(sides: Iterable[Side]) -> list[str]:
    """The codes that the place has had in either edition, the oldest first."""
    lines = [side.edition.gazetteer.lineage.line(side.area) for side in sides if side.area]
    return list(dict.fromkeys(area.code for line in lines for area in line))


def _see_figures(engine: Engine, sides: dict[str, Side], codes: list[str]) -> list[str]:
    """Let the engine see the place's figures, and the files and measures of both editions; the periods of the figures."""
    code_list = ", ".join(quoted(code) for code in codes)
    engine.register("code_at", pa.table({"code": codes, "position": range(len(codes))}))
    for which, side in sides.items():
        if paths := figures_of(side.edition.folder):
            engine.view_parquet(f"every_{which}", *paths)
        else:
            engine.register(f"every_{which}", figures.SCHEMA.empty_table())
        engine.connection.execute(
            f"create temp table figure_{which} as select * from every_{which} where place in ({code_list})"
        )
        measures = engine.rows(f"select distinct measure from every_{which}")
        _see(
            engine,
            f"known_{which}",
            "measure",
            {row["measure"] for row in measures} | set(side.entries or ()),
        )
        _see(engine, f"input_{which}", "file", side.inputs)
    rows = engine.rows("select period from figure_a union select period from figure_b order by period")
    return [row["period"] for row in rows]


def _see(engine: Engine, name: str, column: str, words: Iterable[str]) -> None:
    engine.register(name, pa.table({column: pa.array(sorted(words), pa.string())}))


def _with_files(rows: list[dict], a: Side, b: Side, boundary: dict[str, str]) -> list[dict]:
    @cache
    def files(before: str, after: str) -> tuple[list[dict], list[dict]]:
        files_a, files_b = ({part for part in text.split("|") if part} for text in (before, after))
        # A figure that is added or removed has no other: what counts is which of its files the other edition lacks.
        removed = files_a - (files_b or set(b.inputs))
        added = files_b - (files_a or set(a.inputs))
        return _inputs(a, removed), _inputs(b, added)

    for row in rows:
        why = row["why"].split("|")
        row["files_before"], row["files_after"] = files(
            row.pop("source_before") or "", row.pop("source_after") or ""
        )
        row["id"] = "/".join(
            (row["measure"], row["place_after"] or row["place_before"], row["period"], row["breakdown"])
        )
        row["kind"] = (
            "removed" if row["what"] == "removed" else "new data" if why[0] == "new measure" else why[0]
        )
        row["why"], row["moved"] = why, boundary.get(row["period"], "") if "boundary change" in why else ""
    return rows


def _inputs(side: Side, files: Iterable[str]) -> list[dict]:
    return [_about(side.inputs[file]) for file in sorted(files) if file in side.inputs]


def _about(entry: dict) -> dict:
    return {name: entry[name] for name in ("name", "title", "snapshot", "sha256")}
