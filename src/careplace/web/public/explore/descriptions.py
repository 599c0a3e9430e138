"""A selection named in words, as a person would say it."""

from careplace.measures.providers.definitions import sectors
from careplace.publish.wording import day
from careplace.ratings.scale import BY_SERVICE_GROUP, LEVELS, slug
from careplace.web.public.explore.filters import NOT_RATED, QUESTIONS, RATINGS
from careplace.web.public.explore.selection import Selection

OVERALL = "Overall"


def described(selection: Selection) -> str:
    """ "Care homes in Oldham, rated Inadequate for safe, with 26 to 50 beds, in the register of 13 March 2025"."""
    filter, where = selection.filter, selection.extent
    what = sectors()[filter.sector].title if filter.sector else "Locations"
    phrases = [f"{what} in {where.name}", *_phrases(selection)]
    register = f"in the register of {day(selection.of)}" if selection.of else "of no register"
    return ", ".join([*phrases, register])


def _phrases(selection: Selection) -> list[str]:
    filter = selection.filter
    return [
        *([f"registered for {filter.service.lower()}"] if filter.service else []),
        *([_rated(filter.rating, QUESTIONS[filter.question])] if filter.rating else []),
        *([f"{_rated(filter.latest, OVERALL)} by the latest rating"] if filter.latest else []),
        *(
            [f"with a rating older than {filter.older} {'year' if filter.older == 1 else 'years'}"]
            if filter.older
            else []
        ),
        *([f"with {filter.beds.replace('-', ' ')}"] if filter.beds else []),
        *([f"named “{filter.q}” or of a provider or brand so named"] if filter.q else []),
        *([_changed(selection)] if filter.changed else []),
    ]


def _rated(keys: tuple[str, ...], question: str) -> str:
    levels = [RATINGS[key] for key in keys if RATINGS[key] in LEVELS]
    what = "overall" if question == OVERALL else f"for the key question {question}"
    parts = [
        *([f"rated {' or '.join(levels)} {what}"] if levels else []),
        *([f"without a rating {what}"] if NOT_RATED in keys else []),
        *(["rated by service group only"] if slug(BY_SERVICE_GROUP) in keys else []),
    ]
    return " or ".join(parts)


def _changed(selection: Selection) -> str:
    earlier, on = (day(d) if d else "" for d in (selection.extent.earlier, selection.extent.date))
    return {
        "better": f"rated better than on {earlier}",
        "worse": f"rated worse than on {earlier}",
        "joined": f"that joined since {earlier}",
        "left": f"that left between then and {on}",
    }[selection.filter.changed]
