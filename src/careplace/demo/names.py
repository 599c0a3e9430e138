"""Invented names, and the text that goes with them: ids, postcodes, telephone numbers.

Everything is chosen so that it cannot be taken for the real thing: words.toml holds made-up stems; postcodes
begin with letters that no postcode area of the United Kingdom begins with (Q, V, X); telephone numbers are of
the range that Ofcom reserves for drama (01632 960000 to 960999); ids are one digit longer than CQC's.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

AREAS = [first + second for first, second in product("QVX", "ABCDEFGHJKLMNOPRSTUWY")]
INWARD = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))


@cache
def load_toml(name: str) -> dict:
    """The TOML file `name` of this package."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def stems() -> list[str]:
    """Every invented place-like word, in one fixed order in which neighbours look different."""
    words = load_toml("words.toml")
    starts, ends = words["starts"], words["ends"]
    return [
        starts[i % len(starts)] + ends[(i + i // len(starts)) % len(ends)]
        for i in range(len(starts) * len(ends))
    ]


def phrases(rng: np.random.Generator, forms: Sequence[Sequence[str]], kind: np.ndarray) -> pa.Array:
    """One name for each of `kind` (indices into `forms`): an invented stem and a form of that kind."""
    flat = [form for group in forms for form in group]
    first = np.cumsum([0] + [len(group) for group in forms])[kind]
    size = np.array([len(group) for group in forms])[kind]
    stem = pa.array(stems()).take(pa.array(rng.integers(len(stems()), size=len(kind))))
    form = pa.array(flat, pa.string()).take(pa.array(first + rng.integers(size)))
    return pc.binary_join_element_wise(stem, form, " ")


def numbered(prefix: str, numbers: np.ndarray, width: int) -> pa.Array:
    """`prefix` and each number padded with zeros to `width`."""
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers, pa.int64()), pa.string()), width=width, padding="0")
    return pc.binary_join_element_wise(prefix, digits, "")


def postcodes(rng: np.random.Generator, patch: np.ndarray) -> pa.Array:
    """One postcode for each location, in the area of its patch (the index of a district)."""
    area = pa.array(AREAS).take(pa.array(patch % len(AREAS)))
    outward = pc.cast(pa.array(1 + patch // len(AREAS) * 10 + rng.integers(9, size=len(patch))), pa.string())
    inward = pc.cast(pa.array(rng.integers(1, 10, len(patch))), pa.string())
    letters = [pa.array(INWARD[rng.integers(len(INWARD), size=len(patch))]) for _ in range(2)]
    return pc.binary_join_element_wise(
        pc.binary_join_element_wise(area, outward, ""), pc.binary_join_element_wise(inward, *letters, ""), " "
    )


def telephones(rng: np.random.Generator, count: int) -> pa.Array:
    return numbered("01632960", rng.integers(1000, size=count), 3)


def addresses(rng: np.random.Generator, count: int) -> pa.Array:
    """A house number and an invented street."""
    streets = pa.array(load_toml("words.toml")["streets"])
    number = pc.cast(pa.array(rng.integers(1, 200, count)), pa.string())
    return pc.binary_join_element_wise(
        number, streets.take(pa.array(rng.integers(len(streets), size=count))), " "
    )
