"""(vi) The site on loopback with two workers, over a national edition, beside Datasette over the same tables in SQLite.

wrk asks on kept connections, in a closed loop: the next request goes out when the answer before it is whole. It shares
the machine's cores with the site. "Kept" is one page asked again and again. "Made anew" is the site without its page
cache (CAREPLACE_PAGE_CACHE=0), asked for every council of the edition at each of its dates, in an order shuffled once,
so that the same page hardly comes twice in a run; what holds for all places (groups, quartiles) stays with the edition,
as it does for readers, from the pages of the regions that are asked for before the clock starts.
"""

import json
import os
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import brotli
import pyarrow.parquet as pq
from stopwatch import CAREPLACE, peer_python, published, row, run

SECONDS, CALM, BUSY = 15, 4, 16
"""How long each measurement lasts, and how many connections ask: one for each of the site's four threads, or a crowd."""
PLACE, DAY = "/places/coventry/", r"\d{4}-\d\d-\d\d"
ONE_TRIP = 10 * 1460
"""What a server sends before it hears from the reader: ten segments (RFC 6928)."""
SCRIPT = """
local paths, threads, mine, others = {}, {}, 0, 0
for path in io.lines("PATHS") do paths[#paths + 1] = path end
function setup(thread) threads[#threads + 1] = thread; thread:set("nth", #threads) end
function init() at = math.floor(#paths / 2) * nth; bad = 0 end
function request() at = at % #paths + 1; return wrk.format("GET", paths[at]) end
function response(status) if status ~= 200 then bad = bad + 1 end end
function done()
    for _, thread in ipairs(threads) do others = others + thread:get("bad") end
    print("answers other than 200: " .. others)
end
"""
"""What wrk does: asks for the paths of a file in turn, each of its two threads from another place in the list."""


@dataclass(frozen=True)
class Load:
    """What wrk measured: answers a second, and milliseconds within which 99 in 100 came."""

    rate: float
    p99: float

    def __str__(self) -> str:
        return f"{self.rate:,.0f} a second, p99 {self.p99:,.0f} ms"


def main(home: Path | None = None) -> None:
    if not shutil.which("wrk"):
        row("the site", "not measured: wrk is missing (Debian: sudo apt-get install wrk)", "", "")
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        if home is None:
            run(CAREPLACE, "build", "--raw", published(), "--home", home := scratch / "home")
        with serving(home, page_cache=32) as site:
            codes, pages = councils(site), pages_of_councils(site)
            row(
                "start to a place's first page",
                f"{site.started:.2f} s",
                "",
                verdict(site.started <= 3, "3 s"),
            )
            weigh(site)
            kept(site, codes[0])
            load(site, pages, BUSY)
            most = site.peak()
        with serving(home, page_cache=0) as site:
            anew(site, pages)
            listed = [f"/api/v1/figures?place={code}&limit=100" for code in codes]
            ours = load(site, listed, BUSY)
            most = max(most, site.peak())
        row(
            "memory of the larger worker, at its peak",
            f"{most:,.0f} MiB",
            "",
            verdict(most <= 350, "350 MiB"),
        )
        beside_datasette(ours, home, scratch, codes)


def kept(site: "Site", code: str) -> None:
    listed = f"/api/v1/locations?place={code}&limit=100"
    for name, path, goal in (
        ("place page, kept", PLACE, 300),
        ("API list of 100 locations, kept", listed, 400),
    ):
        took = load(site, [site.leads_to(path)], BUSY)
        row(name, took, f"{BUSY} connections", verdict(took.rate >= goal, f"{goal} a second"))


def anew(site: "Site", pages: list[str]) -> None:
    load(site, regions(site), CALM, seconds=5)
    took = load(site, pages, CALM)
    met = took.rate >= 40 and took.p99 <= 250
    said = f"{CALM} connections, {len(pages)} pages in turn"
    row("place page, made anew", took, said, verdict(met, "40 a second, p99 250 ms"))


def beside_datasette(ours: Load, home: Path, scratch: Path, codes: list[str]) -> None:
    """The figures of a council, a hundred a page: the site without its page cache, and Datasette on an index."""
    python = peer_python(scratch / "peers")
    database = in_sqlite(home, scratch / "edition.db")
    asked = [f"/edition/figure.json?_shape=array&_nocount=1&_size=100&place={code}" for code in codes]
    command = [python, "-m", "datasette", "serve", "--immutable", database]
    with answering(command, asked[0], {}) as peer:
        theirs = load(peer, asked, BUSY)
    said = f"Datasette, one process: {theirs}"
    row("API list of 100 figures, made anew", ours, said, f"{ours.rate / theirs.rate:.1f} x the answers")


def in_sqlite(home: Path, database: Path) -> Path:
    """The edition's figures in SQLite as they lie in Parquet, with the index that the question asks for."""
    edition = (home / "current").resolve()
    with closing(sqlite3.connect(database)) as into:
        for path in sorted((edition / "figures").rglob("*.parquet")):
            table = pq.read_table(path)
            names, blanks = ", ".join(table.column_names), ", ".join("?" * table.num_columns)
            into.execute(f"create table if not exists figure ({names})")
            for batch in table.to_batches(50_000):
                rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
                into.executemany(f"insert into figure values ({blanks})", rows)
        into.execute("create index place on figure (place, measure, breakdown, period)")
        into.commit()
    return database


def verdict(met: bool, target: str) -> str:
    return f"target: {target}, {'met' if met else 'NOT MET'}"


@dataclass
class Site:
    """A server that runs: where it answers, its process, and the seconds until its first page."""

    address: str
    process: subprocess.Popen
    started: float = 0.0

    def get(self, path: str, **headers: str):
        return urllib.request.urlopen(
            urllib.request.Request(self.address + path, headers=headers), timeout=30
        )

    def leads_to(self, path: str) -> str:
        with self.get(path) as answer:
            return answer.url.removeprefix(self.address)

    def text(self, path: str) -> str:
        with self.get(path) as answer:
            return answer.read().decode()

    def peak(self) -> float:
        """MiB that the largest worker ever had in memory, what it shares with the others counted whole."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        told = [Path(f"/proc/{child}/status").read_text() for child in listed]
        return max(int(re.search(r"VmHWM:\s*(\d+)", one)[1]) for one in told) / 1024


@contextmanager
def serving(home: Path, page_cache: int) -> Iterator[Site]:
    """`careplace serve` with two workers. The API's limit is raised: it is meant for one client, and wrk is many."""
    command = [CAREPLACE, "serve", "--home", home, "--workers", "2"]
    settings = {"CAREPLACE_PAGE_CACHE": page_cache, "CAREPLACE_API_RATE": 1_000_000}
    with answering(command, PLACE, settings) as site:
        yield site


@contextmanager
def answering(command: list, first: str, settings: dict) -> Iterator[Site]:
    """A server on a free port, once it has answered `first`; stopped at the end."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = str(free.getsockname()[1])
    environment = os.environ | {name: str(value) for name, value in settings.items()}
    with tempfile.TemporaryFile("w+") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*map(str, command), "--port", port], env=environment, stdout=log, stderr=log
        )
        site = Site(f"http://127.0.0.1:{port}", process)
        try:
            _wait(site, first, log)
            site.started = time.perf_counter() - began
            yield site
        finally:
            process.terminate()
            process.wait(30)


def _wait(site: Site, path: str, log: IO[str]) -> None:
    """Until the server answers.

    Raises:
        SystemExit: when it ends, or does not answer within a minute.
    """
    until = time.monotonic() + 60
    while time.monotonic() < until and site.process.poll() is None:
        try:
            site.text(path)
            return
        except urllib.error.URLError:
            time.sleep(0.02)
    log.seek(0)
    raise SystemExit(f"{path} was not answered:\n{log.read()}")


def load(site: Site, paths: list[str], connections: int, seconds: int = SECONDS) -> Load:
    """wrk on `paths` in turn.

    Raises:
        SystemExit: when any answer was not 200; a benchmark of errors would look fast.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "turn.lua")
        listed.write_text("\n".join(paths))
        script.write_text(SCRIPT.replace("PATHS", str(listed)))
        command = ["wrk", "-t", "2", "-c", connections, "-d", f"{seconds}s", "--timeout", "30s", "--latency"]
        command += ["-H", "Accept-Encoding: br", "-s", script, site.address]
        told = subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout
    if not re.search(r"^answers other than 200: 0$", told, re.M) or "Socket errors" in told:
        raise SystemExit(f"not all was answered: {told}")
    rate, late = re.search(r"Requests/sec:\s+([\d.]+)", told), re.search(r"99%\s+([\d.]+)(us|ms|s)", told)
    return Load(float(rate[1]), float(late[1]) * {"us": 0.001, "ms": 1, "s": 1000}[late[2]])


def councils(site: Site) -> list[str]:
    """The codes of England's councils as they are now."""
    listed = json.loads(site.text("/api/v1/places?kind=council&limit=500"))["data"]
    return [one["code"] for one in listed if not one["to_date"]]


def pages_of_councils(site: Site) -> list[str]:
    """The page of every council that the first page lists, at each of its dates, shuffled the same way each time."""
    slugs = sorted(set(re.findall(r'href="/places/([^"/]+)/"', site.text("/"))))
    found = {
        page
        for slug in slugs
        for page in re.findall(rf"/places/{slug}/{DAY}/", site.text(f"/places/{slug}/"))
    }
    return random.Random(1).sample(sorted(found), len(found))


def regions(site: Site) -> list[str]:
    listed = json.loads(site.text("/api/v1/places?kind=region&limit=100"))["data"]
    return [site.leads_to(one["page"]) for one in listed]


def weigh(site: Site) -> None:
    """What a reader's browser takes for a place's page, and what of it comes before it has said anything more."""
    with site.get(PLACE, **{"Accept-Encoding": "br"}) as answer:
        sent, headers = answer.read(), len(f"HTTP/1.1 200 OK\r\n{answer.headers}".encode())
    text = brotli.decompress(sent).decode()
    others = sorted(set(re.findall(r'(?:src|href)="(/static/[^"]+)"', text)))
    total = headers + len(sent) + sum(weight(site, path) for path in others)
    said = f"{len(sent) / 1000:,.0f} kB of HTML, {len(others)} other files"
    row("weight of a place's page", f"{total / 1000:,.0f} kB", said, verdict(total <= 150_000, "150 kB"))
    early = brotli.Decompressor().process(sent[: ONE_TRIP - headers]).decode(errors="ignore")
    met = "</head>" in early and "</h1>" in early
    said = f"{len(early) / len(text):.0%} of the HTML"
    row(
        "of it in the first round trip",
        said,
        f"{ONE_TRIP:,} bytes",
        verdict(met, "the head, and first words"),
    )


def weight(site: Site, path: str) -> int:
    with site.get(path, **{"Accept-Encoding": "br"}) as answer:
        return len(answer.read()) + len(str(answer.headers))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
