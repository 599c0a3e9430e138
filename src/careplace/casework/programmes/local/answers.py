"""What the figures of a local outcome show, by the locked protocol."""

from dataclasses import replace

from careplace.casework.edition_reader import reader_of
from careplace.casework.programmes.answers import Answer, Report, answer_of_study, question_of
from careplace.casework.programmes.comparators import group_of
from careplace.casework.programmes.local.actions import latest_figures
from careplace.casework.programmes.local.measures import NOT_PUBLISHED, series_of
from careplace.casework.programmes.local.models import ALONE, LocalFigures, LocalMeasure
from careplace.casework.programmes.local.revisions import revision_words
from careplace.casework.programmes.models import Programme
from careplace.casework.programmes.periods import check_length, first_after, of_programme
from careplace.editions.opening import Edition
from careplace.measures.outcomes.series_of_places import SeriesError, SeriesOfPlaces
from careplace.measures.reader import Reader
from careplace.publish.evaluation import alone_page
from careplace.publish.evaluation.alone import alone
from careplace.publish.evaluation.study import Question, study


def local_answer(opened: Edition, local: LocalMeasure, report: Report) -> Answer:
    """What the latest figures show; of the edition only the names of councils are read.

    Raises:
        SeriesError, DesignError, UnknownPlace: where they cannot be asked.
    """
    figures = whole_figures(local)
    reader, programme = reader_of(opened), local.outcome.programme
    series = of_programme(series_of(local, figures.rows), programme)
    question = question_of(reader, local.place, programme, first_after(series, programme.event))
    ask = _alone if local.design == ALONE else _compared
    origin = f"{origin_words(figures)} Figures {figures.sha256}."
    answer = ask(reader, question, series, opened.id, report, origin)
    more = [*_not_used(reader, programme, series), *revision_words(figures), origin_words(figures)]
    return replace(answer, sentences=[*answer.sentences, *more], figures_sha256=figures.sha256)


def whole_figures(local: LocalMeasure) -> LocalFigures:
    """The latest figures. Raises SeriesError where there are none, or they are no longer what was entered."""
    figures = latest_figures(local)
    if figures is None:
        raise SeriesError(f"“{local.title}” has no figures yet: enter them")
    if not figures.is_whole:
        raise SeriesError(f"the figures of “{local.title}” are not what was entered")
    return figures


def origin_words(figures: LocalFigures) -> str:
    """Whose the figures are: "The programme's own figures, counted by the council; not published (…)"."""
    source = figures.measure.source.rstrip(".")
    return f"These are the programme's own figures, {NOT_PUBLISHED}. Source: {source}."


def _alone(
    reader: Reader, question: Question, series: SeriesOfPlaces, edition: str, report: Report, origin: str
) -> Answer:
    report("interrupted time series of the council alone")
    result = alone(question, series.of_places([question.area.code]))
    return Answer(
        edition,
        result.conclusion,
        alone_page.findings(result),
        alone_page.render(result, edition, origin),
        alone_page.picture(result),
        alone_page.picture(result, paper=True),
    )


def _compared(
    reader: Reader, question: Question, series: SeriesOfPlaces, edition: str, report: Report, origin: str
) -> Answer:
    check_length(series, question.event)
    return answer_of_study(reader, study(reader, question, series), edition, report, origin)


def _not_used(reader: Reader, programme: Programme, series: SeriesOfPlaces) -> list[str]:
    """Councils that have figures, and that the protocol does not compare with."""
    group = group_of(reader.gazetteer, programme)
    compared = set(series.places) if group is None else {programme.place, *group.codes}
    unused = [code for code in series.places if code not in compared or code in programme.left_out]
    names = sorted(reader.gazetteer.resolve(code).name for code in unused)
    return (
        [f"The protocol does not compare with {', '.join(names)}, whose figures are there too."]
        if names
        else []
    )
