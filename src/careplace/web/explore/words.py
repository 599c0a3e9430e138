"""A selection named in words, as a person would say it."""

from careplace.measures.providers.definitions import sectors
from careplace.publish.wording import day
from careplace.ratings.scale import LEVELS
from careplace.web.explore.asking import NOT_RATED, QUESTIONS, RATINGS
from careplace.web.explore.selecting import Selection


def named(selection: Selection) -> str:
    """ "Care homes in Oldham, rated Inadequate for safe, with 26 to 50 beds, in the register of 13 March 2025"."""
    asked, where = selection.asked, selection.ground
    what = sectors()[asked.sector].title if asked.sector else "Locations"
    said = [f"{what} in {where.name}", *_said(selection)]
    register = f"in the register of {day(selection.of)}" if selection.of else "of no register"
    return ", ".join([*said, register])


def _said(selection: Selection) -> list[str]:
    asked = selection.asked
    return [
        *([f"registered for {asked.service.lower()}"] if asked.service else []),
        *([_rated(asked)] if asked.rating else []),
        *(
            [f"with a rating older than {asked.older} {'year' if asked.older == 1 else 'years'}"]
            if asked.older
            else []
        ),
        *([f"with {asked.beds.replace('-', ' ')}"] if asked.beds else []),
        *([f"named “{asked.q}” or of a provider or brand so named"] if asked.q else []),
        *([_changed(selection)] if asked.changed else []),
    ]


def _rated(asked) -> str:
    levels = [RATINGS[key] for key in asked.rating if key != NOT_RATED]
    parts = [f"rated {' or '.join(levels)}"] if levels else []
    parts += (
        ["without one of the four ratings" if len(levels) < len(LEVELS) else ""]
        if NOT_RATED in asked.rating
        else []
    )
    question = QUESTIONS[asked.question]
    return (
        f"{' or '.join(parts)} {'overall' if question == 'Overall' else f'for the key question {question}'}"
    )


def _changed(selection: Selection) -> str:
    since = f"since {day(selection.ground.earlier)}"
    return {
        "better": f"rated better than on {day(selection.ground.earlier)}",
        "worse": f"rated worse than on {day(selection.ground.earlier)}",
        "joined": f"that joined {since}",
        "left": f"that left between then and {day(selection.ground.date)}",
    }[selection.asked.changed]
