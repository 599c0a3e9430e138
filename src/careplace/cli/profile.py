"""careplace profile: a place's figures, for people and for machines."""

import json

import click

from careplace.cli.home import at_home
from careplace.cli.place import asked_of_a_place, profile_of, store_of
from careplace.editions.opening import open_edition
from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.profile import Profile, as_json
from careplace.publish import wording
from careplace.ratings.scale import LEVELS, slug

DEFAULT_SECTOR = "adult-social-care"


@click.command()
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
    """Show the ratings of PLACE's services: mix, comparison, change and age."""
    with open_edition(home) as edition:
        found = profile_of(store_of(edition, groups), place, as_at, against, sector)
        if json_wanted:
            click.echo(json.dumps(as_json(found, edition.id, sector), ensure_ascii=False, indent=1))
        else:
            click.echo("\n".join(_lines(found, sector, edition.id)))


def _lines(found: Profile, sector: str, edition: str) -> list[str]:
    where = f"{sector}/overall/locations"
    rated = found.figure("rated", where)
    head = [
        f"{found.area}: {sectors()[sector].title.lower()} at {wording.day(found.as_at)} (edition {edition})",
        "",
    ]
    if not rated or not rated.value:
        return [*head, "No location here is rated in this sector."]
    unrated = found.figure("unrated", where)
    without = f", {wording.count(unrated.value)} without a rating" if unrated else ""
    note = f" ({unrated.reason})" if unrated and unrated.reason else ""
    return [
        *head,
        f"{wording.count(rated.value)} rated{without}{note}",
        *_mix(found, sector),
        "",
        *_compared(found, sector),
        "",
        *_changed(found, sector),
        *_age(found, sector),
    ]


def _mix(found: Profile, sector: str) -> list[str]:
    lines = []
    for level in LEVELS:
        share = found.figure("rating-share", f"{sector}/overall/locations/{slug(level)}")
        if share is None or share.value is None:
            continue
        lines.append(
            f"  {level:<22}{wording.count(share.numerator):>7}  {wording.share(share.value):>6}  "
            f"(95% limits {wording.limit(share.lower95)} to {wording.limit(share.upper95)})"
        )
    return lines


def _compared(found: Profile, sector: str) -> list[str]:
    lines = ["Good or Outstanding, beside"]
    for group in found.comparators:
        difference = found.figure(
            "difference", f"{sector}/overall/locations/good-or-outstanding/against:{group.key}"
        )
        if not group.covered:
            said = f"not given: {group.reason}"
        elif difference is None or difference.value is None:
            said = difference.reason if difference else "no location of the comparator is rated"
        else:
            said = (
                f"{wording.points(difference.value)} (95% limits {wording.bound(difference.lower95)} to "
                f"{wording.bound(difference.upper95)}): {difference.reason}"
            )
        lines.append(f"  {group.group.name} ({len(group.group.members)} councils): {said}")
    return lines if found.comparators else []


def _changed(found: Profile, sector: str) -> list[str]:
    def count(kind: str) -> str:
        figure = found.figure("rating-change", f"{sector}/{kind}", found.change_period)
        return wording.count(figure.value) if figure else "0"

    if found.change_reason:
        return [f"Change: {found.change_reason}."]
    return [
        f"Since {wording.day(found.changed_from)}: {count('matched')} locations rated on both dates: "
        f"{count('better')} better, {count('same')} the same, {count('worse')} worse; "
        f"{count('joined')} joined, {count('left')} left ({count('followed')} followed to a new registration)."
    ]


def _age(found: Profile, sector: str) -> list[str]:
    median, p90 = (found.figure(f"rating-age-{which}", sector) for which in ("median", "p90"))
    if not median or median.value is None:
        return []
    return [
        f"Ratings are {median.value:.1f} years old in the middle; nine in ten are younger than {p90.value:.1f}."
    ]
