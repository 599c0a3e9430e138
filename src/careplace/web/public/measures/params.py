"""What the address of a measure's page asks of its councils: one to pick out, a region, an order."""

from dataclasses import dataclass

from careplace.measures.cache import cached
from careplace.measures.outcomes.queries import codes_of
from careplace.places.folding import fold
from careplace.publish.wording import filename
from careplace.web.public.editions import EditionCursor
from careplace.web.public.measures.council_figures import CouncilFigures, Row
from careplace.web.public.place.addresses import place_called, slug_of

ORDERS = {"": "name", "value": "value, highest first", "lowest": "value, lowest first"}


@dataclass(frozen=True)
class CouncilParams:
    """`place` and `region` are slugs, "" for none; `order` is a key of ORDERS; `wrong` says what cannot be shown."""

    place: str = ""
    region: str = ""
    order: str = ""
    wrong: str = ""


def council_params(request) -> CouncilParams:
    """The params of a request, checked against the edition."""
    edition, query = request.edition, request.GET
    place, region, order = query.get("place", ""), query.get("region", ""), query.get("sort", "")
    if order not in ORDERS:
        return CouncilParams(
            wrong=f"No order is called {order!r}: sort by value, by lowest, or leave it out."
        )
    if region and region not in regions(edition).values():
        return CouncilParams(wrong=f"No region is called {region!r}. Choose one on the page.")
    area = place_called(edition, filename(place)) if fold(place) else None
    if fold(place) and (area is None or area.kind != "council"):
        return CouncilParams(wrong=f"No council is called {place!r}. Choose one on the page.")
    return CouncilParams(slug_of(edition, area) if area else "", region, order)


def regions(edition: EditionCursor) -> dict[str, str]:
    """{name: slug} of the regions that councils are in, by name."""
    names = {
        area.name for area in edition.gazetteer.areas.values() if area.kind == "region" and area.stands()
    }
    return {name: filename(name) for name in sorted(names)}


@cached()
def council_slugs(edition: EditionCursor) -> dict[str, str]:
    """{name: slug} of the councils that stand, by name."""
    areas = [a for a in edition.gazetteer.areas.values() if a.kind == "council" and a.stands()]
    return {area.name: slug_of(edition, area) for area in sorted(areas, key=lambda area: area.name)}


def chosen_row(edition: EditionCursor, councils: CouncilFigures, slug: str) -> Row | None:
    """The row of the council of this slug, under any code that it had; None where the period has none."""
    area = place_called(edition, slug) if slug else None
    codes = codes_of(edition.reader, area) if area else []
    return next((row for row in councils.rows if row.code in codes), None)


def selected_rows(edition: EditionCursor, councils: CouncilFigures, params: CouncilParams) -> list[Row]:
    """The rows of the table: those of the region, in the order asked for; councils without a value come last."""
    by_code = _regions_of(edition)
    rows = [row for row in councils.rows if params.region in ("", by_code.get(row.code))]
    if not params.order:
        return rows
    sign = -1 if params.order == "value" else 1
    values = {
        row.code: sign * row.figure.value for row in rows if row.figure and row.figure.value is not None
    }
    return sorted(rows, key=lambda row: (row.code not in values, values.get(row.code, 0)))


@cached()
def _regions_of(edition: EditionCursor) -> dict[str, str]:
    """{code of a council: slug of its region}, of every council that was."""
    councils = [area for area in edition.gazetteer.areas.values() if area.kind == "council"]
    return {
        area.code: filename(parent.name)
        for area in councils
        for parent in edition.gazetteer.parents(area)
        if parent.kind == "region"
    }
