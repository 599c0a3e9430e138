"""What was fitted to an edition's history, as it is kept: numbers only."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from careplace.measures.warning.baseline import Baseline
from careplace.measures.warning.candidates import Boosting, Logistic
from careplace.measures.warning.flow import Flow
from careplace.measures.warning.validation import BASELINE, BOOSTING, LOGISTIC, Model


class Kept(BaseModel):
    """A part of the file: unknown fields are refused, and nothing changes after it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Interval(Kept):
    """A value with its interval."""

    value: float
    lower: float
    upper: float


class Tried(Kept):
    """A model that learned from the `window` years before each year: its skill over the baseline in all years and in
    the latest."""

    model: str
    window: int
    every: Interval
    latest: Interval
    clear: bool


class Tenth(Kept):
    """Reports by their risk, a tenth of them: the mean risk, how many, how many were below Good, and the interval of
    that share."""

    risk: float
    reports: int
    below: int
    lower: float
    upper: float

    @property
    def share(self) -> float:
        return self.below / self.reports


class Ranking(Kept):
    """How a method orders services. `precision` is at each hundredth of recall; `captured` is the share of all
    outcomes in each hundredth from the top of its year; `hits` of the `slots` first services of each year, as many
    as CQC inspects in a month, were below Good."""

    average_precision: float
    precision: tuple[float, ...]
    captured: tuple[float, ...]
    hits: float
    slots: int


class Year(Kept):
    """A year that was tried: reports, those below Good, the mean risk of the baseline, and {model: its skill with
    95% interval}."""

    year: int
    reports: int
    below: int
    baseline_risk: float
    skills: dict[str, Interval]


class Group(Kept):
    """Reports of a group: how many, below Good, expected by the method in use, and its mean squared error."""

    kind: str
    name: str
    reports: int
    below: int
    expected: float
    brier: float


class Fitted(Kept):
    """All of it. `used` is the method that gives risks; the years are those that were tried."""

    version: Literal[1] = 1
    edition: str
    fitted_on: date
    reports: int
    services: int
    first: date
    last: date
    used: Literal["baseline", "logistic", "boosting"]
    baseline: Baseline
    logistic: Logistic | None
    boosting: Boosting | None
    tried: tuple[Tried, ...]
    years: tuple[Year, ...]
    tenths: tuple[Tenth, ...]
    rankings: dict[str, Ranking]
    groups: tuple[Group, ...]
    flows: dict[str, Flow]

    @property
    def model(self) -> Model:
        """The method in use."""
        models: dict[str, Model | None] = {
            BASELINE: self.baseline,
            LOGISTIC: self.logistic,
            BOOSTING: self.boosting,
        }
        model = models[self.used]
        if model is None:
            raise ValueError(f"the file has no {self.used} model, which it says is used")
        return model

    @property
    def tried_reports(self) -> int:
        """How many reports the years that were tried have."""
        return sum(year.reports for year in self.years)

    @property
    def tried_below(self) -> int:
        """How many of them were below Good."""
        return sum(year.below for year in self.years)

    def tenth_of(self, risk: float) -> Tenth:
        """The tenth whose mean risk is nearest to a risk."""
        return min(self.tenths, key=lambda tenth: abs(tenth.risk - risk))
