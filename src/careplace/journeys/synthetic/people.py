"""Fictional people: month of birth, sex, council, frailty. Councils and providers are of no real place."""

from dataclasses import dataclass

import numpy as np

COUNCILS = tuple(f"X{number:08}" for number in range(6000001, 6000025))
"""Codes that begin with X, as in the demonstration: England's begin with E."""
TRUSTS_PER_COUNCIL, HOMES_PER_COUNCIL = 2, 40
TRUSTS = tuple(f"Q{number:02}" for number in range(len(COUNCILS) * TRUSTS_PER_COUNCIL))
"""Codes that begin with Q: those of England's trusts begin with R."""
LOCATIONS = tuple(f"1-9{number:011}" for number in range(len(COUNCILS) * HOMES_PER_COUNCIL))
"""Ids of services, one digit longer than CQC's."""
PROVIDERS = TRUSTS + LOCATIONS


@dataclass(frozen=True)
class People:
    """Arrays over people: id, month of birth (days since 1970), sex and council (indices of words), frailty (mean 1)."""

    ids: np.ndarray
    born: np.ndarray
    sex: np.ndarray
    council: np.ndarray
    frailty: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def people(rng: np.random.Generator, ids: np.ndarray) -> People:
    """People with these ids, mostly old."""
    size = len(ids)
    months = np.clip(rng.normal(78, 12, size) * 12, 18 * 12, 105 * 12).astype(np.int64)
    born = (np.datetime64("2025-04") - months).astype("datetime64[D]").astype(np.int32)
    weights = 1 / (3 + np.arange(len(COUNCILS)))
    return People(
        ids,
        born,
        rng.choice(3, size, p=[0.555, 0.44, 0.005]).astype(np.int16),
        rng.choice(len(COUNCILS), size, p=weights / weights.sum()).astype(np.int16),
        rng.gamma(2, 0.5, size),
    )


def trust_of(rng: np.random.Generator, council: np.ndarray) -> np.ndarray:
    """A trust for each council, mostly the first of its two: indices of PROVIDERS."""
    return council * TRUSTS_PER_COUNCIL + (rng.random(len(council)) < 0.15)


def location_of(rng: np.random.Generator, council: np.ndarray) -> np.ndarray:
    """A service in each council: indices of PROVIDERS."""
    return len(TRUSTS) + council * HOMES_PER_COUNCIL + rng.integers(HOMES_PER_COUNCIL, size=len(council))
