"""The page of a reader's list: its locations side by side, to keep as an address or on paper."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.engine import sql_text
from careplace.web.public.editions import EditionCursor
from careplace.web.public.my_list.params import MOST, list_address, list_of, without
from careplace.web.public.near.selection import latest_register
from careplace.web.public.parameters import WrongAsked
from careplace.web.public.provider.names import provider_names
from careplace.web.shell import redirects
from careplace.web.shell.errors import answer


@require_safe
def page(request):
    """/my-list/?location=: the locations of a list, in the order of its address; 400 for what is no list."""
    try:
        ids = list_of(request.GET)
    except WrongAsked as error:
        return answer(request, 400, "This list cannot be read", f"{' '.join(error.problems.values())}.")
    address = list_address(ids)
    if request.get_full_path() != address:
        return redirects.to(address)
    as_at = latest_register(request.edition)
    rows = _rows(request.edition, ids, as_at)
    context = {
        "rows": rows,
        "ids": ids,
        "as_at": as_at,
        "most": MOST,
        "providers": provider_names(request.edition, rows),
        "removals": {id: list_address(without(ids, id)) for id in ids},
    }
    return render(request, "my_list/list.html", context)


def _rows(edition: EditionCursor, ids: tuple[str, ...], as_at) -> list[dict]:
    return edition.rows(sql_text(__package__, "list.sql"), {"ids": list(ids), "as_at": as_at}) if ids else []
