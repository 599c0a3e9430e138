"""What became of an area, and what it was: forward and backward only where it carries over whole."""

from datetime import date, timedelta

from careplace.places.area import Area, day
from careplace.places.registry import Succession


class Lineage:
    """Successions between areas, looked up from either end."""

    def __init__(self, areas: dict[str, Area], successions: list[Succession]):
        self.areas = areas
        self.later: dict[str, list[Succession]] = {}
        self.earlier: dict[str, list[Succession]] = {}
        for succession in successions:
            self.later.setdefault(succession.code, []).append(succession)
            self.earlier.setdefault(succession.successor, []).append(succession)

    def roll(self, area: Area, on: date | None) -> Area | None:
        """`area` as at a day (None: as it stands), or None where it does not carry over whole."""
        current: Area | None = area
        while current and not current.stands(on):
            current = self.successor(current) if current.ended(on) else self.predecessor(current)
        return current

    def line(self, area: Area) -> list[Area]:
        """`area` with what it was and what it became, in order, as far as it carries over whole."""
        line = [area]
        while before := self.predecessor(line[0]):
            line.insert(0, before)
        while after := self.successor(line[-1]):
            line.append(after)
        return line

    def same_area(self, area: Area) -> list[Area]:
        """`area` under each code that it has had, in order: all of Bournemouth became part of a larger council, which is
        another area; Sheffield only changed its code."""
        line = [area]
        while before := self.predecessor(line[0]):
            line.insert(0, before)
        while (after := self.successor(line[-1])) and self.predecessor(after) == line[-1]:
            line.append(after)
        return line

    def last_day(self, area: Area) -> date | None:
        """The last day of an area, whatever its code then; None while it stands."""
        end = self.same_area(area)[-1].to_date
        return end - timedelta(days=1) if end else None

    def successors(self, area: Area) -> list[Area]:
        """The areas that took over from `area`, by name."""
        codes = {succession.successor for succession in self.later.get(area.code, ())}
        return sorted((self.areas[code] for code in codes), key=lambda heir: (heir.name, heir.code))

    def predecessors(self, area: Area) -> list[Area]:
        """The areas that `area` took over from, by name."""
        codes = {succession.code for succession in self.earlier.get(area.code, ())}
        return sorted((self.areas[code] for code in codes), key=lambda before: (before.name, before.code))

    def successor(self, area: Area) -> Area | None:
        """The one area that all of `area` became."""
        whole = [s.successor for s in self.later.get(area.code, ()) if s.whole]
        return self.areas[whole[0]] if whole else None

    def predecessor(self, area: Area) -> Area | None:
        """The one area of the same kind that `area` was, no more and no less.

        Districts that lay in that area do not count: Somerset was the county, and its districts, at once.
        """
        before = [(self.areas[s.code], s.whole) for s in self.earlier.get(area.code, ())]
        same = [(earlier, whole) for earlier, whole in before if earlier.kind == area.kind]
        if len(same) != 1 or not same[0][1]:
            return None
        only = same[0][0]
        return (
            only
            if all(predecessor is only or predecessor.council == only.code for predecessor, _whole in before)
            else None
        )

    def history(self, area: Area, on: date | None) -> str:
        """Why `area` is not there on a day, in a sentence."""
        if area.ended(on):
            heirs = joined(self.areas[s.successor] for s in self.later.get(area.code, ()))
            after = f"; after it: {heirs}." if heirs else "."
            return f"{area} ended on {area.to_date}, so there is none {day(on)}{after}"
        before = joined(self.areas[s.code] for s in self.earlier.get(area.code, ()))
        was = f"; before it: {before}." if before else "."
        return f"{area} began on {area.from_date}, so there was none {day(on)}{was}"


def joined(areas) -> str:
    return ", ".join(str(area) for area in areas)
