"""What each database needs to find passages by their words: a step of the first migration."""

from importlib.resources import files
from typing import Any


def create_search_tables(_apps: Any, schema_editor: Any) -> None:
    """Create the index of words of the database: an FTS5 table of SQLite, a GIN index of PostgreSQL."""
    name = f"{schema_editor.connection.vendor}.sql"
    statements = (files(__package__) / "sql" / name).read_text(encoding="utf-8")
    # SQLite's driver runs one statement at a time, and a trigger has a semicolon inside.
    for statement in statements.strip().split("\n\n"):
        schema_editor.execute(statement)
