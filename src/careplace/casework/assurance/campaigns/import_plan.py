"""A file of measurements: what it would change at a campaign's sites, and changing it, all or nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from careplace.casework.assurance.campaigns.changes import check_open
from careplace.casework.assurance.campaigns.models import Campaign, CampaignSite, Measurement
from careplace.casework.import_file import Row, Sheet
from careplace.casework.scope.actor import Actor
from careplace.casework.table_file import FileRefused
from careplace.casework.workflow.actions import changes
from careplace.sources.contract import Problem

COLUMNS = ("service", "month", "numerator", "denominator")
REQUIRED = COLUMNS[:3]
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True)
class Item:
    """A row and what it does: "enter", "correct" or "same". `number` is the row as a spreadsheet shows it."""

    number: int
    action: str
    site: CampaignSite
    month: date
    numerator: Decimal
    denominator: Decimal | None
    before: Measurement | None = None

    def touched(self) -> list[Any]:
        """The measurement, as it is now."""
        return [(str(self.before.pk), self.before.version)] if self.before else []


def plan(sheet: Sheet, campaign: Campaign) -> list[Item]:
    """What the rows would do to the measurements of a campaign, in their order.

    A row's service is the site with this CQC location ID, else with this name.

    Raises:
        FileRefused: with a problem for every cell that is wrong.
    """
    sites, items, problems = _sites(campaign), [], []
    first_rows: dict[tuple, int] = {}
    for number, row in sheet.numbered():
        cells, wrong = _cells(row, sites)
        problems += [sheet.problem(number, column, expected) for column, expected in wrong]
        if not wrong:
            items.append(_item(number, cells))
            key = (items[-1].site.pk, items[-1].month)
            if first_rows.setdefault(key, number) != number:
                again = f"each month of a site once: row {first_rows[key]} has it"
                problems.append(sheet.problem(number, "month", again))
    if problems:
        raise FileRefused(problems)
    return items


def _sites(campaign: Campaign) -> dict[str, CampaignSite]:
    rows = campaign.sites.filter(state="listed").select_related("service").prefetch_related("measurements")
    by_name = {row.service.name.casefold(): row for row in rows}
    return by_name | {row.service.location_id.casefold(): row for row in rows if row.service.location_id}


def _cells(row: Row, sites: Mapping[str, CampaignSite]) -> tuple[dict, list[tuple[str, str]]]:
    """The values of a row, and (column, what is expected) of each that is wrong."""
    site = sites.get(row["service"].casefold())
    month = _month(row["month"])
    numerator, denominator = _number(row["numerator"]), _number(row.get("denominator", ""))
    checks = [
        ("service", site, "the name or the CQC location ID of a site of this campaign"),
        ("month", month, "a month that has begun, such as 2026-03"),
        ("numerator", numerator, "a number from 0, with at most two decimals"),
        ("denominator", denominator or not row.get("denominator"), "a number above 0, or nothing"),
    ]
    wrong = [(column, expected) for column, value, expected in checks if value is None or value is False]
    cells = {"site": site, "month": month, "numerator": numerator, "denominator": denominator}
    return cells, wrong


def _month(text: str) -> date | None:
    match = _MONTH.fullmatch(text)
    return date(int(match[1]), int(match[2]), 1) if match else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _item(number: int, cells: dict) -> Item:
    before = next((m for m in cells["site"].measurements.all() if m.month == cells["month"]), None)
    values = (cells["numerator"], cells["denominator"])
    same = before is not None and (before.numerator, before.denominator) == values
    return Item(number, "same" if same else "correct" if before else "enter", **cells, before=before)


def carry_out(actor: Actor, campaign: Campaign, items: list[Item]) -> int:
    """Do what the items say, all or nothing; gives how many measurements were entered or corrected.

    Raises:
        Conflict, NotAllowed: as for a single change.
        FileRefused: for a row that the record itself refuses, such as a month to come.
    """
    with changes(actor) as at_once:
        check_open(Campaign.objects.at(actor.place).get(pk=campaign.pk))
        for item in items:
            values = {"numerator": item.numerator, "denominator": item.denominator}
            try:
                if item.before is None:
                    at_once.add(Measurement(site=item.site, month=item.month, **values), "enter")
                elif item.action == "correct":
                    at_once.change(Measurement, item.before.pk, "correct", values, item.before.version)
            except ValidationError as error:
                raise FileRefused(
                    [Problem("the file", f"{item.month:%Y-%m}", " ".join(error.messages), row=item.number)]
                ) from error
    return sum(item.action != "same" for item in items)
