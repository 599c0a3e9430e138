"""What early warning says, in sentences: also that no model is better."""

from collections.abc import Iterator

from careplace.casework.assurance.warning.fitted import Fitted, Group, Interval
from careplace.measures.warning.baseline import AGES
from careplace.measures.warning.flow import FALSE_ALARMS, YEARS, Flow
from careplace.measures.warning.validation import BASELINE, TITLES, WINDOW
from careplace.publish.wording import day
from careplace.ratings.scale import LEVELS

FEW = 30
"""Past inspections: with fewer like it, a share leans on all services of the rating, and that is said."""
UNKNOWN = (
    "what your team knows: visits, concerns, complaints, managers",
    "whether CQC will inspect, and when: each share is of services that CQC chose to inspect, many of them by risk",
    "anything that was published after the history ends, but for a service’s latest rating",
    "anything about the people, homes or hours behind a rating",
)
"""What a risk does not know."""


def verdict(model: Fitted) -> str:
    """Which method is used, and why."""
    if model.used == BASELINE:
        return (
            "No model is clearly better than the rating and its age, both in all years and in the latest three and "
            "whichever number of years it learns from. So the rating and its age are used."
        )
    return (
        f"The {TITLES[model.used]} is used: it is clearly better than the rating and its age, in all years and in the "
        "latest three, whichever number of years it learns from."
    )


def one_in(share: float) -> str:
    """A share in words: "about 1 in 5", "about 4 in 10", "fewer than 1 in 20"."""
    if share < 0.05:
        return "fewer than 1 in 20"
    if share > 0.95:
        return "nearly all"
    if share < 0.275:
        return f"about 1 in {round(1 / share)}"
    return f"about {round(10 * share)} in 10"


def risk(share: float) -> str:
    """A service's risk."""
    words = one_in(share)
    return (
        f"{words[0].upper()}{words[1:]} services like this one were rated below Good at their next inspection"
    )


def evidence(model: Fitted, concern: int, group: int) -> str:
    """How many past inspections of services of the rating and age there were, and how many gave below Good."""
    reports, below = model.baseline.reports[concern][group], model.baseline.below[concern][group]
    who = f"services rated {LEVELS[concern]} {ages(group)} before"
    few = " Few, so the share leans on all services of that rating." if reports < FEW else ""
    return f"In the {WINDOW} years to {day(model.last)}: {below:,} of {reports:,} {who} were then rated below Good.{few}"


def ages(group: int) -> str:
    """A group of ages in words."""
    if group == 0:
        return "less than 1 year"
    if group == len(AGES):
        return f"{AGES[-1]:.0f} years or more"
    return f"{AGES[group - 1]:.0f} to {AGES[group]:.0f} years"


def given_before(model: Fitted, share: float) -> str:
    """What became of services that were given about this risk, before it was known."""
    tenth = model.tenth_of(share)
    years = f"{model.years[0].year} to {model.years[-1].year}"
    return (
        f"Of {tenth.reports:,} inspections in {years} for which about this share was expected from the years before, "
        f"{tenth.share:.0%} ({tenth.lower:.0%} to {tenth.upper:.0%}) gave below Good."
    )


def skill(interval: Interval) -> str:
    """A skill with its interval, in percent of the baseline's squared error."""
    return (
        f"{100 * interval.value:+.1f}% ({100 * interval.lower:+.1f} to {100 * interval.upper:+.1f})".replace(
            "-", "−"
        )
    )


def capacity(model: Fitted) -> Iterator[str]:
    """What the first services of each method were, as many of each year as CQC inspects again in a month."""
    share = model.tried_below / model.tried_reports
    for name, ranking in model.rankings.items():
        found = ranking.hits / ranking.slots
        yield f"{TITLES[name]}: {found:.0%} were below Good, {found / share:.1f} times the {share:.0%} of all"


def errors(group: Group) -> str:
    """Whether the method in use expects too many or too few of a group."""
    gap = 100 * (group.expected - group.below) / group.reports
    if abs(gap) < 1:
        return "within 1 point"
    return f"{abs(gap):.0f} points too {'high' if gap > 0 else 'low'}"


def flow(place: Flow) -> str:
    """What the CUSUM of a place shows."""
    counted = (
        f"Of {place.services:,} services rated Good or Outstanding that were inspected again from {_month(place, 0)} to "
        f"{_month(place, -1)}, {place.fell:,} fell below Good. "
        f"By England’s share of each year {place.expected:.1f} would have."
    )
    if place.alarm is None:
        return f"{counted} The sum did not reach its threshold: no clear sign of more falls than in England."
    return (
        f"{counted} The sum first reached its threshold in {place.alarm:%B %Y}: more falls than expected by chance. "
        "Look at which services fell."
    )


def false_alarms(place: Flow) -> str:
    """How often the threshold is reached by chance."""
    return (
        f"Where nothing is wrong, {FALSE_ALARMS:.0%} of places with as many inspections reach the threshold within these "
        f"{YEARS} years: one false alarm in about {place.run_length:,} inspections (the in-control run length)."
    )


def _month(place: Flow, position: int) -> str:
    return f"{place.months[position].month:%B %Y}"
