"""careplace profile: a place's figures, for people and for machines."""

import json

import click

from careplace.cli.home import at_home
from careplace.cli.outcomes import lines as outcome_lines
from careplace.cli.place import asked_of_a_place, profile_of, reader_of
from careplace.cli.printing import say, say_json
from careplace.editions.opening import open_edition
from careplace.measures.outcomes import summary
from careplace.measures.outcomes.profile import outcomes
from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.profile import NotCovered, Profile, as_json
from careplace.measures.reader import Reader
from careplace.places.area import Area
from careplace.publish import wording
from careplace.publish.page import lower_first
from careplace.ratings.scale import LEVELS, slug

DEFAULT_SECTOR = "adult-social-care"


@click.command(short_help="Show the ratings of a place's services, and its outcomes.")
@asked_of_a_place
@click.option(
    "--sector",
    type=click.Choice(list(sectors())),
    default=DEFAULT_SECTOR,
    show_default=True,
    help="Which services.",
)
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object instead of words.")
@at_home
def profile(place, as_at, against, groups, sector, json_wanted, home) -> None:
    """Show the ratings of PLACE's services (mix, comparison, change and age) and its headline outcomes."""
    with open_edition(home) as edition:
        reader = reader_of(edition, groups)
        providers, why = _providers(reader, place, as_at, against, sector)
        area = providers.area if providers else reader.gazetteer.resolve(place, as_at)
        populations = outcomes(reader, area, as_at=as_at, against=against)
        if why and not any(entry.latest for section in populations.sections for entry in section.measures):
            raise why
        if json_wanted:
            ratings = (
                as_json(providers, edition.id, sector)
                if providers
                else _without_providers(area, edition.id, why)
            )
            answer = ratings | {"outcomes": summary.as_json(populations)}
            say_json(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            head = (
                _lines(providers, sector, edition.id)
                if providers
                else [f"{area} (edition {edition.id})", "", str(why)]
            )
            say("\n".join([*head, *outcome_lines(populations)]))


def _providers(
    reader: Reader, place: str, as_at, against, sector: str
) -> tuple[Profile | None, NotCovered | None]:
    """The ratings of a place's services, or why there are none: a council made since the newest snapshot has outcomes."""
    try:
        return profile_of(reader, place, as_at, against, sector), None
    except NotCovered as why:
        return None, why


def _without_providers(area: Area, edition: str, why: NotCovered | None) -> dict:
    place = {"code": area.code, "name": area.name}
    return {"place": place, "edition": edition, "as_at": None, "not_covered": str(why)}


def _lines(profile: Profile, sector: str, edition: str) -> list[str]:
    where = f"{sector}/overall/locations"
    rated = profile.figure("rated", where)
    head = [
        f"{profile.area}: {lower_first(sectors()[sector].title)} at {wording.day(profile.as_at)} (edition {edition})",
        "",
    ]
    if not rated or not rated.value:
        return [*head, "No location here is rated in this sector."]
    parts = [
        [f"{wording.count(rated.value)} rated{_without(profile, where)}", *_mix(profile, sector)],
        _compared(profile, sector, rated.value < wording.FEW),
        [*_changed(profile, sector), *_age(profile, sector, rated.value)],
    ]
    return [*head, *"\n\n".join("\n".join(part) for part in parts if part).split("\n")]


def _without(profile: Profile, where: str) -> str:
    unrated = profile.figure("unrated", where)
    if not unrated:
        return ""
    if not unrated.reason:
        return f", {wording.count(unrated.number)} without a rating"
    least = f", at least {wording.count(unrated.value)} without a rating" if unrated.value else ""
    return f"{least} ({unrated.reason})"


def _mix(profile: Profile, sector: str) -> list[str]:
    lines = []
    for level in LEVELS:
        share = profile.figure("rating-share", f"{sector}/overall/locations/{slug(level)}")
        if share is None or share.value is None:
            continue
        line = f"  {level:<22}{wording.count(share.known('numerator')):>7}"
        if share.known("denominator") >= wording.FEW:
            lower, upper = (wording.limit(share.known(end)) for end in ("lower95", "upper95"))
            line += f"  {wording.share(share.value):>6}  (95% limits {lower} to {upper})"
        lines.append(line)
    return lines


def _compared(profile: Profile, sector: str, few: bool) -> list[str]:
    if few and profile.comparators:
        return [f"Fewer than {wording.FEW} are rated: no shares are given, and nothing is compared."]
    lines = ["Good or Outstanding, beside"]
    for group in profile.comparators:
        difference = profile.figure(
            "difference", f"{sector}/overall/locations/good-or-outstanding/against:{group.key}"
        )
        if not group.covered:
            words = f"not given: {group.reason}"
        elif difference is None or difference.value is None:
            words = difference.reason if difference else "no location of the comparator is rated"
        else:
            lower, upper = (wording.bound(difference.known(end)) for end in ("lower95", "upper95"))
            words = f"{wording.points(difference.value)} (95% limits {lower} to {upper}): {difference.reason}"
        lines.append(f"  {group.group.name} ({len(group.group.members)} councils): {words}")
    return lines if profile.comparators else []


def _changed(profile: Profile, sector: str) -> list[str]:
    def count(kind: str) -> str:
        figure = profile.figure("rating-change", f"{sector}/{kind}", profile.change_period)
        return wording.count(figure.number) if figure else "0"

    if profile.change_reason or profile.changed_from is None:
        return [f"Change: {profile.change_reason}."]
    return [
        f"Since {wording.day(profile.changed_from)}: {count('matched')} locations rated on both dates: "
        f"{count('better')} better, {count('same')} the same, {count('worse')} worse; "
        f"{count('joined')} joined, {count('left')} left."
        f" {count('followed')} of those here now were followed from an earlier registration."
    ]


def _age(profile: Profile, sector: str, rated: float) -> list[str]:
    median, p90 = (profile.figure(f"rating-age-{which}", sector) for which in ("median", "p90"))
    if not median or median.value is None:
        return []
    if rated == 1:
        return [f"The one rating is {wording.age(median.value)} old."]
    tenth = (
        f", and one in ten is {wording.age(p90.number)} old or older" if p90 and rated >= wording.FEW else ""
    )
    return [f"Half of the ratings are {wording.age(median.value)} old or older{tenth}."]
