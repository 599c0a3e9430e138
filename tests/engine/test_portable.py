"""DuckDB as an engine of journeys: the gate before data, exact schemas, messages without values, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careplace.engine import conformance
from careplace.engine.conformance import EngineRefused, questions
from careplace.engine.linter import FormRefused
from careplace.engine.opening import open_engine
from careplace.engine.protocol import EngineError

NUMBER = pa.schema([("n", pa.int64())])
SECRET = "4857773456"


@pytest.fixture(scope="module")
def engine():
    with open_engine() as engine:
        yield engine


class Wrong:
    """An engine that is right, or but for one form: in its place it answers another statement, or fails."""

    name = "Wrong"

    def __init__(self, engine, form="lag", instead=None):
        self.right = next(q.sql for q in questions() if q.form == form)
        self.engine, self.instead = engine, instead or self.right
        self.statements = 0

    def answer(self, sql, schema):
        self.statements += 1
        if self.right in sql and isinstance(self.instead, Exception):
            raise self.instead
        return self.engine.answer(sql.replace(self.right, str(self.instead)), schema)


class Overcome(Wrong):
    """An engine that answers each question, and fails on several in one statement."""

    def answer(self, sql, schema):
        if "union all select 1 as question" in sql:
            raise EngineError("too many")
        return super().answer(sql, schema)


def test_there_are_about_forty_questions_each_of_its_own_form():
    forms = [question.form for question in questions()]
    assert len(set(forms)) == len(forms) >= 40


WRONG = {
    "extract isodow of a Sunday": ("select 0 as answer", "expected 7, found ['0']"),
    "text joined with NULL": ("select 'home' as answer", "expected , found ['home']"),
    "lag": ("select cast(null as bigint) as answer", "expected 2, found ['']"),
    "having": ("select 2 as answer union all select 2 as answer", "expected 2, found ['2', '2']"),
    "count of nothing": ("select 0 as answer from (values (1)) as t(x) where x > 1", "expected 0, found []"),
    "comparison of dates": ("select 1 = 2 as answer", "expected true, found ['false']"),
}
"""What an engine that has a form wrong answers in its place, and how the refusal says so."""


@pytest.mark.parametrize("form", WRONG)
def test_an_engine_that_answers_a_form_otherwise_is_refused_by_its_name(engine, form):
    instead, said = WRONG[form]
    with pytest.raises(EngineRefused) as refusal:
        conformance.check(Wrong(engine, form, instead))
    assert str(refusal.value) == f"Wrong does not answer as the measures need: {form}: {said}"


def test_every_form_that_is_answered_otherwise_is_named(engine):
    wrong = Wrong(engine, "lag", WRONG["lag"][0])
    with pytest.raises(EngineRefused, match=r"extract isodow of a Sunday: .*; lag: expected 2"):
        conformance.check(Wrong(wrong, "extract isodow of a Sunday", WRONG["extract isodow of a Sunday"][0]))


def test_an_engine_that_fails_on_a_form_is_refused_by_its_name_alone(engine):
    with pytest.raises(EngineRefused) as refusal:
        conformance.check(Wrong(engine, "having", EngineError("not today")))
    assert str(refusal.value) == "Wrong does not answer as the measures need: having: not today"


def test_an_engine_that_fails_on_several_questions_in_one_statement_is_refused(engine):
    with pytest.raises(EngineRefused, match=r"^Wrong .* need: \d+ questions in one statement: too many;"):
        conformance.check(Overcome(engine))


def test_an_engine_that_is_right_answers_one_statement_for_each_type(engine):
    right = Wrong(engine)
    conformance.check(right)
    assert right.statements == len({question.type for question in questions()})


@pytest.mark.parametrize("url", ["", "duckdb", "duckdb:x", "postgresql://x", "snowflake://x"])
def test_an_address_that_is_none_is_refused_with_what_there_is(url):
    with pytest.raises(EngineError, match=r"expected duckdb:, spark:local\[N\]"), open_engine(url):
        pass


def test_a_relation_of_files_a_table_and_an_answer_that_is_kept(engine, tmp_path):
    pq.write_table(pa.table({"x": [1, 2]}), tmp_path / "1.parquet")
    pq.write_table(pa.table({"x": [3]}), tmp_path / "2.parquet")
    engine.relation("part", sorted(tmp_path.iterdir()))
    engine.register("params", pa.table({"least": [2]}))
    engine.keep("chosen", "select x from part cross join params where x >= least")
    assert engine.answer("select count(*) as n from chosen", NUMBER).to_pylist() == [{"n": 2}]
    engine.register("params", pa.table({"least": [3]}))
    engine.keep("chosen", "select x from part cross join params where x >= least")
    assert engine.answer("select count(*) as n from chosen", NUMBER).to_pylist() == [{"n": 1}]


def test_other_columns_and_other_types_are_refused(engine):
    with pytest.raises(EngineError, match="expected columns"):
        engine.answer("select 1 as x", NUMBER)
    with pytest.raises(EngineError, match="expected types"):
        engine.answer("select 'home' as n", NUMBER)


def test_a_form_that_is_not_allowed_reaches_no_engine(engine):
    for run in (lambda sql: engine.answer(sql, NUMBER), lambda sql: engine.keep("k", sql)):
        with pytest.raises(FormRefused):
            run("select median(x) as n from part")


@pytest.mark.parametrize("sql", [f"select cast('{SECRET}x' as bigint) as n", f"select '{SECRET}' as n"])
def test_no_value_is_in_a_message_nor_in_what_caused_it(engine, sql):
    for run in (lambda: engine.answer(sql, pa.schema([("n", pa.int32())])), lambda: engine.keep("k", sql)):
        try:
            run()
        except EngineError as error:
            chain: list[str] = []
            cause: BaseException | None = error
            while cause:
                chain.append(str(cause))
                cause = cause.__cause__ or cause.__context__
            assert SECRET not in " ".join(chain)


SPILLING = """
import sys, time
from careplace.engine.opening import open_engine
with open_engine(memory="60MB") as engine:
    print(engine._folder.path, flush=True)
    engine._engine.connection.execute("set threads = 1")
    engine._engine.connection.execute("create temp table t as select i, 'person ' || i as p from range(4000000) r(i)")
    print("spilled", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_process_leaves_nothing_in_the_temporary_folder(tmp_path, how):
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", SPILLING], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        assert process.stdout.readline() == "spilled\n"
        assert any(folder.glob("duckdb_temp*"))
        process.send_signal(how)
    until = time.monotonic() + 60
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert list(tmp_path.iterdir()) == []


def test_closing_removes_the_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with open_engine():
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []
