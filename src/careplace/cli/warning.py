"""careplace warning: early warning of ratings below Good, for quality teams."""

from datetime import date

import click

from careplace.cli.home import at_home
from careplace.cli.printing import say
from careplace.cli.progress import progress_bar


@click.group(short_help="Fit the early warning of ratings below Good, for quality teams.")
def warning() -> None:
    """Early warning: which rated home care services were often rated below Good at their next inspection.

    Casework shows the result to quality teams. It is no rating, and is on no public page.
    """


@warning.command()
@at_home
def fit(home) -> None:
    """Try models on years that they have not seen, and write what is used, with its model card, to HOME/early-warning.

    Takes half a minute. Run it again after an edition with new inspections was built.
    """
    from careplace.casework.assurance.warning import card, fitting, sentences, store

    with progress_bar() as progress:
        model = fitting.fit(home, date.today(), progress)  # noqa: DTZ011 (the day on the user's calendar)
    folder = store.write(home, card.files(model))
    say(
        f"{model.reports:,} inspections of {model.services:,} services, to {model.last}.\n{sentences.verdict(model)}"
    )
    click.echo(f"Written to {folder}: model.json, card.md and its charts")
