"""Which area a name or code means, at a date; what became of it; and which councils it is compared with.

Built once, from the tables of the place publications (`from_tables`) or from those that an edition keeps
(`from_edition`); after that every answer is a look-up.
"""

from datetime import date
from pathlib import Path

import pyarrow as pa

from careplace.places import editions, registry
from careplace.places.area import KINDS, Area, Group, UnknownPlace
from careplace.places.comparators import Comparators
from careplace.places.facts import facts
from careplace.places.folding import fold, plain_words, with_ranks
from careplace.places.groups import NamedGroup, groups_from_toml, shipped
from careplace.places.lineage import Lineage, joined
from careplace.places.membership import Membership, memberships
from careplace.places.neighbours import neighbours
from careplace.places.registry import Succession
from careplace.places.search import closest, ranked


class Gazetteer:
    """Areas, their names and their membership through time.

    Args:
        areas: every area by code.
        names: codes by folded name.
        successions: what became of areas that no longer stand.
        members: who was in which region, combined authority, board and nation, and when.
        near: for each council its neighbours as (code, distance), nearest first.
        groups: named groups.
    """

    def __init__(
        self,
        areas: dict[str, Area],
        names: dict[str, tuple[str, ...]],
        successions: list[Succession],
        members: list[Membership],
        near: dict[str, list[tuple[str, float]]],
        groups: tuple[NamedGroup, ...] = (),
    ):
        self.areas, self.names, self.successions, self.members = areas, names, successions, members
        self.near, self.named = near, groups
        self.lineage = Lineage(areas, successions)
        self._comparators = Comparators(self)

    @classmethod
    def from_tables(cls, tables: dict[str, pa.Table]) -> "Gazetteer":
        """From the typed tables of the place publications, by contract name.

        `council_registry` must be there; what needs another table is left out without it.
        """
        all_facts = facts()
        register = registry.drawn(tables, all_facts)
        groups, members = memberships(register, tables, all_facts)
        areas = register.areas | {group.code: group for group in groups}
        for group in groups:
            register.add_name(group.name, group.code)
            register.add_name(group.official_name, group.code)
        names = {folded: tuple(sorted(codes)) for folded, codes in register.names.items()}
        near = neighbours(register, tables).near()
        return cls(areas, names, register.successions, members, near, shipped(areas))

    @classmethod
    def from_edition(cls, tables: dict[str, pa.Table]) -> "Gazetteer":
        """From what `tables` gave."""
        areas = editions.areas(tables["area"])
        return cls(
            areas,
            editions.names(tables["area_name"]),
            editions.successions(tables["area_successor"]),
            editions.memberships(tables["area_group"]),
            editions.near(tables["neighbour"]),
            shipped(areas),
        )

    def tables(self) -> dict[str, pa.Table]:
        """area, area_name, area_successor, area_group and neighbour, as docs/architecture.md has them."""
        return editions.tables(self)

    def with_groups(self, path: Path) -> "Gazetteer":
        """This gazetteer with the groups of a reader's TOML file beside its own."""
        groups = (*self.named, *groups_from_toml(path))
        return Gazetteer(self.areas, self.names, self.successions, self.members, self.near, groups)

    def find(self, text: str, on: date | None = None) -> list[Area]:
        """Areas whose name or code is like `text`, best first; with `on`, those that stood that day."""
        by_rank = () if fold(text) in self.names else self._of_rank(text)
        codes = dict.fromkeys([*by_rank, *ranked(text, self.areas, self.names)])
        areas = [self.areas[code] for code in codes]
        return areas if on is None else [area for area in areas if area.stands(on)]

    def resolve(self, text: str, on: date | None = None, kinds: tuple[str, ...] = KINDS) -> Area:
        """The one area that a name or code means on a day; without one, as it stands or last stood.

        A code that changed while the area kept its name is followed to the code of that day.

        Raises:
            UnknownPlace: no such name (says which are near), or none that day (says what was then).
        """
        candidates = self.candidates(text, kinds)
        if not candidates:
            raise self.unknown(text)
        standing = [area for area in candidates if area.stands(on)]
        if standing:
            return standing[0]
        if on is None:  # none of them stands, so each has a last day
            return max(candidates, key=lambda area: area.to_date or date.max)
        for area in candidates:
            followed = self.lineage.roll(area, on)
            if followed and fold(followed.name) == fold(area.name):
                return followed
        histories = " ".join(self.lineage.history(area, on) for area in candidates)
        raise UnknownPlace(histories, (text,), tuple(candidates))

    def candidates(self, text: str, kinds: tuple[str, ...] = KINDS) -> list[Area]:
        """Every area that bears a name or code, in the order of KINDS."""
        code = text.strip().upper()
        codes = (code,) if code in self.areas else self.names.get(fold(text), ()) or self._of_rank(text)
        areas = [self.areas[code] for code in codes if self.areas[code].kind in kinds]
        return sorted(areas, key=lambda area: (KINDS.index(area.kind), area.code))

    def matches(self, area: Area, text: str) -> bool:
        """Whether an area bears a name or code, and is not only like it."""
        return area in self.candidates(text)

    def _of_rank(self, text: str) -> tuple[str, ...]:
        """The areas of a name with their ranks after it: Bedford Borough is a borough by its official name.

        So "Durham City" is not the county of that name.
        """
        name, ranks = with_ranks(text)
        codes = self.names.get(name, ()) if ranks else ()
        return tuple(
            code for code in codes if ranks <= set(plain_words(self.areas[code].official_name).split())
        )

    def codes(self, names, on: date) -> dict[str, str]:
        """The council's code for each of the council names of a file published at a date.

        Raises:
            UnknownPlace: with every name that means no council on that day, a line each.
        """
        codes, wrong = {}, {}
        for name in dict.fromkeys(names):
            try:
                codes[name] = self.council(name, on).code
            except UnknownPlace as error:
                wrong[name] = str(error)
        if wrong:
            raise UnknownPlace("\n".join(wrong.values()), tuple(wrong))
        return codes

    def council(self, text: str, on: date | None = None) -> Area:
        """The council that a name or code means on a day, followed where all of it became another.

        Raises:
            UnknownPlace: as `resolve`; and for a council that was split before, or put together since.
        """
        try:
            return self.resolve(text, on, ("council",))
        except UnknownPlace:
            followed = {self.lineage.roll(area, on) for area in self.candidates(text, ("council",))}
            council = followed.pop() if len(followed) == 1 else None
            if council is None:
                raise
            return council

    def as_at(self, code: str, on: date | None) -> Area:
        """The area that `code` is on another day (None: now): forward if all of it became one, backward if it was one.

        Raises:
            UnknownPlace: for a code that is not known, was split, or was put together from several.
        """
        if code not in self.areas:
            raise self.unknown(code)
        followed = self.lineage.roll(self.areas[code], on)
        if followed is None:
            raise UnknownPlace(self.lineage.history(self.areas[code], on), (code,), (self.areas[code],))
        return followed

    def parents(self, area: Area, on: date | None = None) -> tuple[Area, ...]:
        """What an area lies in on a day (None: today, or its last): county, region, and so on, nation."""
        return self._comparators.parents(area, on)

    def group(self, spec: str, area: Area | None = None, on: date | None = None) -> Group:
        """The councils that `spec` names on a day (None: today).

        `spec` is england, region, combined-authority, icb or neighbours (those of `area`); or the name of a
        region, combined authority or board (west-midlands is the region, wmca the authority); or a named
        group (core-cities, or one of a reader's file); or NAME=code,code.

        Raises:
            UnknownPlace: for a spec that is none of these (names those that are), or has no members that day.
        """
        return self._comparators.group(spec, area, on)

    def specs(self) -> list[str]:
        """Every spec that `group` understands, but for NAME=code,code."""
        return self._comparators.specs()

    def unknown(self, text: str) -> UnknownPlace:
        """The error for a name that no area bears, with the nearest names."""
        near = tuple(self.areas[code] for code in closest(text, self.areas, self.names))
        hint = f" Nearest: {joined(near)}." if near else ""
        return UnknownPlace(f"No place is called {text!r}.{hint}", (text,), near)
