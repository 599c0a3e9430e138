"""Takes from npm's folder what pages need: GOV.UK Frontend's stylesheet, without a typeface that is not ours, and idb.

    python -m careplace.web.shell.assets src/careplace/web/shell/npm/node_modules

GDS Transport is licensed for gov.uk alone, so its @font-face rules are cut out and its name is taken from every list
of typefaces. Crowns and crests are not copied. Beside it the styles of the reports' charts, which are a template.
"""

import gzip
import re
import sys
from pathlib import Path

import brotli

from careplace.publish.page import environment
from careplace.web.shell.release import STATIC

DRAFTS = "idb/build/index.js"
STYLES = "govuk-frontend/dist/govuk/govuk-frontend.min.css"
CHARTS = "outcome_charts.css"
TAKEN = STATIC / "govuk"
FACES = '"Helvetica Neue",Helvetica,Arial,sans-serif'
_FACE = re.compile(r"@font-face\{[^}]*\}")
_TYPEFACE = re.compile(r'"?GDS Transport"?,\s*arial,\s*sans-serif', re.IGNORECASE)
_CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")


def take(modules: Path, to: Path = TAKEN) -> Path:
    """Write the stylesheet and that of charts to `to`, each packed beside itself; gives the path of the first.

    Raises:
        ValueError: when a typeface, or a file that is not taken, is still named.
    """
    styles = dressed((modules / STYLES).read_text(encoding="utf-8"))
    to.mkdir(parents=True, exist_ok=True)
    _write(to / "idb.js", (modules / DRAFTS).read_text(encoding="utf-8"))
    _write(to / CHARTS, environment().get_template(CHARTS).render())
    return _write(to / Path(STYLES).name, styles)


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    Path(f"{path}.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    Path(f"{path}.br").write_bytes(brotli.compress(text.encode()))
    return path


def dressed(styles: str) -> str:
    """The stylesheet in our typeface."""
    styles = _SOURCE_MAP.sub("", _CREST.sub("none", _TYPEFACE.sub(FACES, _FACE.sub("", styles))))
    left = [word for word in ("GDS Transport", "@font-face", "url(/") if word in styles]
    if left:
        raise ValueError(
            f"GOV.UK Frontend's stylesheet still holds {', '.join(left)}: see careplace/web/assets.py"
        )
    return styles


if __name__ == "__main__":
    print(take(Path(sys.argv[1])))
