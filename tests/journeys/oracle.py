"""The measures of journeys in plain Python, one person at a time: slow, obvious, and written without the SQL."""

from collections import Counter, defaultdict
from datetime import date, timedelta

LEVELS = ["home", "home_care", "intermediate_care", "care_home", "a_and_e", "hospital", "died"]
FOREVER = date.max


def days_between(first, last):
    return (last - first).days


def row(on_date, council, trust, category, counted=1, days=None):
    return (on_date, council, trust, category, counted, days)


def hospital(person):
    return [stay for stay in person["stays"] if stay["setting"] == "hospital"]


def is_discharge(person, stay):
    died = person["died"] or FOREVER
    return (
        stay["ended"] is not None
        and stay["discharged_to"] not in ("died", "hospital")
        and died > stay["ended"]
    )


def is_65(person, day):
    born = person["born"]
    return born is not None and day.year - born.year - (day.month < born.month) >= 65


def order(stay):
    texts = [stay[name] or "\uffff" for name in ("admission", "provider", "discharged_to", "council")]
    return (stay["started"], stay["ended"] or FOREVER, *texts)


def readmission_30_days(person):
    stays = sorted(hospital(person), key=order)
    for n, stay in enumerate(stays):
        if is_discharge(person, stay):
            gaps = [
                days_between(stay["ended"], s["started"])
                for s in stays[n + 1 :]
                if s["admission"] == "emergency"
            ]
            again = any(0 <= gap <= 29 for gap in gaps)
            yield row(stay["ended"], stay["council"], stay["provider"], stay["admission"], int(again))


def length_of_stay(person):
    for s in hospital(person):
        if s["ended"]:
            yield row(
                s["ended"],
                s["council"],
                s["provider"],
                s["admission"],
                1,
                days_between(s["started"], s["ended"]),
            )


def weekend_discharge(person):
    for s in hospital(person):
        if is_discharge(person, s):
            weekend = s["ended"].strftime("%A") in ("Saturday", "Sunday")
            yield row(s["ended"], s["council"], s["provider"], s["admission"], int(weekend))


def same_day_discharge(person):
    for s in hospital(person):
        if s["admission"] == "emergency":
            kind = "weekend" if s["started"].strftime("%a") in ("Sat", "Sun") else "weekday"
            home = s["ended"] == s["started"] and is_discharge(person, s)
            yield row(s["started"], s["council"], s["provider"], kind, int(home))


def delayed_days(person):
    for s in hospital(person):
        if s["ended"] and s["ready"] and s["ready"] < s["ended"]:
            yield row(
                s["ended"],
                s["council"],
                s["provider"],
                s["delay_reason"],
                1,
                days_between(s["ready"], s["ended"]),
            )


def ready_to_discharged(person):
    for s in hospital(person):
        if s["ended"] and s["ready"] and s["ready"] <= s["ended"] and s["discharged_to"] != "died":
            pathway = None if s["pathway"] is None else str(s["pathway"])
            yield row(
                s["ended"], s["council"], s["provider"], pathway, 1, days_between(s["ready"], s["ended"])
            )


def discharge_pathways(person):
    for s in hospital(person):
        if is_discharge(person, s):
            yield row(
                s["ended"], s["council"], s["provider"], None if s["pathway"] is None else str(s["pathway"])
            )


def runs(stays):
    """The first stay of each run of stays with at most 7 days between the end of any earlier one and the next."""
    until = None
    for stay in sorted(stays, key=lambda s: (s["started"], s["ended"] or FOREVER, s["council"])):
        if until is None or days_between(until, stay["started"]) > 7:
            yield stay
        until = max(until or date.min, stay["ended"] or FOREVER)


def care_home_admission(person):
    for home in runs([s for s in person["stays"] if s["setting"] == "care_home" and s["long_term"]]):
        ends = [s["ended"] for s in hospital(person) if s["ended"]]
        near = any(0 <= days_between(end, home["started"]) <= 7 for end in ends)
        yield row(home["started"], home["council"], None, "hospital" if near else "elsewhere")


def long_term_homes(person):
    return [s for s in person["stays"] if s["setting"] == "care_home" and s["long_term"]]


def at_home_84_days(person):
    for first in runs([s for s in person["stays"] if s["reablement"]]):
        before = [
            s for s in hospital(person)
            if s["ended"] and s["discharged_to"] not in ("died", "hospital") and s["started"] < s["ended"]
            and -7 <= days_between(first["started"], s["ended"]) <= 3 and s["started"] <= first["started"]
            and not any(c["started"] <= s["started"] <= (c["ended"] or FOREVER) for c in long_term_homes(person))
        ]  # fmt: skip
        if before:
            stay = min(before, key=lambda s: (-s["ended"].toordinal(), s["provider"]))
            day = stay["ended"]
            unplanned = [
                s for s in hospital(person)
                if s["admission"] in ("emergency", "other") and s["started"] < (s["ended"] or FOREVER)
                and s["started"] > first["started"]
            ]  # fmt: skip
            away = any(1 <= days_between(day, s["started"]) <= 84 for s in unplanned)
            away = away or any(0 <= days_between(day, s["started"]) <= 84 for s in long_term_homes(person))
            dead = person["died"] is not None and days_between(day, person["died"]) <= 84
            if is_65(person, day):
                yield row(day, first["council"], stay["provider"], None, int(not away and not dead))


def at_home_91_days(person):
    seen = set()
    for s in hospital(person):
        day = s["ended"]
        if not day or day.month < 10 or s["discharged_to"] == "died" or not is_65(person, day):
            continue
        if not any(r["reablement"] and 0 <= days_between(day, r["started"]) <= 7 for r in person["stays"]):
            continue
        if (day, s["council"], s["provider"]) in seen:
            continue
        seen.add((day, s["council"], s["provider"]))
        last = day + timedelta(days=91)
        away = any(
            r["setting"] in ("hospital", "care_home")
            and day < r["started"] <= last
            and (r["ended"] or FOREVER) > last
            for r in person["stays"]
        )
        dead = person["died"] is not None and person["died"] <= last
        yield row(day, s["council"], s["provider"], None, int(not away and not dead))


def transitions(person):
    """Each day on which anything began or ended, the settings that the person came into on it, in order of precedence."""
    stays, died = [s for s in person["stays"] if s["setting"] in LEVELS], person["died"]
    days = sorted(
        {s["started"] for s in stays}
        | {s["ended"] for s in stays if s["ended"]}
        | ({died} if died else set())
    )
    setting, since = "home", None
    for day in days:
        if died and day > died:
            break
        here = [
            s for s in stays if day in (s["started"], s["ended"]) and s["setting"] in ("hospital", "a_and_e")
        ]
        trust = max((s["provider"] for s in here if s["provider"]), default=None)
        for step in settings_of(stays, day, died):
            if step != setting:
                yield row(
                    day, person["council"], None if step == "died" else trust, f"{setting}>{step}", 1,
                    None if since is None else days_between(since, day),
                )  # fmt: skip
                setting, since = step, day


def settings_of(stays, day, died):
    through = [s["setting"] for s in stays if s["started"] < day < (s["ended"] or FOREVER)]
    least = max((LEVELS.index(setting) for setting in through), default=0)
    starts = {s["setting"] for s in stays if s["started"] == day}
    steps = [setting for setting in LEVELS if setting in starts and LEVELS.index(setting) >= least]
    if died == day:
        return [*steps, "died"]
    going_on = [s["setting"] for s in stays if s["started"] <= day < (s["ended"] or FOREVER)]
    return [*steps, max(going_on, key=LEVELS.index, default="home")]


def cells(rows, people, months, years, boards=None):
    """{(place kind, place, period kind, period, age band, category): [events, people, counted, people counted, people with
    others, days]} of rows (person id, row)."""
    counts, behind = defaultdict(lambda: [0, 0, 0]), defaultdict(Counter)
    for id, (day, council, trust, category, counted, days) in rows:
        month = day.replace(day=1)
        if month not in months:
            continue
        year = date(day.year - (day.month < 4), 4, 1)
        age = band(people[id]["born"], day)
        places = [("all", "all"), ("council", council or "unknown"), ("trust", trust or "unknown")]
        places += [("board", boards.get(council, "unknown"))] if boards else []
        for place in places:
            keys = [(*place, "month", month, "all", "all")]
            if year in years:
                keys += [(*place, "year", year, *kind) for kind in
                         (("all", "all"), (age, "all"), ("all", category or "unknown"))]  # fmt: skip
            for key in keys:
                for n, amount in enumerate((1, counted, days or 0)):
                    counts[key][n] += amount
                behind[key][id, counted] += 1
    return {
        key: (events, len({id for id, _ in behind[key]}), counted, len({id for id, c in behind[key] if c}),
              len({id for id, c in behind[key] if not c}), days)
        for key, (events, counted, days) in counts.items()
    }  # fmt: skip


def band(born, day):
    if born is None:
        return "unknown"
    age = day.year - born.year - (day.month < born.month)
    return next(
        (words for most, words in ((17, "0-17"), (64, "18-64"), (74, "65-74"), (84, "75-84")) if age <= most),
        "85+",
    )


def percentile(values, share):
    """Nearest rank: the least value that at least `share` tenths of all are not above."""
    values = sorted(values)
    return next(value for n, value in enumerate(values, 1) if 10 * n >= share * len(values))
