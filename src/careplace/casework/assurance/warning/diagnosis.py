"""How good the methods are on years that they have not seen: calibration, ranking, and errors by group."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from sklearn.metrics import average_precision_score, precision_recall_curve

from careplace.casework.assurance.priority.backtest.ranking import capture
from careplace.casework.assurance.warning.fitted import Group, Ranking, Tenth
from careplace.measures.warning.history import SECTORS, History
from careplace.statistics.proportions import wilson

HUNDREDTHS = np.arange(1, 101) / 100
MONTHS = 12


def tenths(risk: np.ndarray, below: np.ndarray) -> list[Tenth]:
    """Reports in ten parts by their risk. Reports of one risk stay in one part, so there may be fewer than ten."""
    edges = np.unique(np.quantile(risk, np.arange(1, 10) / 10))
    part = np.searchsorted(edges, risk, side="left")
    return [_tenth(risk[part == n], below[part == n]) for n in np.unique(part)]


def _tenth(risk: np.ndarray, below: np.ndarray) -> Tenth:
    limits = wilson(int(below.sum()), len(below))
    return Tenth(
        risk=risk.mean(),
        reports=len(risk),
        below=int(below.sum()),
        lower=float(limits.lower),
        upper=float(limits.upper),
    )


def ranking(history: History, risk: np.ndarray) -> Ranking:
    """How a risk orders services within each year; where several have the same risk, as many count as would on average."""
    years = [history.year == year for year in np.unique(history.year)]
    hits, slots, captured = 0.0, 0, np.zeros(len(HUNDREDTHS))
    for mask in years:
        below, total = history.below_good[mask], int(mask.sum())
        size = max(1, round(total / MONTHS))
        found = np.nan_to_num(capture(risk[mask], below, [*HUNDREDTHS, size / total])) * below.sum()
        captured, hits, slots = captured + found[:-1], hits + float(found[-1]), slots + size
    return Ranking(
        average_precision=float(average_precision_score(history.below_good, risk)),
        precision=_precision(history.below_good, risk),
        captured=tuple((captured / max(1, history.below_good.sum())).tolist()),
        hits=hits,
        slots=slots,
    )


def _precision(below: np.ndarray, risk: np.ndarray) -> tuple[float, ...]:
    """The precision where each hundredth of those below Good is first reached."""
    precision, recall, _threshold = precision_recall_curve(below, risk)
    place = np.searchsorted(recall[::-1], HUNDREDTHS - 1e-12)
    return tuple(float(value) for value in precision[::-1][place])


def groups(history: History, risk: np.ndarray, facts: pa.Table) -> Iterator[Group]:
    """Errors by size of the provider, ownership and region.

    Args:
        facts: `location_id`, `size` and `region` of each report's service, in the order of the reports.
    """
    owners = np.array(SECTORS)[history.services.sector.astype(int)]
    kinds = {"size of the provider": facts["size"].to_numpy(zero_copy_only=False), "ownership": owners}
    kinds["region"] = facts["region"].to_numpy(zero_copy_only=False)
    for kind, names in kinds.items():
        for name in sorted(set(names)):
            yield _group(kind, name, risk[names == name], history.below_good[names == name])


def _group(kind: str, name: str, risk: np.ndarray, below: np.ndarray) -> Group:
    brier = float(np.square(risk - below).mean())
    return Group(
        kind=kind,
        name=name,
        reports=len(risk),
        below=int(below.sum()),
        expected=float(risk.sum()),
        brier=brier,
    )
