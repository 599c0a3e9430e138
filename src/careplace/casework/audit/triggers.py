"""The database's own refusal to change or delete audit events, for SQLite and PostgreSQL."""

from importlib.resources import files
from typing import Any


def create_triggers(_apps: Any, schema_editor: Any) -> None:
    """Create the triggers: a step of the first migration."""
    connection = schema_editor.connection
    statements = (files(__package__) / "sql" / f"{connection.vendor}.sql").read_text(encoding="utf-8")
    if connection.vendor == "sqlite":
        # SQLite's driver runs one statement at a time, and a trigger has a semicolon inside.
        for statement in statements.strip().split("\n\n"):
            schema_editor.execute(statement)
    else:
        with connection.cursor() as cursor:
            cursor.execute(statements)
