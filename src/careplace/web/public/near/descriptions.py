"""A selection of services near a place in words, as a person would say it."""

from careplace.measures.providers.definitions import sectors
from careplace.web.public.explore.filters import NOT_RATED, RATINGS
from careplace.web.public.near.filters import NearFilter


def described(filter: NearFilter) -> str:
    """ "Care homes within 5 miles of NG31, rated Good, in the last 3 years, with 26 to 50 beds"."""
    what = sectors()[filter.sector].title if filter.sector else "Services"
    miles = f"{filter.within} {'mile' if filter.within == 1 else 'miles'}"
    return ", ".join([f"{what} within {miles} of {filter.q}", *_phrases(filter)])


def _phrases(filter: NearFilter) -> list[str]:
    years = "last year" if filter.rated == 1 else f"last {filter.rated} years"
    when = f"in the {years}" if filter.rated else ""
    rating = " ".join(part for part in (_rated(filter), when) if part)
    return [
        *([rating if filter.rating else f"rated {when}"] if rating else []),
        *([f"for {filter.people}"] if filter.people else []),
        *([f"with {filter.beds.replace('-', ' ')}"] if filter.beds else []),
    ]


def _rated(filter: NearFilter) -> str:
    words = [RATINGS[key] if key != NOT_RATED else "not rated" for key in filter.rating]
    return f"rated {' or '.join(words)}" if words else ""
