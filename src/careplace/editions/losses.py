"""What the edition that serves has and a new one would not: nothing of it may be lost without a reason.

A publication that is gone, a council without a row, a month that is missing or a table that has shrunk is most likely
a file that was left out, cut short or replaced by an extract. Each is `beyond` until a person says why it is right.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from careplace.editions.checks import Check
from careplace.engine import Engine, read_parquet, sql_text

# A revised file may have a few rows, trusts or days fewer; a file that is cut short has far fewer.
TOLERANCE = 0.05
# Days by which an edition's newest date may come after the last edition's: more is a date that is wrong, or years of
# files that were not read.
LEAP = 400
SHOWN_NAMES = 5
# What a row is about, and when: the first of these columns that a table has.
ENTITIES = ("council", "organisation", "trust", "code", "district", "measure", "indicator_id")
PERIODS = ("snapshot", "month", "day", "period", "assessed_month", "year")


def places(area: pa.Table, inputs: list[dict], last: dict, needed: bool) -> list[Check]:
    """That there is a list of places, and each publication about places that the last edition had.

    Args:
        area: the gazetteer's table of areas.
        needed: whether there are files that name places.
    """
    councils = pc.sum(pc.equal(area["kind"], "council")).as_py()
    says = (
        "no file tells which councils there are, and without one no file that names a council can be read. Add the "
        "files about places to --raw, above all 'UK local authorities, past and current' (council-registry): "
        "https://pages.mysociety.org/uk_local_authority_names_and_codes/"
    )
    missing = [] if councils or not needed else [Check("places", "list of places", "beyond", says)]
    before = [entry for entry in last["inputs"] if entry["places"]]
    return [*missing, *publications(inputs, before)]


def publications(inputs: list[dict], before: list[dict]) -> list[Check]:
    """That every publication among the inputs `before` is among `inputs`."""
    present, missing = {entry["publication"] for entry in inputs}, defaultdict(list)
    for entry in before:
        if entry["publication"] not in present:
            missing[entry["publication"]].append(entry)
    return [
        Check("lost", key, "beyond", f"{_which(entries)} of the last edition, and none in this build")
        for key, entries in sorted(missing.items())
    ]


def _which(entries: list[dict]) -> str:
    names = _some(sorted(entry["name"] for entry in entries))
    many = "" if len(entries) == 1 else "s"
    return f"{entries[0]['title']}: {len(entries)} file{many} ({names})"


def anything(inputs: list[dict]) -> list[Check]:
    """That some file was read."""
    says = "no file could be read as a publication that Careplace knows, so that the edition would be empty"
    return [] if inputs else [Check("nothing", "edition", "beyond", says)]


def register(snapshots: list[dict], before: list[dict]) -> list[Check]:
    """That there is a register where the last edition had one."""
    newest = max((row["snapshot"] for row in before), default="")
    says = f"the last edition has CQC's register, newest of {newest}, and this build has none"
    return [Check("register", "register", "beyond", says)] if before and not snapshots else []


def leap(inputs: list[dict], before: list[dict]) -> list[Check]:
    """That the newest date does not run far ahead of the last edition's: a wrong date would pass for the newest data."""
    newest, was = (
        max((i["snapshot"] for i in entries if i["snapshot"]), default="") for entries in (inputs, before)
    )
    if not newest or not was:
        return []
    days = (date.fromisoformat(newest) - date.fromisoformat(was)).days
    names = _some(sorted(entry["name"] for entry in inputs if entry["snapshot"] == newest))
    says = f"{newest} ({names}), {days:,} days after the newest of the last edition, {was}"
    return [Check("leap", "newest date", "beyond", says)] if days > LEAP else []


def parts(folder: Path, inputs: list[dict], last_folder: Path, last_inputs: list[dict]) -> list[Check]:
    """That each publication in both editions has what it had: rows, councils, places and periods.

    Publications that are gone are not told again. Where the last edition's tables are damaged nothing is compared.
    """
    with Engine() as engine:
        now = _contents(engine, folder, inputs)
        try:
            before = _contents(engine, last_folder, last_inputs)
        except (duckdb.Error, OSError) as error:
            says = f"its tables cannot be read ({str(error).splitlines()[0]}), so that nothing is compared with it"
            return [Check("whole", "last edition", "noted", says)]
        standing = _standing(engine, folder)
    present = {entry["publication"] for entry in inputs}
    return [
        _compared(key, now.get(key, {}), before[key], standing) for key in sorted(before) if key[0] in present
    ]


def _contents(engine: Engine, folder: Path, inputs: list[dict]) -> dict[tuple[str, str], dict]:
    """{(publication, table): rows, entities, periods and the entity's column} of an edition's tables."""
    contents: dict[tuple[str, str], dict] = {}
    publication_of = {entry["sha256"]: entry["publication"] for entry in inputs}
    about = {
        "sha256": pa.array(publication_of.keys(), pa.string()),
        "publication": pa.array(publication_of.values(), pa.string()),
    }
    engine.register("input", pa.table(about))
    for table in sorted({name for entry in inputs for name in entry["rows"]}):
        engine.view_parquet("contents", folder / "tables" / f"{table}.parquet")
        names = engine.sql("from contents limit 0").schema.names
        entity, period = _first(ENTITIES, names), _first(PERIODS, names)
        query = sql_text(__package__, "contents.sql").format(entity=entity or "null", period=period or "null")
        for row in engine.rows(query):
            contents[row["publication"], table] = {**row, "entity": entity}
    return contents


def _first(choices: tuple[str, ...], names: list[str]) -> str:
    return next((name for name in choices if name in names), "")


def _standing(engine: Engine, folder: Path) -> set[str]:
    """The councils that stand today: one that ended may be gone from newer files."""
    areas = read_parquet(folder / "tables" / "area.parquet")
    rows = engine.rows(f"select code from {areas} where kind = 'council' and to_date is null")
    return {row["code"] for row in rows}


def _compared(key: tuple[str, str], now: dict, before: dict, standing: set[str]) -> Check:
    losses = [*_fewer_rows(now, before), *_lost_entities(now, before, standing), *_lost_periods(now, before)]
    says = "; ".join(losses) or "nothing is lost of what the last edition has"
    return Check("whole", f"{key[0]}, {key[1]}", "beyond" if losses else "passed", says)


def _fewer_rows(now: dict, before: dict) -> list[str]:
    rows = now.get("rows", 0)
    few = rows < (1 - TOLERANCE) * before["rows"]
    return [f"{rows:,} rows, and {before['rows']:,} in the last edition"] if few else []


def _lost_entities(now: dict, before: dict, standing: set[str]) -> list[str]:
    missing = set(before["entities"] or ()) - set(now.get("entities") or ())
    councils = before["entity"] == "council"
    missing &= standing if councils else missing
    if not missing or (not councils and len(missing) <= TOLERANCE * len(before["entities"])):
        return []
    return [_without(missing, before["entity"].replace("_", " "))]


def _lost_periods(now: dict, before: dict) -> list[str]:
    was, are = set(before["periods"] or ()), set(now.get("periods") or ())
    missing = was - are
    # One month may take another's place: what is newer replaces what is older, as long as there are as many.
    replaced = len(are) >= len(was) * (1 - TOLERANCE) and max(are, default="") > max(was, default="")
    if not missing or replaced or (len(missing) <= TOLERANCE * len(was) and max(was) in are):
        return []
    newest = f"; newest {max(are)}, and {max(was)} in the last edition" if are and max(are) < max(was) else ""
    return [f"{_without(missing, 'period')}{newest}"]


def _without(missing: set[str], what: str) -> str:
    many = "" if len(missing) == 1 else "s"
    return f"without {len(missing):,} {what}{many} that the last edition has ({_some(sorted(missing))})"


def _some(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(names[:SHOWN_NAMES]) + (
        f" and {len(names) - SHOWN_NAMES:,} more" if len(names) > SHOWN_NAMES else ""
    )
