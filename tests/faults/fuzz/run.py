"""Reads thousands of spoilt files and says what became of them: `make faults`, or

    python -m tests.faults.fuzz.run --cases 10000 --seed 1 --processes 2

No file may end in an unforeseen exception, in the death of the process that reads it, or at its limits of memory
and time. A cell that became nonsense and was read without a word is counted, by column and by nonsense.
"""

import argparse
import hashlib
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
from tests.faults.fuzz.mutations import Mutant, mutant
from tests.faults.fuzz.samples import Sample, samples

from careplace.places.gazetteer import Gazetteer
from careplace.sources import naming, places
from careplace.sources.contract import SourceError
from careplace.sources.messages import summed
from careplace.sources.publication import RawFile, Reading
from careplace.sources.reader_process.limits import Limits
from careplace.sources.reader_process.process import ReaderFailed, ReaderProcess

LIMITS = Limits(memory=2 * 2**30, seconds=30)
LONGEST_MESSAGE = 4_500
FAILED = ("fault", "death", "memory", "time", "long message")
PLACES = {publication.key for publication in places.PUBLICATIONS}


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant: `became` is read, unknown, refused, silent, or one of FAILED."""

    sample: str
    seed: int
    way: str
    became: str
    said: str = ""


class Fuzz:
    """Spoils and reads, in a folder of its own."""

    def __init__(self, folder: Path, limits: Limits = LIMITS):
        self.folder = folder
        self.samples, self._tables, self._gazetteer = samples(folder / "whole")
        self._reader = ReaderProcess(limits=limits)
        self._before: dict[str, Reading] = {}

    def close(self) -> None:
        self._reader.close()

    def case(self, seed: int) -> Outcome:
        """The outcome of the case `seed`; samples take turns."""
        sample = self.samples[seed % len(self.samples)]
        spoilt = mutant(sample, seed)
        try:
            became, said = self._became(sample, spoilt)
        except ReaderFailed as error:
            became, said = error.how, str(error)
        except SourceError as error:
            became, said = "refused", "\n".join(summed(error.problems))
        except Exception as error:
            became, said = "fault", f"{type(error).__name__}: {error}"
        if len(said) > LONGEST_MESSAGE and became in ("refused", "fault"):
            became = "long message"
        return Outcome(sample.name, seed, spoilt.way, became, said[:600])

    def whole(self, sample: Sample) -> Reading:
        """The reading of a sample as it was before anything was done to it."""
        if sample.name not in self._before:
            self._before[sample.name] = self._read(sample.name, sample.data)[0]
        return self._before[sample.name]

    def _became(self, sample: Sample, spoilt: Mutant) -> tuple[str, str]:
        before = self.whole(sample) if spoilt.cell is not None else None
        reading, publication = self._read(spoilt.name, spoilt.data)
        if reading is None:
            return "unknown", ""
        if publication in PLACES:
            known = Gazetteer.from_tables(self._tables | reading.tables)
            before = before and self._named(before, known)
            reading = self._named(reading, known)
        if before and silent(before, reading):
            return "silent", f"{publication} | {spoilt.at[:50]} | {spoilt.cell[:30]!r}"
        return "read", ""

    def _named(self, reading: Reading, gazetteer: Gazetteer) -> Reading:
        """`reading` with the notes that a build adds once it knows the places."""
        return replace(reading, notes=naming.notes(reading.tables.values(), gazetteer) + reading.notes)

    def _read(self, name: str, data: bytes) -> tuple[Reading | None, str]:
        path = self.folder / name
        path.write_bytes(data)
        opened = self._reader.open(RawFile(path, name, hashlib.sha256(data).hexdigest()), self.folder)
        if opened.publication is None:
            return None, ""
        try:
            known = None if opened.publication.key in PLACES else self._gazetteer
            return self._reader.read(opened, known), opened.publication.key
        finally:
            opened.forget()


def silent(before: Reading, after: Reading) -> bool:
    """Whether a change reached the tables and neither a note nor a status says so."""
    if before.notes != after.notes or before.tables.keys() != after.tables.keys():
        return False
    pairs = [(_bare(before.tables[name]), _bare(after.tables[name])) for name in before.tables]
    return any(not one.equals(other) for one, other in pairs) and all(_alike(*pair) for pair in pairs)


def _bare(table: pa.Table) -> pa.Table:
    return table.drop_columns([name for name in ("source", "file") if name in table.column_names])


def _alike(one: pa.Table, other: pa.Table) -> bool:
    said = [name for name in one.column_names if name.endswith("status")]
    return one.select(said).equals(other.select(said))


def run(cases: range, limits: Limits = LIMITS) -> Iterator[Outcome]:
    """The outcomes of the cases, one after another."""
    with tempfile.TemporaryDirectory(prefix="careplace-fuzz-") as folder:
        fuzz = Fuzz(Path(folder), limits)
        try:
            for seed in cases:
                yield fuzz.case(seed)
        finally:
            fuzz.close()


def _share(cases: range) -> list[Outcome]:
    outcomes = []
    for outcome in run(cases):
        outcomes.append(outcome)
        if outcome.became in FAILED:
            print(
                f"{outcome.became}: {outcome.sample}, case {outcome.seed} ({outcome.way}): {outcome.said}",
                flush=True,
            )
    return outcomes


def summary(outcomes: list[Outcome]) -> str:
    """How many of each kind, and which cells were read in silence."""
    lines = [f"{number:>7,} {became}" for became, number in Counter(o.became for o in outcomes).most_common()]
    for became in FAILED:
        seeds = [str(o.seed) for o in outcomes if o.became == became]
        lines += [f"{became}: cases {', '.join(seeds[:20])}"] if seeds else []
    lines += [
        f"{n:>5} silent: {said}"
        for said, n in Counter(o.said for o in outcomes if o.became == "silent").most_common()
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="the first case")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    last = asked.seed + asked.cases
    shares = [range(asked.seed + n, last, asked.processes) for n in range(asked.processes)]
    # Not by forking: a fork of a process with threads is no fair copy.
    with ProcessPoolExecutor(asked.processes, mp_context=get_context("spawn")) as pool:
        outcomes = [outcome for share in pool.map(_share, shares) for outcome in share]
    print(summary(outcomes))
    sys.exit(any(outcome.became in FAILED for outcome in outcomes))


if __name__ == "__main__":
    main()
