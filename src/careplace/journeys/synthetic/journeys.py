"""The journeys of fictional people: crises one after another, each with stays, contacts, and perhaps a death.

All people of a block move together: a round is one crisis of everyone who still has one before the last day.
"""

import numpy as np

from careplace.journeys.model import ADMISSIONS, CONTACTS, DESTINATIONS, SETTINGS, SEXES
from careplace.journeys.synthetic.people import COUNCILS, PROVIDERS, People, location_of, trust_of
from careplace.journeys.synthetic.rows import NO_DAY, NO_WORD, Rows
from careplace.journeys.synthetic.totals import (
    mean_days_before_ready,
    reasons,
    totals,
    waits_by_weekday,
    window,
)

OUTCOMES = (
    "NFA: Support ended as planned",
    "Progress to support planning or services",
    "Admitted to hospital",
    "NFA: Deceased",
)
WORDS = {
    "sex": SEXES,
    "council": COUNCILS,
    "provider": PROVIDERS,
    "setting": SETTINGS,
    "admission": ADMISSIONS,
    "discharged_to": DESTINATIONS,
    "delay_reason": reasons().words,
    "outcome": OUTCOMES,
    "kind": CONTACTS,
}
SETTING = {word: number for number, word in enumerate(DESTINATIONS)}
# Where people go from hospital, in the order of the shares of totals.toml, as a hospital records it: care at home is home.
HOME, HOME_CARE, INTERMEDIATE_CARE, CARE_HOME = range(4)
PATHWAY = np.array([0, 1, 1, 3], np.int32)
GOES_TO = np.array([SETTING[word] for word in ("home", "home", "home", "care_home")], np.int16)
A_AND_E, EMERGENCY, ELECTIVE, REQUEST = range(4)
MOST_CRISES = 40


class Journeys:
    """The journeys of a block of people; `stays`, `contacts` and `deaths` are Rows with the number of each person as id."""

    def __init__(self, rng: np.random.Generator, people: People):
        self.rng, self.people, self.settings = rng, people, totals()["assumptions"]
        self.first, self.last = window()
        self.stays, self.contacts, self.deaths = (Rows(name, WORDS) for name in ("stay", "contact", "death"))
        self.died = np.full(len(people), NO_DAY, np.int32)
        self.in_care_home = np.full(len(people), NO_DAY, np.int32)
        self.home_care_until = np.full(len(people), self.first - 1, np.int32)
        self.intermediate_until = self.home_care_until.copy()
        self._live()

    def _live(self) -> None:
        mean = self.settings["days_to_first_crisis"] / self.people.frailty
        day = self.first + self.rng.exponential(mean).astype(np.int64)
        everyone = np.arange(len(self.people))
        for _crisis in range(MOST_CRISES):
            going_on = day <= np.minimum(self.last, self.died[everyone].astype(np.int64) - 1)
            everyone, day = everyone[going_on], day[going_on]
            if not len(everyone):
                break
            day = self._after(everyone, self._crisis(everyone, day.astype(np.int32)))
        self._deaths()

    def _after(self, who: np.ndarray, end: np.ndarray) -> np.ndarray:
        """The day of the next crisis; some die before it."""
        frailty = self.people.frailty[who]
        dies = self.rng.random(len(who)) < self.settings["dies_after"] * frailty
        died = end[dies] + 1 + self.rng.exponential(60, dies.sum()).astype(np.int32)
        self.died[who[dies]] = np.minimum(self.died[who[dies]], died)
        gap = self.rng.exponential(self.settings["days_between"] / frailty)
        return end + 1 + np.minimum(gap, 10_000).astype(np.int64)

    def _crisis(self, who: np.ndarray, day: np.ndarray) -> np.ndarray:
        """One crisis of each of `who`; the day on which it is over."""
        kind = self.rng.choice(4, len(who), p=self.settings["crises"])
        end = day.copy()
        by_a_and_e = (kind == EMERGENCY) & (self.rng.random(len(who)) < self.settings["through_a_and_e"])
        attends = by_a_and_e | (kind == A_AND_E)
        end[attends] = self._a_and_e(who[attends], day[attends], by_a_and_e[attends])
        for of, admission in ((EMERGENCY, "emergency"), (ELECTIVE, "elective")):
            admitted = kind == of
            end[admitted] = self._hospital(who[admitted], end[admitted], admission)
        asks = kind == REQUEST
        self._request(who[asks], day[asks])
        return end

    def _a_and_e(self, who: np.ndarray, day: np.ndarray, admitted: np.ndarray) -> np.ndarray:
        arrival = day.astype(np.int64) * 1440 + self.rng.integers(1440, size=len(who))
        departure = arrival + 20 + self.rng.lognormal(5.2, 0.7, len(who)).astype(np.int64)
        ended = (departure // 1440).astype(np.int32)
        self.stays.add(
            len(who),
            person_id=who,
            setting=SETTING["a_and_e"],
            started=day,
            ended=ended,
            started_at=arrival,
            ended_at=departure,
            provider=trust_of(self.rng, self.people.council[who]),
            discharged_to=np.where(admitted, SETTING["hospital"], SETTING["home"]),
        )
        return ended

    def _hospital(self, who: np.ndarray, day: np.ndarray, admission: str) -> np.ndarray:
        """An admission, and the care that follows it; the day of discharge."""
        reason, ready, ended = self._delay(day, admission)
        goes = self._destination(who, ended, reason)
        dies = self.rng.random(len(who)) < self.settings["dies_in_hospital"] * self.people.frailty[who]
        bed = (goes == INTERMEDIATE_CARE) & (self.rng.random(len(who)) > self.settings["reablement"])
        self.died[who[dies]] = np.minimum(self.died[who[dies]], ended[dies])
        self.stays.add(
            len(who),
            person_id=who,
            setting=SETTING["hospital"],
            started=day,
            ended=ended,
            provider=trust_of(self.rng, self.people.council[who]),
            admission=ADMISSIONS.index(admission),
            discharged_to=np.where(
                dies, SETTING["died"], np.where(bed, SETTING["intermediate_care"], GOES_TO[goes])
            ),
            ready=ready,
            delay_reason=reason,
            pathway=np.where(dies, NO_WORD, np.where(bed, 2, PATHWAY[goes])),
        )
        self._care(who[~dies], ended[~dies], goes[~dies], bed[~dies])
        return ended

    def _delay(self, day: np.ndarray, admission: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Why people stay who are ready (NO_WORD: they go), when they are ready, and when they go."""
        size, of = len(day), reasons()
        shape = self.settings["spread"][admission]
        days = self.rng.negative_binomial(shape, shape / (shape + mean_days_before_ready(admission)), size)
        delayed = self.rng.random(size) < self.settings["delayed"][admission]
        reason = np.where(delayed, self.rng.choice(len(of.words), size, p=of.shares), NO_WORD)
        delay = np.where(delayed, self.rng.geometric(1 / of.means[reason]), 0)
        could_leave = day + days + delay
        ended = could_leave + self._wait(could_leave)
        return reason, np.where(delayed, day + days, ended), ended

    def _wait(self, day: np.ndarray) -> np.ndarray:
        """Days that people wait for a day of the week with more discharges."""
        # 1 January 1970 was a Thursday.
        up_to = waits_by_weekday().cumsum(axis=1)[(day + 3) % 7]
        return (self.rng.random(len(day))[:, None] > up_to[:, :-1]).sum(axis=1)

    def _destination(self, who: np.ndarray, day: np.ndarray, reason: np.ndarray) -> np.ndarray:
        """Where people go: indices of GOES_TO. Who lives in a care home goes back; intermediate care that runs goes on."""
        shares = np.vstack([reasons().to, self.settings["to_without_delay"]])[reason]
        goes = (self.rng.random(len(who))[:, None] > shares.cumsum(axis=1)[:, :-1]).sum(axis=1)
        goes[(goes == INTERMEDIATE_CARE) & (self.intermediate_until[who] >= day)] = HOME
        return np.where(self.in_care_home[who] < NO_DAY, CARE_HOME, goes)

    def _care(self, who: np.ndarray, day: np.ndarray, goes: np.ndarray, bed: np.ndarray) -> None:
        """The care that follows a discharge."""
        intermediate = goes == INTERMEDIATE_CARE
        self._contact(who[goes > 0], day[goes > 0], "request")
        starts, settled = self._intermediate(who[intermediate], day[intermediate], bed[intermediate])
        self._home_care(who[goes == HOME_CARE], day[goes == HOME_CARE])
        self._care_home(who[goes == CARE_HOME], day[goes == CARE_HOME])
        self._home_care(who[intermediate][settled == HOME_CARE], starts[settled == HOME_CARE])
        self._care_home(who[intermediate][settled == CARE_HOME], starts[settled == CARE_HOME])

    def _request(self, who: np.ndarray, day: np.ndarray) -> None:
        """A person asks the council for support, and half get it."""
        self._contact(who, day, "request")
        supported = self.rng.random(len(who)) < 0.5
        self._home_care(who[supported], day[supported] + 14)

    def _intermediate(
        self, who: np.ndarray, day: np.ndarray, bed: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Intermediate care from the day of discharge on; when it ends, and where people go then."""
        ended = (
            day + 1 + self.rng.poisson(self.settings["days_of_intermediate_care"], len(who)).astype(np.int32)
        )
        self.intermediate_until[who] = ended
        settled = self.rng.choice([HOME, HOME_CARE, CARE_HOME], len(who), p=[0.66, 0.26, 0.08])
        self.stays.add(
            len(who),
            person_id=who,
            setting=SETTING["intermediate_care"],
            started=day,
            ended=ended,
            provider=location_of(self.rng, self.people.council[who]),
            discharged_to=np.where(settled == HOME, SETTING["home"], SETTING["unknown"]),
            reablement=~bed,
            outcome=np.where(settled == HOME, 0, 1),
        )
        return ended, settled

    def _home_care(self, who: np.ndarray, day: np.ndarray) -> None:
        """Long-term care at home of people who have none."""
        new = (day > self.home_care_until[who]) & (self.in_care_home[who] == NO_DAY)
        who, day = who[new], day[new]
        ended = day + 7 + self.rng.exponential(self.settings["days_of_home_care"], len(who)).astype(np.int32)
        self.home_care_until[who] = ended
        self._long_term(who, day, ended, "home_care")
        self._contact(who, day, "assessment")
        reviewed = ended - day > 120
        self._contact(who[reviewed], day[reviewed] + 90, "review")

    def _care_home(self, who: np.ndarray, day: np.ndarray) -> None:
        """A place in a care home, for life, of people who have none."""
        new = self.in_care_home[who] == NO_DAY
        who, day = who[new], day[new]
        self.in_care_home[who] = day
        self._long_term(who, day, np.full(len(who), NO_DAY, np.int32), "care_home")
        self._contact(who, day, "assessment")

    def _long_term(self, who: np.ndarray, day: np.ndarray, ended: np.ndarray, setting: str) -> None:
        self.stays.add(
            len(who),
            person_id=who,
            setting=SETTING[setting],
            started=day,
            ended=ended,
            provider=location_of(self.rng, self.people.council[who]),
            long_term=True,
            discharged_to=SETTING["home"],
            outcome=0,
        )

    def _contact(self, who: np.ndarray, day: np.ndarray, kind: str) -> None:
        self.contacts.add(len(who), person_id=who, kind=CONTACTS.index(kind), on_date=day)

    def _deaths(self) -> None:
        who = np.flatnonzero(self.died <= self.last)
        self.deaths.add(len(who), person_id=who, died=self.died[who])
