"""Each test's database is a copy, which has what the migrations make."""

import sqlite3

from django.apps import apps
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from tests.casework.databases import DUMP, FIRST, Postgresql, Sqlite, migrated, point_at
from tests.casework.people import user
from tests.postgresql import dump


def test_no_migration_is_left_and_every_table_is_there(both):
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    for model in apps.get_models():
        assert model._base_manager.count() >= 0
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from cache")


def test_a_copy_of_postgresql_is_what_was_migrated(databases, tmp_path_factory):
    of_kind: Postgresql = databases("postgresql")
    was = (migrated(tmp_path_factory) / DUMP).read_text(encoding="utf-8")
    assert was.count("CREATE TABLE") > len(apps.get_models())
    with of_kind.fresh() as url:
        name = url.rpartition("/")[2]
        assert dump(of_kind.folder, name) == was
        point_at(url)
        user()
        connections.close_all()
        assert dump(of_kind.folder, name) != was


def test_a_copy_of_sqlite_is_what_was_migrated(databases):
    of_kind: Sqlite = databases("sqlite")
    assert of_kind.first.name == FIRST
    with of_kind.fresh() as url:
        copy = url.removeprefix("sqlite:///")
        assert statements(copy) == statements(of_kind.first)
        point_at(url)
        user()
        connections.close_all()
        assert statements(copy) != statements(of_kind.first)


def statements(path) -> list[str]:
    """All that is in a database of SQLite, as statements of SQL."""
    database = sqlite3.connect(path)
    try:
        return list(database.iterdump())
    finally:
        database.close()
