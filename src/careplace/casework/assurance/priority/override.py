"""A person's own band for a service, with a reason and an end: it counts until then, and the scheme's stays shown."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from careplace.casework.assurance.priority.scheme import Band, Scheme
from careplace.casework.assurance.priority.score import Priority, points
from careplace.publish.wording import day

LONGEST_MONTHS = 12


@dataclass(frozen=True)
class Override:
    """`band` is the key of a band; it counts from `since` to `until`, both included. `by` is who decided."""

    band: str
    reason: str
    by: str
    since: date
    until: date

    def problems(self, scheme: Scheme) -> list[str]:
        """Everything that is wrong with it."""
        bands = [band.key for band in scheme.bands]
        latest = self.since + relativedelta(months=LONGEST_MONTHS)
        checks = {
            f"band: {self.band!r} is none of {', '.join(bands)}": self.band not in bands,
            "reason: write why": not self.reason.strip(),
            "by: write who decided": not self.by.strip(),
            f"until: it must end between {day(self.since)} and {day(latest)}": not self.since
            <= self.until
            <= latest,
        }
        return [problem for problem, wrong in checks.items() if wrong]


@dataclass(frozen=True)
class Decision:
    """The band that counts today, and a sentence that says by what."""

    band: Band
    sentence: str
    overridden: bool


def decided(scheme: Scheme, priority: Priority, override: Override | None) -> Decision:
    """The band that counts on the day of a priority.

    Raises:
        ValueError: with everything that is wrong with the override.
    """
    by_scheme = f"the scheme gives {priority.band.title} ({points(priority.score)})"
    if override is None:
        return Decision(priority.band, f"{by_scheme[0].upper()}{by_scheme[1:]}.", overridden=False)
    if problems := override.problems(scheme):
        raise ValueError("; ".join(problems))
    if not override.since <= priority.on <= override.until:
        when = (
            f"ended on {day(override.until)}"
            if override.until < priority.on
            else f"begins on {day(override.since)}"
        )
        return Decision(
            priority.band, f"The decision of {override.by} {when}; {by_scheme}.", overridden=False
        )
    band = next(band for band in scheme.bands if band.key == override.band)
    decision = f"{override.by} decided {band.title} until {day(override.until)}: {override.reason.strip()}"
    return Decision(band, f"{decision} By itself {by_scheme}.", overridden=True)
