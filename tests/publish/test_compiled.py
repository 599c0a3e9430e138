"""Compiled templates are kept between runs, and a run goes well without them."""

import stat

import jinja2
import pytest

from careplace.publish.compiled import Compiled, compiled


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The temporary folder of this test alone."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def shown(cache, text: str) -> str:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"a": text}), bytecode_cache=cache, autoescape=True
    )
    return environment.get_template("a").render()


def test_a_template_is_compiled_once(folder, monkeypatch):
    assert shown(compiled(), "{{ 1 + 1 }}") == "2"
    kept = list(folder.rglob("*.cache"))
    assert len(kept) == 1
    monkeypatch.setattr(jinja2.Environment, "_generate", lambda *_a, **_k: pytest.fail("compiled again"))
    assert shown(compiled(), "{{ 1 + 1 }}") == "2"


def test_a_template_that_changed_is_compiled_again(folder):
    assert shown(compiled(), "old") == "old"
    assert shown(compiled(), "new") == "new"


def test_nobody_else_may_write_there(folder):
    compiled()
    (made,) = folder.iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == stat.S_IRWXU


def test_a_folder_of_somebody_else_is_not_used(folder, monkeypatch):
    monkeypatch.setattr("os.getuid", lambda: 12345)
    assert compiled() is None


def test_without_a_folder_templates_are_compiled_each_time(folder, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(folder / "none"))
    assert compiled() is None
    assert shown(None, "x") == "x"


def test_a_full_disk_does_no_harm(folder, monkeypatch):
    def full(*_given, **_more):
        raise OSError(28, "No space left on device")

    cache = compiled()
    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    assert isinstance(cache, Compiled)
    assert shown(cache, "y") == "y"
    assert not list(folder.rglob("*.cache"))


def test_a_torn_file_is_compiled_again(folder):
    assert shown(compiled(), "z") == "z"
    (kept,) = folder.rglob("*.cache")
    for torn in (b"", kept.read_bytes()[:20], b"\x00" * 500):
        kept.write_bytes(torn)
        assert shown(compiled(), "z") == "z"
