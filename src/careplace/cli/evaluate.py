"""careplace evaluate: whether a measure changed at a place after an event, by several methods."""

import click

from careplace.cli.home import at_home
from careplace.cli.place import reader_of
from careplace.cli.report import TO
from careplace.editions.opening import open_edition
from careplace.evaluation.results import DesignError
from careplace.measures.outcomes.queries import outcome_measures
from careplace.measures.outcomes.series_of_places import SeriesError, series_of_places
from careplace.publish.evaluation.page import write
from careplace.publish.evaluation.sentences import findings
from careplace.publish.evaluation.study import Question, study


@click.command(short_help="Ask whether a measure changed at a place after an event.")
@click.argument("measure")
@click.argument("place")
@click.option("--event", required=True, help="The first period after the event, such as 2018-01.")
@click.option("--what", default="the event", show_default=True, help="What happened, in words.")
@click.option("--breakdown", default="all", show_default=True, help="A breakdown of the measure.")
@click.option("--from", "first", default="", help="The first period to use; without it, the first there is.")
@click.option("--until", "last", default="", help="The last period to use; without it, the last there is.")
@click.option(
    "--leave-out", multiple=True, help="A council that had the event too; may be given several times."
)
@TO
@at_home
def evaluate(measure, place, event, what, breakdown, first, last, leave_out, to, home) -> None:
    """Ask whether MEASURE changed at PLACE after an event, compared with other councils.

    Write the answer by difference in differences, synthetic control and the place's own series, with what each assumes,
    what would take it away, and the same question asked in other ways.
    """
    with open_edition(home) as edition:
        reader = reader_of(edition)
        chosen = _measure(outcome_measures(reader), measure)
        question = Question(
            reader.gazetteer.resolve(place),
            event,
            what,
            tuple(reader.gazetteer.resolve(other) for other in leave_out),
        )
        try:
            answer = study(reader, question, series_of_places(reader, chosen, breakdown).between(first, last))
        except (SeriesError, DesignError) as error:
            raise click.ClickException(str(error)) from error
        for sentence in findings(answer):
            click.echo(sentence)
        names = {code: area.name for code, area in reader.gazetteer.areas.items()}
        click.echo(write(answer, names, edition.id, to))


def _measure(measures, id: str):
    if id not in measures:
        raise click.BadParameter(f"{id} is no measure of outcomes: docs/dictionary.md lists them.")
    return measures[id]
