"""careplace rate: a rating by the regulator's rules, explained; and published ratings checked against those rules."""

import json
from pathlib import Path

import click

from careplace.cli.home import at_home
from careplace.cli.printing import say, say_json
from careplace.editions.opening import open_edition
from careplace.measures.agreement.agreement import agreement
from careplace.publish.agreement import page, totals
from careplace.ratings.case import rate as rate_case
from careplace.ratings.casefile import read
from careplace.ratings.explain import doubts, explained, notes, sentences
from careplace.ratings.framework import frameworks as every_framework
from careplace.ratings.result import Result


@click.command(short_help="Work out a rating and explain it.")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
@click.option(
    "--confirmed-only", is_flag=True, help="Leave out every rule that no source that was read confirms."
)
@click.option("--frameworks", "listed", is_flag=True, help="List the frameworks with the days they are used.")
@click.option("--verify", is_flag=True, help="Hold the edition's published ratings against the rules.")
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), help="With --verify: write the page here."
)
@at_home
def rate(file, as_json, confirmed_only, listed, verify, to, home) -> None:
    """Work out a rating from FILE (TOML or JSON) and explain it, or verify those that CQC published."""
    if sum((file is not None, listed, verify)) != 1:
        raise click.UsageError("give FILE, or --frameworks, or --verify: one of the three")
    if to and not verify:
        raise click.UsageError("--to goes with --verify")
    if listed:
        click.echo("\n".join(_frameworks()))
    elif verify:
        say(_verified(home, to))
    else:
        result = rate_case(read(file), confirmed_only=confirmed_only)
        if as_json:
            say_json(json.dumps(_as_json(result), ensure_ascii=False, indent=1))
        else:
            say(explained(result))


def _verified(home: Path, to: Path | None) -> str:
    with open_edition(home) as edition:
        results = agreement(edition.engine)
        text = page(results, edition.id, edition.manifest["inputs"])
    if to is None:
        return text.rstrip("\n")
    to.write_text(text, encoding="utf-8")
    agree, disagree, not_reached = totals(results)
    return f"{to}: {agree:,} ratings agree with the rules, {disagree:,} do not, {not_reached:,} are not reached by them"


def _frameworks() -> list[str]:
    lines = []
    for key, framework in every_framework().items():
        since, until = framework.validity.since or "", framework.validity.until or ""
        sure = "" if framework.validity.confirmed else " (days not confirmed)"
        lines.append(f"{key:<40}  {framework.status:<7}  {since} to {until}{sure}  {framework.title}")
    return lines


def _as_json(result: Result) -> dict:
    return _node(result) | {
        "framework": result.framework.key,
        "notes": notes(result),
        "not_confirmed": doubts(result),
    }


def _node(result: Result) -> dict:
    """One rating with what it came from; what does not apply is left out."""
    node = {
        "about": result.about,
        "place": result.place,
        "rating": result.rating,
        "rule": result.rule.key,
        "source": result.rule.source,
        "by_rules": result.by_rules,
        "confirmed": result.confirmed,
        "since": result.since and result.since.isoformat(),
        "carried_over": result.carried_over,
        "score": result.score and vars(result.score),
        "limited_by": [
            {"kind": met.limit.kind, "on": met.on, "reason": met.reason, "holds": met.limit.holds}
            for met in result.limited_by
        ],
        "departure": result.departure and vars(result.departure),
        "sentences": sentences(result) if result.rule.key != "given" or result.limited_by else [],
        "parts": [_node(part) for part in result.parts],
        "below": [_node(below) for below in result.beside],
    }
    return {name: value for name, value in node.items() if value not in ("", None, [], ())}
