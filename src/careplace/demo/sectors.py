"""The kinds of location in the demonstration's register, read from sectors.toml."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import ndtri

from careplace.demo.names import load_toml


@dataclass(frozen=True)
class Sector:
    """One kind of location. `mix` holds the expected shares of the four levels, Outstanding first.

    `style` is "rated", or "regulations" for dentists, who meet the regulations or do not and have no rating.
    """

    key: str
    share: float
    family: str
    type: str
    directorate: str
    category: str
    mix: tuple[float, ...]
    names: tuple[str, ...]
    activities: tuple[str, ...]
    services: dict[str, float]
    bands: dict[str, float]
    beds: tuple[float, ...] = ()
    groups: tuple[str, ...] = ()
    newer: str = ""
    style: str = "rated"


@cache
def sectors() -> tuple[Sector, ...]:
    return tuple(Sector(**entry) for entry in load_toml("sectors.toml")["sector"])


def thresholds() -> np.ndarray:
    """For each sector the standard scores below which a location is Good, weak and Inadequate."""
    better = np.cumsum([sector.mix for sector in sectors()], axis=1)[:, :3]
    return -ndtri(np.clip(better, 0.0, 1.0))
