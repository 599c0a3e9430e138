"""A demonstration of any size: an invented nation and its register, in the publishers' own file formats."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from careplace.demo import ascof, delays, files, hospitals, outlines, place_files
from careplace.demo.places import Nation, nation
from careplace.demo.register import simulated_register
from careplace.demo.snapshot import roll

SNAPSHOTS = (date(2021, 2, 1), date(2025, 9, 1), date(2026, 9, 1))


def generate(
    to: Path,
    *,
    seed: int = 1,
    councils: int = 24,
    locations: int = 1200,
    snapshots: Sequence[date] = SNAPSHOTS,
    progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the files of an invented nation into `to`: places, outcomes, then CQC's at each snapshot.

    The same arguments give the same bytes. `locations` is the number of sites open at the first snapshot;
    `progress` is called with the name of each batch as it begins. Returns the files written.

    Raises:
        ValueError: without a snapshot, or with fewer councils than fifteen neighbours need.
    """
    if not snapshots:
        raise ValueError("a demonstration needs at least one snapshot's date")
    say = progress or (lambda _words: None)
    rng = np.random.default_rng(seed)
    to.mkdir(parents=True, exist_ok=True)
    say("places")
    invented = nation(councils, rng)
    written = place_files.write(invented, to) + outlines.write(invented, to)
    say("outcomes")
    written += _outcomes(invented, to, seed)
    rolled = roll(invented, simulated_register(invented, locations, min(snapshots), max(snapshots), rng), rng)
    for on in sorted(snapshots):
        say(f"register of {on:%d %B %Y}")
        written += files.write(rolled, on, to)
    return written


def _outcomes(invented: Nation, to: Path, seed: int) -> list[Path]:
    """The files of outcomes, each by chances of its own, so that none depends on the size of another."""
    chances = [np.random.default_rng([seed, number]) for number in range(3)]
    written = [ascof.write(invented, to, chances[0])]
    return written + hospitals.write(invented, to, chances[1]) + delays.write(invented, to, chances[2])
