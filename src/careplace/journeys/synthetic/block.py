"""One block of fictional people as the tables of the model: what is after a death or the last day is cut off."""

import numpy as np
import pyarrow as pa

from careplace.journeys.synthetic.journeys import OUTCOMES, SETTING, WORDS, Journeys
from careplace.journeys.synthetic.people import People, people
from careplace.journeys.synthetic.rows import NO_DAY, NO_WORD, Rows, arrow

Columns = dict[str, np.ndarray]
DECEASED = OUTCOMES.index("NFA: Deceased")


def block(rng: np.random.Generator, ids: np.ndarray) -> dict[str, pa.Table]:
    """{table: rows} of people with these ids."""
    everyone = people(rng, ids)
    journeys = Journeys(rng, everyone)
    tables = {
        "person": _persons(everyone),
        "stay": _stays(journeys),
        "contact": _contacts(journeys),
        "death": journeys.deaths.columns(),
    }
    for name in ("stay", "contact"):
        tables[name]["council"] = everyone.council[tables[name]["person_id"]]
    for name in ("stay", "contact", "death"):
        tables[name]["person_id"] = everyone.ids[tables[name]["person_id"]]
    return {name: arrow(name, columns, WORDS) for name, columns in tables.items()}


def _persons(everyone: People) -> Columns:
    rows = Rows("person", WORDS)
    rows.add(
        len(everyone), person_id=everyone.ids, born=everyone.born, sex=everyone.sex, council=everyone.council
    )
    return rows.columns()


def _contacts(journeys: Journeys) -> Columns:
    columns = journeys.contacts.columns()
    day, died = columns["on_date"], journeys.died[columns["person_id"]]
    columns = _chosen(columns, (day <= journeys.last) & (day <= died))
    # Two of one kind on one day are one to those who read records.
    keys = [columns[name].astype(np.int64) for name in ("person_id", "kind", "on_date")]
    _keys, once = np.unique(np.stack(keys), axis=1, return_index=True)
    return _chosen(columns, np.sort(once))


def _stays(journeys: Journeys) -> Columns:
    columns = journeys.stays.columns()
    who = columns["person_id"]
    home_care = columns["setting"] == SETTING["home_care"]
    moved = np.where(home_care, journeys.in_care_home[who], NO_DAY)
    died = journeys.died[who]
    starts = (columns["started"] <= np.minimum(journeys.last, died)) & (columns["started"] < moved)
    columns, moved, died = _chosen(columns, starts), moved[starts], died[starts]
    _end(columns, moved, "unknown", 1)
    _end(columns, died, "died", DECEASED)
    _died(columns)
    _still_there(columns, journeys.last)
    return columns


def _end(columns: Columns, day: np.ndarray, goes: str, outcome: int) -> None:
    """End the stays that would go on after `day`."""
    cut = columns["ended"] > day
    cut &= day < NO_DAY
    columns["ended"][cut] = day[cut]
    columns["discharged_to"][cut] = SETTING[goes]
    columns["outcome"][cut & (columns["outcome"] != NO_WORD)] = outcome
    columns["ended_at"][cut] = NO_WORD


def _died(columns: Columns) -> None:
    """Nobody who died in hospital has a pathway, nor was ready after that day, nor on that day for another place."""
    died = columns["discharged_to"] == SETTING["died"]
    columns["pathway"][died] = NO_WORD
    unready = died & (columns["ready"] >= columns["ended"])
    columns["ready"][unready] = NO_DAY
    columns["delay_reason"][unready] = NO_WORD


def _still_there(columns: Columns, last: int) -> None:
    """What is not known on the last day becomes null."""
    on = columns["ended"] > last
    columns["ended"][on] = NO_DAY
    for name in ("ended_at", "discharged_to", "outcome", "pathway"):
        columns[name][on] = NO_WORD
    unready = columns["ready"] > last
    columns["ready"][unready] = NO_DAY
    columns["delay_reason"][unready] = NO_WORD


def _chosen(columns: Columns, rows: np.ndarray) -> Columns:
    return {name: values[rows] for name, values in columns.items()}
