"""What runs the site: settings made up for this machine alone, assets without a borrowed typeface, the last check."""

import pytest

from careplace.web.public.deploy_check import findings
from careplace.web.public.server import WithoutPandas, prepare
from careplace.web.shell.assets import dressed, take
from careplace.web.shell.configuration import WrongSettings
from careplace.web.shell.deploy_checks import STYLES

READY = {
    "CAREPLACE_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz",
    "CAREPLACE_ALLOWED_HOSTS": "careplace.example.org",
    "CAREPLACE_HTTPS": "1",
    "CAREPLACE_HSTS_SECONDS": "300",
    "CAREPLACE_PROXIES": "1",
    "CAREPLACE_CONTACT": "figures@example.gov.uk",
}
STYLE = (
    '@font-face{font-family:"GDS Transport";src:url(/assets/fonts/x.woff2)}'
    'p{font-family:"GDS Transport",arial,sans-serif;background:url(/assets/images/govuk-crest.svg)}'
)


def test_on_this_machine_nothing_need_be_set(tmp_path):
    environment = {}
    prepare(environment, tmp_path, "127.0.0.1")
    assert environment["CAREPLACE_HOME"] == str(tmp_path)
    assert len(environment["CAREPLACE_SECRET_KEY"]) > 50
    assert "127.0.0.1" in environment["CAREPLACE_ALLOWED_HOSTS"]


def test_for_others_the_settings_are_asked_for(tmp_path):
    with pytest.raises(WrongSettings, match="CAREPLACE_SECRET_KEY"):
        prepare({}, tmp_path, "0.0.0.0")


def test_pandas_is_as_if_it_were_not_installed():
    assert WithoutPandas.find_spec("numpy") is None
    with pytest.raises(ModuleNotFoundError):
        WithoutPandas.find_spec("pandas")


def test_the_stylesheet_comes_without_typeface_and_crest(tmp_path):
    assert "GDS" not in dressed(STYLE)
    assert "url(" not in dressed(STYLE)
    source = tmp_path / "govuk-frontend/dist/govuk/govuk-frontend.min.css"
    source.parent.mkdir(parents=True)
    source.write_text(STYLE)
    (tmp_path / "idb/build").mkdir(parents=True)
    (tmp_path / "idb/build/index.js").write_text("export {};")
    path = take(tmp_path, tmp_path / "static")
    charts = path.with_name("outcome_charts.css").read_text()
    assert ".spine" in charts
    assert "{%" not in charts
    assert sorted(one.suffix for one in path.parent.iterdir()) == 3 * [".br"] + 2 * [".css"] + 3 * [".gz"] + [
        ".js"
    ]


def test_a_typeface_that_is_named_otherwise_stops_the_build():
    with pytest.raises(ValueError, match="GDS Transport"):
        dressed("p{font-family:GDS Transport,serif}")


def test_a_site_that_is_ready_is_found_right(home):
    if not STYLES.is_file():
        pytest.skip("make assets brings the stylesheet")
    assert [one for one in findings(READY | {"CAREPLACE_HOME": str(home)}) if one.advice] == []


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("CAREPLACE_SECRET_KEY", "k" * 60, "secret key"),
        ("CAREPLACE_ALLOWED_HOSTS", "localhost", "host names"),
        ("CAREPLACE_PROXIES", "0", "HTTPS"),
        ("CAREPLACE_HSTS_SECONDS", "0", "HTTPS"),
        ("CAREPLACE_DEBUG", "1", "debug"),
        ("CAREPLACE_HOME", "/nowhere/at/all", "edition"),
        ("CAREPLACE_API_RATE", "none", "settings"),
    ],
)
def test_what_is_not_ready_is_found_with_what_to_do(home, name, text, what):
    wrong = [one for one in findings(READY | {"CAREPLACE_HOME": str(home), name: text}) if one.advice]
    assert what in {one.what for one in wrong}
