"""How the words of a source are attributed: as it consented, and in the same way wherever it is quoted."""

from careplace.casework.reviews.framework import Framework
from careplace.casework.reviews.models import Source

NOBODY = "Somebody who was heard"


class NotToBeQuoted(Exception):
    """The source did not allow that its words are quoted."""


def attribution(source: Source, framework: Framework) -> str:
    """Who is named next to a quotation: "a social worker, the council", "The council", or nobody.

    Raises:
        NotToBeQuoted: for a source that may be counted and summed up only, and for one that is not used any more.
    """
    if source.state != "used" or source.consent == "no-quotation":
        raise NotToBeQuoted("The words of this source are not quoted.")
    if source.consent == "anonymous":
        return NOBODY
    titles = {kind.key: kind.title for kind in framework.organisations}
    organisation = titles[source.organisation]
    return f"{source.role}, {organisation}" if source.consent == "role" and source.role else organisation
