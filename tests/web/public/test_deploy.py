"""The files of `deploy` and docs/operate.md, as far as they can be held against what reads them."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from careplace.cli import main
from careplace.web.shell.configuration import from_environment

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
UNITS = sorted(one for one in DEPLOY.iterdir() if one.suffix in (".service", ".timer"))
PROGRAM = "/opt/careplace/current/bin/careplace"


def needed(name: str) -> str:
    """The path of a program, or a skip that says which is missing."""
    everywhere = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    return shutil.which(name, path=everywhere) or pytest.skip(f"{name} is not installed")


def commands() -> list[list[str]]:
    """Every command line of ours in the units and the container file."""
    text = "\n".join(one.read_text() for one in UNITS)
    found = [shlex.split(line) for line in re.findall(rf"^Exec\w+=-?{PROGRAM} (.+)$", text, re.M)]
    run = re.search(r"^CMD \[(.+)\]$", (ROOT / "Containerfile").read_text(), re.M)
    return [*found, [part.strip(' "') for part in run[1].split(",")]]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_the_commands_are_ours_and_take_these_options(words):
    command = main
    while isinstance(command, click.Group) and words:
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            break
        command, words = found, words[1:]
    assert command is not main
    command.make_context("test", list(words), resilient_parsing=True)
    known = {option for one in command.params for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.name)
def test_systemd_reads_the_units(unit, tmp_path):
    program = needed("systemd-analyze")
    for one in UNITS:
        (tmp_path / one.name).write_text(one.read_text().replace(PROGRAM, "/bin/true"))
    command = [program, "verify", "--man=no", tmp_path / unit.name]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"], ids=lambda one: one.name)
def test_systemd_finds_the_services_little_exposed(unit):
    command = [needed("systemd-analyze"), "security", "--offline=true", "--threshold=20", unit]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-2000:] + told.stderr


def test_nginx_reads_its_settings(tmp_path):
    program, openssl = needed("nginx"), needed("openssl")
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=careplace.example.org"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    ours = (DEPLOY / "nginx.conf").read_text()
    ours = ours.replace("/etc/letsencrypt/live/careplace.example.org", str(tmp_path))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    ours += " ".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}}\nhttp {{ access_log off; {ours} }}\n"
    )
    told = subprocess.run(
        [program, "-t", "-c", whole, "-p", tmp_path], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr


def test_caddy_reads_its_settings(tmp_path):
    command = [needed("caddy"), "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"]
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    told = subprocess.run(command, env=home, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_server_in_front_keeps_back_what_is_counted(name):
    text = (DEPLOY / name).read_text()
    assert "/metrics" in text
    assert "/ready" in text
    assert "127.0.0.1:8000" in text


def test_the_settings_of_the_guide_are_ones_that_the_site_runs_with():
    text = (ROOT / "docs/operate.md").read_text()
    lines = re.findall(
        r"^ +(CAREPLACE_[A-Z_]+)=(.*)$", text.partition("site.env")[2].partition("```\n\n")[0], re.M
    )
    environment = dict(lines) | {
        "CAREPLACE_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop"
    }
    found = from_environment(environment)
    assert (found.https, found.proxies, found.metrics) == (True, 1, True)
    # The health checks of Caddy and of the container ask under this name.
    assert "127.0.0.1" in found.hosts


def test_the_container_file_copies_from_stages_that_it_has():
    text = re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text())
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    known = {
        "FROM",
        "RUN",
        "WORKDIR",
        "COPY",
        "ENV",
        "USER",
        "EXPOSE",
        "VOLUME",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }
    assert {line[0] for line in lines} <= known
    stages = {line[3] for line in lines if line[0] == "FROM" and len(line) == 4}
    copied = {word.partition("=")[2] for line in lines for word in line if word.startswith("--from=")}
    assert copied <= stages
    assert ["USER", "10001"] in lines
