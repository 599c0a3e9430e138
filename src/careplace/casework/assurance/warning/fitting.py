"""Try the methods on years that they have not seen, decide which is used, and fit it to the latest years."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
from dateutil.relativedelta import relativedelta

from careplace.casework.assurance.warning import diagnosis
from careplace.casework.assurance.warning.fitted import Fitted, Interval, Tried, Year
from careplace.editions.opening import Edition, open_edition
from careplace.engine import sql_text
from careplace.measures.warning import baseline, choice
from careplace.measures.warning.candidates import fit_boosting, fit_logistic
from careplace.measures.warning.choice import Gain, Trial
from careplace.measures.warning.flow import YEARS as FLOW_YEARS
from careplace.measures.warning.flow import Flow, flows
from careplace.measures.warning.history import History, history_of
from careplace.measures.warning.validation import (
    BASELINE,
    BOOSTING,
    LOGISTIC,
    WINDOW,
    WINDOWS,
    TooShort,
    Validation,
    latest_window,
    validate,
)

Progress = Callable[[str, int, int], None]


def fit(home: Path, today: date, progress: Progress = lambda *_: None) -> Fitted:
    """What the history of the current edition gives.

    Raises:
        EditionError: when there is no edition.
        TooShort: when its history does not cover enough years.
    """
    with open_edition(home) as edition:
        history = history_of(edition.engine)
        if not len(history):
            raise TooShort(
                "This edition has no inspections of community adult social care: add CQC's list of all of them "
                "to the published files, and build again."
            )
        facts = edition.engine.sql(sql_text("careplace.measures.warning", "groups.sql"))
        trials, shown = _tried(history, facts, progress)
        progress("Looking at each place", 0, 1)
        return _fitted(edition.id, history, facts, trials, shown, _flows(edition, history), today)


def _tried(history: History, facts: pa.Table, progress: Progress) -> tuple[list[Trial], Validation]:
    validations = {window: validate(history, window, progress) for window in WINDOWS}
    tried = (
        choice.trials(
            validation, window, facts_of(validation.history, facts)["cluster"].to_numpy(zero_copy_only=False)
        )
        for window, validation in validations.items()
    )
    return list(chain.from_iterable(tried)), validations[WINDOW]


def _flows(edition: Edition, history: History) -> dict[str, Flow]:
    last: date = history.day.max().astype("datetime64[D]").item()
    return flows(edition.engine, last - relativedelta(years=FLOW_YEARS))


def facts_of(history: History, facts: pa.Table) -> pa.Table:
    """The facts of each report's service, in the order of the reports."""
    ids = facts["location_id"].to_numpy(zero_copy_only=False)
    return facts.take(np.searchsorted(ids, history.location_id))


def _fitted(
    edition: str,
    history: History,
    facts: pa.Table,
    trials: list[Trial],
    shown: Validation,
    by_place: dict[str, Flow],
    today: date,
) -> Fitted:
    used = choice.used(trials)
    latest = history.where(latest_window(history))
    learned = latest.services, latest.below_good
    own, risk = facts_of(shown.history, facts), shown.risks[used]
    days = history.day.astype("datetime64[D]")
    return Fitted(
        edition=edition,
        fitted_on=today,
        reports=len(history),
        services=len(np.unique(history.location_id)),
        first=days.min().item(),
        last=days.max().item(),
        used=used,
        baseline=baseline.fit(*learned),
        logistic=fit_logistic(*learned) if used == LOGISTIC else None,
        boosting=fit_boosting(*learned) if used == BOOSTING else None,
        tried=tuple(_kept(trial) for trial in trials),
        years=tuple(_years(shown, own["cluster"].to_numpy(zero_copy_only=False))),
        tenths=tuple(diagnosis.tenths(risk, shown.history.below_good)),
        rankings={name: diagnosis.ranking(shown.history, risk) for name, risk in shown.risks.items()},
        groups=tuple(diagnosis.groups(shown.history, risk, own)),
        flows=by_place,
    )


def _kept(trial: Trial) -> Tried:
    pair = {"every": _interval(trial.every), "latest": _interval(trial.latest)}
    return Tried(model=trial.model, window=trial.window, clear=trial.clear, **pair)


def _years(validation: Validation, clusters: np.ndarray) -> Iterable[Year]:
    history = validation.history
    for year, gains in choice.by_year(validation, clusters).items():
        mask = history.year == year
        yield Year(
            year=year,
            reports=int(mask.sum()),
            below=int(history.below_good[mask].sum()),
            baseline_risk=float(validation.risks[BASELINE][mask].mean()),
            skills={name: _interval(gain) for name, gain in gains.items()},
        )


def _interval(gain: Gain) -> Interval:
    return Interval(value=gain.value, lower=gain.lower, upper=gain.upper)
