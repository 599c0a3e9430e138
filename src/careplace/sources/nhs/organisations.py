"""Files whose rows are of integrated care boards, or of trusts."""

from careplace.places.gazetteer import Gazetteer
from careplace.sources.contract import Problem
from careplace.sources.nhs.tables import BOARD, TRUST
from careplace.sources.nhs.trusts import known
from careplace.sources.onesheet import OneSheet
from careplace.sources.parts import Part


class ByTrust(OneSheet):
    """Rows of trusts, whose codes are the NHS's."""

    def about(self, part: Part) -> dict[str, str | int]:
        return {"kind": TRUST}


class ByBoard(OneSheet):
    """Rows of boards, which must be the gazetteer's."""

    def about(self, part: Part) -> dict[str, str | int]:
        return {"kind": BOARD}

    def place(self, part: Part, gazetteer: Gazetteer | None) -> list[Problem]:
        """Adds nothing; problems are codes of boards that are not known."""
        return known(part, "organisation", (BOARD,), gazetteer) if gazetteer else []
