"""Known answers for evaluations (../shared/vectors/evaluation): R's glm for counts, pysyncon for synthetic control.

pysyncon fits predictors as well as the outcome; ours fits the outcome alone, so only what both agree on is held to it.
"""

import csv
import json

import numpy as np
import pytest

from careplace.evaluation.counts import interrupted_counts, quasi_poisson
from careplace.evaluation.interrupted import STEP, Interrupted
from careplace.evaluation.synthetic import fit

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def known(vectors):
    return vectors / "evaluation"


def rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sicily(known):
    table = rows(known / "sicily.csv")
    counts, people = (np.array([float(row[name]) for row in table]) for name in ("aces", "stdpop"))
    return counts, people, [row["smokban"] for row in table].index("1")


def expected(known, model):
    (row,) = (row for row in rows(known / "golden_its_sicily_r.csv") if row["model"] == model)
    return {name: float(row[name]) for name in ("rr", "lo", "hi", "dispersion", "time12")}


@pytest.mark.parametrize(("model", "season"), [("quasi", 0), ("quasi_harm2", 12)])
def test_admissions_for_coronary_events_after_sicilys_smoking_ban(known, sicily, model, season):
    counts, people, event = sicily
    answer, series = expected(known, model), Interrupted(counts, event, season)
    effect, fitted = interrupted_counts(series, people), quasi_poisson(series.design, counts, people)
    ours = [effect.value, effect.lower, effect.upper, fitted.dispersion, np.exp(12 * fitted.coefficients[1])]
    # R stops at a change in deviance of 1e-8: five digits agree.
    assert ours == pytest.approx(list(answer.values()), rel=5e-6)


def test_a_slope_that_changes_too(known, sicily):
    counts, people, event = sicily
    series = Interrupted(counts, event, 12, bend=True)
    model, answer = quasi_poisson(series.design, counts, people), expected(known, "quasi_harm2_slope")
    # R's step there is the one at month 0, long before the ban: ours is the one at the ban.
    step, bend = model.coefficients[STEP], model.coefficients[STEP + 1]
    assert np.exp(step - bend * (event + 1)) == pytest.approx(answer["rr"], rel=5e-6)
    assert model.dispersion == pytest.approx(answer["dispersion"], rel=5e-6)


def table_of(path, unit, year, outcome):
    values = {(row[unit], int(float(row[year]))): float(row[outcome]) for row in rows(path)}
    units, years = (sorted({key[part] for key in values}) for part in (0, 1))
    return units, years, np.array([[values[unit, year] for year in years] for unit in units])


def error_before(weights, target, donors, event):
    return np.sqrt(np.mean(np.square((target - weights @ donors)[:event])))


@pytest.mark.parametrize(
    ("name", "unit", "outcome", "treated", "event"),
    [
        ("germany", "country", "gdp", "West Germany", 1990),
        ("basque", "regionname", "gdpcap", "Basque Country (Pais Vasco)", 1970),
    ],
)
def test_no_weights_of_pysyncon_fit_the_outcome_before_better(known, name, unit, outcome, treated, event):
    units, years, values = table_of(known / f"pysyncon_{name}.csv", unit, "year", outcome)
    others = [u for u in units if u != treated and not u.startswith("Spain")]
    target, donors = values[units.index(treated)], values[[units.index(u) for u in others]]
    theirs = json.loads((known / "golden_synth.json").read_text())[name]["weights"]
    found = fit(target, donors, years.index(event))
    weights = np.array([theirs.get(u, 0.0) for u in others])
    assert weights.sum() == pytest.approx(1, abs=1e-3)
    assert found.error_before <= error_before(weights, target, donors, found.event)


def test_west_germany_after_reunification_is_about_as_pysyncon_has_it(known):
    units, years, gdp = table_of(known / "pysyncon_germany.csv", "country", "year", "gdp")
    row = units.index("West Germany")
    found = fit(gdp[row], np.delete(gdp, row, axis=0), years.index(1990))
    answer = json.loads((known / "golden_synth.json").read_text())["germany"]["att_1990_2003"]["test"]
    assert found.gap[years.index(1990) :].mean() == pytest.approx(answer, rel=0.2)
