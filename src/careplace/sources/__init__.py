"""Published files to tables: every publication that is known, and which one a file is."""

from careplace.sources import fingertips, journeys, local, nhs, places
from careplace.sources.ascof import PUBLICATIONS as OUTCOMES
from careplace.sources.contract import Problem, SourceError
from careplace.sources.cqc.api import PUBLICATIONS as CQC_API
from careplace.sources.cqc.files import PUBLICATIONS as CQC_FILES
from careplace.sources.known_unread import known_but_not_read
from careplace.sources.nearest import nearest
from careplace.sources.places import boundaries, postcode_directory
from careplace.sources.publication import Book, Publication

PUBLICATIONS: tuple[Publication, ...] = (
    *places.PUBLICATIONS,
    boundaries.PUBLICATION,
    postcode_directory.PUBLICATION,
    *CQC_FILES,
    *CQC_API,
    *OUTCOMES,
    *nhs.PUBLICATIONS,
    *fingertips.PUBLICATIONS,
    *local.PUBLICATIONS,
    *journeys.PUBLICATIONS,
)


def recognise(book: Book) -> Publication | None:
    """The publication that `book` is a file of, from its content alone; None for a file of none.

    A file with a publication's marks that lacks other columns is that publication's: its reader says which. A
    file that is known and not read (`known_but_not_read` says what it is) is of none.

    Raises:
        SourceError: for a file that is of two publications.
    """
    if known_but_not_read(book):
        return None
    matches = [publication for publication in PUBLICATIONS if publication.recognise(book)]
    if len(matches) > 1:
        titles = " and ".join(publication.title for publication in matches)
        raise SourceError(Problem(book.file.name, f"the columns of {titles}", "a file of one publication"))
    return matches[0] if matches else None


def missing_from_nearest(book: Book) -> list[Problem]:
    """What a file of no publication lacks to be one of the publication that it is most like, if it is like any."""
    return nearest(book, PUBLICATIONS)
