"""What a reader who came with an unknown identifier of CQC may have meant."""

from django.urls import reverse

from careplace.engine import sql_text
from careplace.web.public.editions import EditionCursor


def similar_ids(edition: EditionCursor, id: str) -> list[dict]:
    """Locations and providers, as `_place_list.html` shows them: a provider's own identifier, or one character away.

    Providers are shown by their identifier alone, since some are people.
    """
    rows = edition.rows(sql_text(__package__, "similar_ids.sql"), {"id": id})
    return [
        {
            "name": row["name"] or row["id"],
            "address": reverse(row["kind"], args=[row["id"]]),
            "description": f"{row['kind']} {row['id']}",
        }
        for row in rows
    ]
