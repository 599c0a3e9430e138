"""An event study of 150 councils over 105 months, and a synthetic control with a placebo in every council."""

import time
from collections.abc import Callable

import numpy as np
from stopwatch import row

from careplace.evaluation.differences import difference_in_differences, event_study
from careplace.evaluation.panel import Panel
from careplace.evaluation.specifications import curve
from careplace.evaluation.synthetic import fits

COUNCILS, MONTHS, EVENT = 150, 105, 81


def councils() -> Panel:
    """Councils that two shared ups and downs drive, each with a level and noise of its own."""
    rng = np.random.default_rng(1)
    shared = rng.normal(size=(2, MONTHS)).cumsum(axis=1)
    outcome = rng.uniform(0, 1, (COUNCILS, 2)) @ shared + rng.normal(size=(COUNCILS, MONTHS))
    return Panel(tuple(map(str, range(COUNCILS))), outcome + rng.normal(size=(COUNCILS, 1)), 0, EVENT)


def seconds(calculate: Callable[[Panel], object]) -> str:
    """Processor seconds of one calculation."""
    data, start = councils(), time.process_time()
    calculate(data)
    return f"{time.process_time() - start:.2f} s of processor time"


if __name__ == "__main__":
    size = f"{COUNCILS} councils x {MONTHS} months"
    both = seconds(lambda panel: (difference_in_differences(panel), event_study(panel)))
    row(f"event study and difference in differences, {size}", both, "", "at most 2 s")
    row(f"synthetic control with {COUNCILS - 1} placebos, {size}", seconds(fits), "", "at most 60 s")
    row(f"the same question in every way, {size}", seconds(curve), "", "")
