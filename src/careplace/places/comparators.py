"""The groups of councils that a place is compared with, as they were on a day."""

from datetime import date, timedelta

from careplace.places.area import GROUP_KINDS, KINDS, Area, Group, UnknownPlace, day
from careplace.places.folding import slug
from careplace.places.groups import NamedGroup, ad_hoc
from careplace.places.lineage import joined
from careplace.places.membership import Membership

NEIGHBOURS = "neighbours"
RELATIVE = {
    "england": "nation",
    "region": "region",
    "combined-authority": "combined authority",
    "icb": "integrated care board",
}


class Comparators:
    """Understands what a reader writes after `--against`, for a gazetteer."""

    def __init__(self, gazetteer):
        self.gazetteer, self.areas, self.lineage = gazetteer, gazetteer.areas, gazetteer.lineage
        self.named = {group.key: group for group in gazetteer.named}
        self.groups_of: dict[str, list[Membership]] = {}
        self.members_of: dict[str, list[Membership]] = {}
        for membership in gazetteer.members:
            self.groups_of.setdefault(membership.member, []).append(membership)
            self.members_of.setdefault(membership.group, []).append(membership)

    def group(self, spec: str, area: Area | None, on: date | None) -> Group:
        """See `Gazetteer.group`."""
        key = slug(spec)
        if "=" in spec:
            return self.listed(ad_hoc(spec), on)
        if key in self.named:
            return self.listed(self.named[key], on)
        if key == NEIGHBOURS:
            return self.neighbours(needed(area, spec), on)
        if key in RELATIVE and (area or key != "england"):
            return self.members(key, self.parent(needed(area, spec), RELATIVE[key], on), on)
        return self.members(key, self.called(spec, on), on)

    def specs(self) -> list[str]:
        """Every spec that there is, but for NAME=code,code."""
        standing = [area for area in self.areas.values() if area.kind in GROUP_KINDS and area.stands()]
        regions = sorted(slug(area.name) for area in standing if area.kind == "region")
        authorities = sorted(self.short(area) for area in standing if area.kind == "combined authority")
        return [*RELATIVE, NEIGHBOURS, *self.named, *regions, *authorities]

    def short(self, area: Area) -> str:
        """The shortest one-word name of an area, such as wmca; else its name as a slug."""
        words = [
            name for name, codes in self.gazetteer.names.items() if area.code in codes and " " not in name
        ]
        return min(words, key=len, default=slug(area.name))

    def called(self, spec: str, on: date | None) -> Area:
        """The region, combined authority, board or nation that a spec names on a day."""
        if not self.gazetteer.candidates(spec, GROUP_KINDS):
            specs = ", ".join(self.specs())
            raise UnknownPlace(f"There is no group {spec!r}. There are {specs}, and NAME=code,code.", (spec,))
        return self.gazetteer.resolve(spec, on, GROUP_KINDS)

    def parents(self, area: Area, on: date | None) -> tuple[Area, ...]:
        """See `Gazetteer.parents`."""
        if on is None and area.to_date:
            on = area.to_date - timedelta(days=1)
        if area.council:
            council = self.areas[area.council]
            return (council, *self.parents(council, on))
        groups = {self.areas[m.group] for m in self.groups_of.get(area.code, ()) if m.lasts(on)}
        return tuple(sorted(groups, key=lambda group: (KINDS.index(group.kind), group.code)))

    def parent(self, area: Area, kind: str, on: date | None) -> Area:
        """The region (or other `kind`) that an area lies in on a day."""
        if area.kind == kind:
            return area
        then = self.lineage.roll(area, on)
        parents = [parent for parent in self.parents(then or area, on) if parent.kind == kind]
        if not parents:
            why = "" if then else " " + self.lineage.history(area, on)
            raise UnknownPlace(f"{area} is in no {kind} {day(on)}.{why}", (area.code,))
        return parents[0]

    def members(self, key: str, group: Area, on: date | None) -> Group:
        """The councils of a region, combined authority, board or nation on a day."""
        memberships = [m for m in self.members_of.get(group.code, ()) if m.lasts(on)]
        if not memberships:
            raise UnknownPlace(f"{group} has no members {day(on)}.", (group.code,))
        members = tuple(sorted((self.areas[m.member] for m in memberships), key=lambda area: area.name))
        partial = sorted((self.areas[m.member].name, m.share) for m in memberships if m.share < 1)
        notes = tuple(f"{name} is in by the greater part: {share:.1%} of it." for name, share in partial)
        return Group(key, group.name, group.kind, members, notes, group.code)

    def listed(self, group: NamedGroup, on: date | None) -> Group:
        """The members of a reader's group, or of one that has a name of its own, as they were on a day."""
        members = dict.fromkeys(self.gazetteer.council(text, on) for text in group.members)
        return Group(group.key, group.name, "named", tuple(members), (group.note,) if group.note else ())

    def neighbours(self, area: Area, on: date | None) -> Group:
        """The statistical neighbours of a council, nearest first: today's, followed back to the day."""
        now = self.lineage.roll(area, None)
        near = self.gazetteer.near.get(now.code if now else "", ())
        if not near:
            why = "it is left out (see the guide to places)." if now else self.lineage.history(area, None)
            raise UnknownPlace(f"{area} has no statistical neighbours: {why}", (area.code,))
        followed = [(self.areas[code], self.lineage.roll(self.areas[code], on), far) for code, far in near]
        missing = joined(today for today, then, _far in followed if then is None)
        followed_members = [(then, far) for _today, then, far in followed if then]
        members_in_words = ", ".join(f"{then.name} {far:.2f}" for then, far in followed_members)
        notes = [
            f"Distances, nearest first: {members_in_words}. The guide to places says how they are calculated."
        ]
        notes += [f"Left out, since they do not carry over whole to {on}: {missing}."] if missing else []
        members, distances = zip(*followed_members, strict=True) if followed_members else ((), ())
        name = f"Statistical neighbours of {area.name}"
        return Group(NEIGHBOURS, name, NEIGHBOURS, members, tuple(notes), distances=distances)


def needed(area: Area | None, spec: str) -> Area:
    if area is None:
        raise UnknownPlace(f"{spec!r} is a group of some place; say of which place.", (spec,))
    return area


def split_specs(text: str) -> tuple[str, ...]:
    """The specs of one line, by commas: the codes after NAME= belong to NAME until a word that is no code."""
    codes: list[str] = []
    for part in (part.strip() for part in text.split(",")):
        if not part:
            continue
        if codes and "=" in codes[-1] and "=" not in part and _is_code(part):
            codes[-1] += f",{part}"
        else:
            codes.append(part)
    return tuple(dict.fromkeys(codes))


def _is_code(text: str) -> bool:
    return len(text) == 9 and text[:1].isalpha() and text[1:].isdigit()
