"""Random records of many people, against the rules of deduplication and of spells in plain Python, one record at a time."""

import random
from collections import Counter, defaultdict

import pytest
from tests.journeys.records import CLD, HES, write

from careplace.engine import Engine
from careplace.journeys.contract.publication import publication
from careplace.journeys.loading import load
from careplace.journeys.model import relation

KEY = b"0123456789abcdefghijklmnopqrstuvwxyz"
PEOPLE = 400
SEEDS = (1, 2, 3)
OPEN = ("", "9999-12-31", "1900-01-01")
KINDS = {
    "Long term support: Nursing care": ("care_home", False, True),
    "Long term support: Community": ("home_care", False, True),
    "Short term support: ST-Max": ("intermediate_care", True, False),
    "Short term support: Other short term": None,
}
OUTCOMES = (
    "Progress to reablement/ST-Max",
    "Admitted to hospital",
    "NFA: Deceased",
    "NFA: Support ended as planned",
    "NFA: Other",
    "",
)
WENT = {
    "NFA: Deceased": "died",
    "Admitted to hospital": "hospital",
    "NFA: Support ended as planned": "home",
}
PLACES = {"19": "home", "54": "intermediate_care", "65": "care_home", "98": None}


def loaded(tmp_path, rows, columns):
    """The stays that two files of the rows become, as a count of each."""
    half = len(rows) // 2
    write(tmp_path / "in", "a.csv", *rows[:half])
    write(tmp_path / "in", "b.csv", *rows[half:])
    load(tmp_path / "in", tmp_path / "model", KEY, 3)
    with Engine() as engine:
        stays = engine.rows(f"select {', '.join(columns)} from {relation(tmp_path / 'model', 'stay')}")
    return Counter(
        tuple(value if value is None or isinstance(value, bool) else str(value) for value in stay.values())
        for stay in stays
    )


def numbered(rows):
    """(file, row, record) of records of two files."""
    half = len(rows) // 2
    for n, row in enumerate(rows):
        yield (0, n + 2, row) if n < half else (1, n - half + 2, row)


def day(chance, last=9):
    return f"2025-05-0{chance.randint(1, last)}"


def random_event(chance):
    """A record of client-level data; the provider names the record, since it is no part of what makes an event."""
    kind = chance.choices(("Service", "Request", "Assessment", "Review"), (6, 1, 1, 1))[0]
    return CLD | {
        "LA_Code": chance.choice(("E08000026", "E08000025")),
        "Reporting_Period_End_Date": chance.choice(("2025-06-30", "2025-09-30")),
        "Der_NHS_Number_Traced_Pseudo": f"P{chance.randrange(PEOPLE)}",
        "Event_Type": kind,
        "Event_Start_Date": day(chance, 3),
        "Event_End_Date": chance.choice((*OPEN, day(chance), day(chance))),
        "Event_Outcome": chance.choice(OUTCOMES),
        "Client_Type": chance.choices(("Service user", "Unpaid carer", "Carer"), (8, 1, 1))[0],
        "Service_Type": chance.choice((*KINDS, "")) if kind == "Service" else "",
        "Service_Component": chance.choice(("Reablement", "Nursing care")),
        "Unit_Cost": chance.choice(("", "500")),
        "Provider_CQC_Location_ID": f"1-{chance.randrange(10**9)}",
        "Date_of_Death": chance.choice(("", "", "", day(chance))),
    }


def stays_of_events(rows):
    """(setting, started, ended, council, provider, discharged to, reablement, long term, outcome) of each stay."""
    copies = defaultdict(list)
    for file, number, row in numbered(rows):
        event = used(row)
        if event:
            copies[what_makes_one_event(event)].append((preference(event, file, number), event))
    kept = [max(each, key=lambda pair: pair[0])[1] for each in copies.values()]
    died = earliest_deaths(kept)
    for event in kept:
        setting = KINDS.get(event["Service_Type"])
        death = died.get(event["Der_NHS_Number_Traced_Pseudo"], "9999")
        if setting and event["Client_Type"] == "Service user" and event["Event_Start_Date"] <= death:
            yield stay_of(event, setting, death)


def stay_of(event, setting, death):
    kind, short_term, long_term = setting
    ended, went = event["end"], WENT.get(event["Event_Outcome"], "unknown")
    if event["end"] != event["given_end"]:
        went = "died"
    if not ended:
        went = None
    outcome = event["Event_Outcome"] or None if ended else None
    if death != "9999" and (ended or "9999") > death:
        ended, went = death, "died"
    reablement = short_term and event["Service_Component"] == "Reablement"
    place = (event["LA_Code"], event["Provider_CQC_Location_ID"])
    return (kind, event["Event_Start_Date"], ended or None, *place, went, reablement, long_term, outcome)


def used(row):
    """The record with its end, cropped at the death that it names; None where it is left out."""
    started, died = row["Event_Start_Date"], row["Date_of_Death"]
    ended = "" if row["Event_End_Date"] in OPEN else row["Event_End_Date"]
    if (ended and ended < started) or (died and started > died):
        return None
    if row["Event_Type"] == "Service" and not row["Service_Type"]:
        return None
    if row["Event_Type"] != "Service" and not ended:
        return None
    at_death = bool(died) and started <= died <= (ended or died)
    return row | {"given_end": ended, "end": died if at_death else ended}


def what_makes_one_event(event):
    client = event["Client_Type"] == "Service user"
    one = (
        event["LA_Code"],
        event["Der_NHS_Number_Traced_Pseudo"],
        event["Event_Type"],
        event["Event_Start_Date"],
        client,
    )
    if event["Event_Type"] != "Service":
        return (*one, event["end"])
    setting = KINDS[event["Service_Type"]]
    return (*one, setting, event["Service_Component"], event["Unit_Cost"])


def preference(event, file, number):
    """The greatest is kept: the latest period, an open or the latest end, the highest outcome, the last record."""
    outcome = event["Event_Outcome"]
    rank = -OUTCOMES.index(outcome) if outcome else -len(OUTCOMES)
    return (event["Reporting_Period_End_Date"], event["end"] or "9999", rank, file, number)


def earliest_deaths(events):
    died = {}
    for event in events:
        if event["Date_of_Death"]:
            person = event["Der_NHS_Number_Traced_Pseudo"]
            died[person] = min(died.get(person, "9999"), event["Date_of_Death"])
    return died


EVENT_COLUMNS = (
    "setting",
    "started",
    "ended",
    "council",
    "provider",
    "discharged_to",
    "reablement",
    "long_term",
    "outcome",
)


@pytest.mark.parametrize("seed", SEEDS)
def test_events_are_joined_as_dhsc_joins_them(tmp_path, seed):
    chance = random.Random(seed)
    rows = [random_event(chance) for _ in range(PEOPLE * 5)]
    expected = Counter(stays_of_events(rows))
    assert sum(expected.values()) > PEOPLE
    assert loaded(tmp_path, rows, EVENT_COLUMNS) == expected


def test_the_hierarchy_of_outcomes_here_is_in_the_order_of_the_contract():
    codes = next(field.codes for field in publication("cld").fields if field.name == "Event_Outcome")
    assert [code for code in codes if code in OUTCOMES] == [outcome for outcome in OUTCOMES if outcome]


def random_episode(chance):
    admitted = day(chance, 4)
    ended = chance.random() < 0.8
    return HES | {
        "TOKEN_PERSON_ID": f"P{chance.randrange(PEOPLE)}",
        "SUSSPELLID": chance.choice(("", "S1", "S2")),
        "EPIKEY": chance.choice(("", f"E{chance.randrange(PEOPLE)}", f"F{chance.randrange(10**9)}")),
        "EPIORDER": chance.choice(("1", "2", "3", "99", "")),
        "EPISTART": admitted,
        "EPIEND": "",
        "ADMIDATE": admitted,
        "DISDATE": chance.choice((day(chance), "2025-05-09")) if ended else "",
        "DISMETH": chance.choice(("1", "1", "4", "8")) if ended else chance.choice(("8", "9")),
        "DISDEST": chance.choice(tuple(PLACES)),
        "DISREADYDATE": chance.choice(("", day(chance), "2025-05-11")),
        "PROCODE3": chance.choice(("RXX", "RYY")),
        "RESLADST_ONS": chance.choice(("E08000026", "E08000025", "")),
    }


def stays_of_episodes(rows):
    """(started, ended, council, provider, discharged to, ready) of each spell, before any death ends another."""
    spells = defaultdict(list)
    for episode in without_copies(rows):
        of_provider = f"{episode['PROCODE3']} {episode['ADMIDATE']}"
        spells[episode["TOKEN_PERSON_ID"], episode["SUSSPELLID"] or of_provider].append(episode)
    by_person = defaultdict(list)
    for (person, _spell), episodes in spells.items():
        by_person[person].append(spell_of(episodes))
    for each in by_person.values():
        yield from until_death(each)


def without_copies(rows):
    """Of records with one key the last, then of records that are the same otherwise the last."""
    by_key = {
        (row["TOKEN_PERSON_ID"], row["EPIKEY"] or (file, number)): (file, number, row)
        for file, number, row in numbered_used(rows)
    }
    same = ("TOKEN_PERSON_ID", "PROCODE3", "ADMIDATE", "DISDATE", "EPISTART", "EPIORDER", "SUSSPELLID")
    by_copy = {}
    for file, number, row in sorted(by_key.values(), key=lambda record: record[:2]):
        what = tuple("" if row[name] == "99" else row[name] for name in same)
        by_copy[what] = row | {"at": (file, number)}
    return by_copy.values()


def numbered_used(rows):
    for file, number, row in numbered(rows):
        left = row["DISDATE"]
        if not (left and left < row["ADMIDATE"]):
            yield file, number, row


def spell_of(episodes):
    def order(episode, unknown):
        given = episode["EPIORDER"]
        return (int(given) if given not in ("", "99") else unknown, episode["at"])

    def last(values):
        given = [(order(episode, 0), values(episode)) for episode in episodes if values(episode) is not None]
        return max(given)[1] if given else None

    started = min(episode["ADMIDATE"] for episode in episodes)
    ended = max(episode["DISDATE"] for episode in episodes)
    method = last(lambda episode: {"1": "discharged", "4": "died"}.get(episode["DISMETH"]))
    went = "died" if method == "died" else last(lambda episode: PLACES[episode["DISDEST"]]) or "unknown"
    ready = [
        episode["DISREADYDATE"]
        for episode in episodes
        if episode["ADMIDATE"] <= episode["DISREADYDATE"] <= (episode["DISDATE"] or "9999")
        and started <= episode["DISREADYDATE"] <= (ended or "9999")
    ]
    return {
        "started": started,
        "ended": ended,
        "council": last(lambda episode: episode["RESLADST_ONS"] or None),
        "seen": max((episode["DISDATE"] or episode["ADMIDATE"]) for episode in episodes),
        "provider": min(episodes, key=lambda episode: order(episode, 99))["PROCODE3"],
        "went": went if ended else None,
        "ready": max(ready, default=None),
        "died": ended if method == "died" and ended else None,
    }


def until_death(spells):
    death = min((spell["died"] for spell in spells if spell["died"]), default="9999")
    for spell in spells:
        if spell["started"] > death:
            continue
        ended, went = spell["ended"], spell["went"]
        if death != "9999" and (ended or "9999") > death:
            ended, went = death, "died"
        yield spell["started"], ended or None, spell["provider"], went, spell["ready"]


@pytest.mark.parametrize("seed", SEEDS)
def test_episodes_become_spells(tmp_path, seed):
    chance = random.Random(seed)
    rows = [random_episode(chance) for _ in range(PEOPLE * 4)]
    expected = Counter(stays_of_episodes(rows))
    columns = ("started", "ended", "provider", "discharged_to", "ready")
    assert sum(expected.values()) > PEOPLE
    assert loaded(tmp_path, rows, columns) == expected
