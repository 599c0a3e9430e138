"""What providers are called, where a register gives their identifier alone."""

from careplace.engine import sql_text
from careplace.web.public.editions import EditionCursor


def provider_names(edition: EditionCursor, rows: list[dict]) -> dict[str, str]:
    """{provider's identifier: its name} for rows with provider_id and provider_name; the identifier where none is known."""
    names = {row["provider_id"]: row["provider_name"] for row in rows if row["provider_id"]}
    nameless = [id for id, name in names.items() if not name]
    earlier = {}
    if nameless:
        params = {"ids": nameless}
        earlier = {
            row["provider_id"]: row["name"]
            for row in edition.rows(sql_text(__package__, "names.sql"), params)
        }
    return {id: name or earlier.get(id) or id for id, name in names.items()}
