"""An invented nation: regions, councils, districts, a combined authority, and the changes of 1 April 2023.

One county split in two and another became one council with a new code, as Cumbria and North Yorkshire did, so
that the demonstration shows places changing under the figures. The *patches* are the lower-tier areas of
2021: a location stands in one patch for ever, and the council that its patch answers to depends on the date.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from careplace.demo.island import MIDDLE, positions
from careplace.demo.names import load_toml, stems

REORGANISED = date(2023, 4, 1)
FEWEST = 16
KINDS = {
    "CTY": ("County", "County Council", "X10", "upper tier"),
    "UA": ("Unitary authority", "Council", "X06", "unitary"),
    "MD": ("Metropolitan district", "Metropolitan Borough Council", "X08", "unitary"),
    "LBO": ("London borough", "Borough Council", "X09", "unitary"),
    "NMD": ("Non-metropolitan district", "District Council", "X07", "lower tier"),
    "COMB": ("Combined authority", "Combined Authority", "X47", "combined"),
}


@dataclass(frozen=True, eq=False)
class Area:
    """A council, district or combined authority; `older` is the share aged 65 and over."""

    registry: str
    code: str
    name: str
    kind: str
    region: str
    county: str = ""
    combined: str = ""
    start: date = date(1974, 4, 1)
    end: date | None = None
    replaced_by: tuple[str, ...] = ()
    population: int = 0
    older: float = 0.18
    deprivation: float = 20.0
    latitude: float = float(MIDDLE[1])
    longitude: float = float(MIDDLE[0])

    @property
    def official_name(self) -> str:
        return f"{self.name} {KINDS[self.kind][1]}"

    @property
    def published_name(self) -> str:
        """The name in CQC's files, which print some in the manner of a gazetteer ("Bristol, City of")."""
        return f"{self.name}, City of" if self.code == "X06000004" else self.name

    def stands(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True)
class Nation:
    """Every area that ever stood, by registry code, and the patches in order."""

    areas: dict[str, Area]
    patches: tuple[Area, ...]

    def heir(self, area: Area, on: date) -> Area:
        """The area that `area` had become by `on`; a county that split has no single heir."""
        while not area.stands(on) and len(area.replaced_by) == 1:
            area = self.areas[area.replaced_by[0]]
        return area

    def council(self, patch: Area, on: date) -> Area:
        """The upper-tier or unitary council that `patch` answers to at `on`."""
        lower = self.heir(patch, on)
        return self.areas[lower.county] if lower.county else lower

    def lower(self, on: date) -> list[Area]:
        """The lower-tier and unitary areas that stood at `on`, once each."""
        return list(dict.fromkeys(self.heir(patch, on) for patch in self.patches))

    def councils(self, on: date) -> list[Area]:
        """The councils that stood at `on`."""
        return list(dict.fromkeys(self.council(patch, on) for patch in self.patches))

    def within(self, area: Area) -> list[Area]:
        """The patches that are, were or became part of `area`."""
        dates = (date(2021, 2, 1), REORGANISED)
        combined = [p for p in self.patches if area.kind == "COMB" and p.combined == area.registry]
        parts = [p for p in self.patches if any(area in (self.heir(p, d), self.council(p, d)) for d in dates)]
        return combined + parts


def nation(councils: int, rng: np.random.Generator) -> Nation:
    """A nation with `councils` upper-tier and unitary councils today: three of them made in 2023, seven in a
    combined authority, the rest counties with districts, boroughs of the greatest town and unitary councils.

    Raises:
        ValueError: below FEWEST councils, which could not hold fifteen neighbours of one.
    """
    if councils < FEWEST:
        raise ValueError(f"a demonstration needs at least {FEWEST} councils, not {councils}")
    draft = _Draft(rng)
    draft.combined()
    draft.split_county()
    draft.merged_county()
    counties, boroughs = max(1, round(councils * 0.12)), max(2, round(councils * 0.17))
    for _ in range(counties):
        draft.county(districts=4)
    for _ in range(boroughs):
        draft.add("LBO", load_toml("words.toml")["boroughs_region"])
    for _ in range(councils - 10 - counties - boroughs):
        draft.add("UA", draft.some_region())
    return draft.finished()


class _Draft:
    """A nation being laid out: codes and names are given in the order in which areas are added."""

    def __init__(self, rng: np.random.Generator):
        self.rng, self.names = rng, iter(stems())
        self.areas: dict = {}
        self.regions = load_toml("words.toml")["regions"]
        self.turn = 0

    def some_region(self) -> str:
        open_regions = [name for name in self.regions if name != load_toml("words.toml")["boroughs_region"]]
        self.turn += 1
        return open_regions[self.turn % len(open_regions)]

    def add(self, kind: str, region: str, name: str = "", **fields) -> Area:
        """One more area; all but counties and combined authorities get people and a position."""
        count = sum(area.kind == kind for area in self.areas.values()) + 1
        number = len(self.areas)
        registry = f"X{chr(65 + number // 26)}{chr(65 + number % 26)}"
        sampled = {} if kind in ("CTY", "COMB") else self._sampled(kind)
        code = f"{KINDS[kind][2]}{count:06d}"
        area = Area(registry, code, name or next(self.names), kind, region, **{**sampled, **fields})
        self.areas[registry] = area
        return area

    def _sampled(self, kind: str) -> dict:
        middle = 110_000 if kind == "NMD" else 260_000
        older = 0.12 if kind == "LBO" else 0.19
        return {
            "population": int(middle * np.exp(self.rng.normal(0, 0.35))),
            "older": float(np.clip(self.rng.normal(older, 0.035), 0.06, 0.33)),
            "deprivation": float(np.clip(self.rng.gamma(6, 3.6), 6, 45)),
            # Where in its part of the island, from 0 to 1, until every patch is known.
            "latitude": float(self.rng.uniform()),
            "longitude": float(self.rng.uniform()),
        }

    def combined(self) -> None:
        region = load_toml("words.toml")["combined_region"]
        authority = self.add("COMB", region, name=region.removeprefix("The "), start=date(2016, 6, 17))
        for _ in range(7):
            self.add("MD", region, combined=authority.registry)

    def county(self, districts: int, region: str = "") -> list[Area]:
        county = self.add("CTY", region or self.some_region())
        return [county] + [self.add("NMD", county.region, county=county.registry) for _ in range(districts)]

    def split_county(self) -> None:
        """A county whose four districts became two councils."""
        county, *districts = self.county(4, self.regions[0])
        halves = [self.add("UA", county.region, start=REORGANISED, population=0) for _ in range(2)]
        self.end(county, *halves)
        for place, district in enumerate(districts):
            self.end(district, halves[place // 2])

    def merged_county(self) -> None:
        """A county whose three districts became one council of the county's own name, with a new code."""
        county, *districts = self.county(3, self.regions[1])
        council = self.add("UA", county.region, name=county.name, start=REORGANISED, population=0)
        for area in (county, *districts):
            self.end(area, council)

    def end(self, area: Area, *successors: Area) -> None:
        heirs = tuple(successor.registry for successor in successors)
        self.areas[area.registry] = replace(area, end=REORGANISED, replaced_by=heirs)

    def finished(self) -> Nation:
        self.settle()
        return Nation(self.areas, tuple(area for area in self.areas.values() if area.population))

    def settle(self) -> None:
        """Give each patch its place on the island: regions together, and counties within them."""
        patches = [area for area in self.areas.values() if area.population]
        patches.sort(key=lambda area: (self.regions.index(area.region), area.county))
        samples = np.array([(area.longitude, area.latitude) for area in patches])
        for area, (longitude, latitude) in zip(patches, np.round(positions(samples), 5), strict=True):
            where = {"longitude": float(longitude), "latitude": float(latitude)}
            self.areas[area.registry] = replace(area, **where)
