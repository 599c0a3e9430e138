"""Every CAREPLACE_ setting that code reads is in docs/settings.md, and no other."""

import re

SETTING = re.compile(r"\bCAREPLACE_[A-Z][A-Z_]*[A-Z]\b")


def test_settings_read_and_settings_told_are_the_same(root, tracked):
    code = [path for path in tracked if path.suffix in {".py", ".toml"} or path.name in {"Makefile", "run"}]
    read = {name for path in code for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    told = set(SETTING.findall((root / "docs/settings.md").read_text(encoding="utf-8")))
    assert told == read
