"""`archgraph plan`: which classes could be one, what that takes, and what can be done side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archgraph.cli.options import Common, clock_of, common, finish, settings_of
from archgraph.cli.place import PLACE, place_of
from archgraph.surroundings import line_width

if TYPE_CHECKING:
    from archgraph.model.consolidation import Candidate, Plan, Planned, Simulation
    from archgraph.model.settings import Settings
    from archgraph.timing import Clock

ACTIONS = ("KEEP", "CONSOLIDATE", "DELETE", "CONVERT", "UNDECIDED")


@click.command("plan", short_help="Which classes do one job, and how to merge them.")
@click.argument("path", type=PLACE, default=".")
@click.option("--family", metavar="WORDS", help="Only candidates whose family has these words: `session manager`.")
@click.option("--service", metavar="NAME", help="Only candidates of this service.")
@click.option(
    "--action", type=click.Choice(ACTIONS, case_sensitive=False), help="Only candidates with a class to be treated so."
)
@click.option("--teams", type=click.IntRange(min=1), metavar="N", help="Share every wave among N teams.")
@click.option("--simulate", metavar="CANDIDATE", help="Make one candidate's move on the graph; show before and after.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "markdown", "csv", "json"]),
    default="text",
    help="What stdout gets: for reading (text, markdown with a Mermaid gantt) or for programs (csv, json).",
)
@common
def command(
    path: Path,
    family: str | None,
    service: str | None,
    action: str | None,
    teams: int | None,
    simulate: str | None,
    output_format: str,
    common: Common,
) -> int:
    """Plan the consolidation of classes below PATH (default "."): keep, consolidate, delete or convert, with the reasons.

    \b
    Example:
        archgraph plan path/to/repository --service shop --teams 5 --output-format markdown
        archgraph plan path/to/repository --simulate p-0123456789
    """
    settings = settings_of(path, common)
    clock = clock_of(common)
    try:
        if simulate:
            click.echo(_simulated(_simulate(place_of(path), simulate, settings, clock), output_format), nl=False)
            return 0
        from archgraph.planning import plan_tree

        planned = plan_tree(place_of(path), settings, clock)
    finally:
        finish(common, clock)
    from archgraph.report.plan_text import chosen

    candidates = chosen(planned.plan, family, service, action.upper() if action else None)
    click.echo(_shown(planned, candidates, teams, output_format), nl=False)
    if service and not candidates and not common.quiet:
        click.echo(_without_candidates(service, planned.plan), err=True)
    return 0


def _without_candidates(service: str, plan: Plan) -> str:
    """Why nothing is shown of a service, which may be misspelled."""
    others = sorted({candidate.service for candidate in plan.candidates} - {service, ""})
    return f"No such candidate is in the service {service}; there are some in: {', '.join(others) or 'none'}."


def _simulate(root: Path, name: str, settings: Settings, clock: Clock) -> Simulation:
    """The move of a candidate, for which the whole code base is read. Raises InputError when there is no such candidate."""
    from archgraph.pipeline import planning
    from archgraph.pipeline.ground import understand

    ground = understand(root, settings, clock)
    analysis = planning.with_plan(ground, clock)
    _check(analysis, name)
    return planning.simulate(ground, analysis, name, clock)


def _check(analysis: Planned, name: str) -> None:
    """InputError when there is no such candidate."""
    from difflib import get_close_matches

    from archgraph.errors import InputError

    names = [candidate.candidate for candidate in analysis.plan.candidates]
    if name not in names:
        near = get_close_matches(name, names, 1)
        remedy = f"Did you mean {near[0]}?" if near else "`archgraph plan` without --simulate lists them."
        raise InputError(name, "there is no such candidate.", remedy)


def _simulated(simulation: Simulation, output_format: str) -> str:
    import msgspec

    from archgraph.report.plan_text import simulation_text

    if output_format == "json":
        return msgspec.json.format(msgspec.json.encode(simulation), indent=2).decode() + "\n"
    text = simulation_text(simulation)
    return f"```\n{text}```\n" if output_format == "markdown" else text


def _shown(analysis: Planned, candidates: Sequence[Candidate], teams: int | None, output_format: str) -> str:
    from archgraph.plan.steps.waves import teams as shared
    from archgraph.report import plan_text

    given: Mapping[str, int] = shared(candidates, teams) if teams else {}
    if output_format == "markdown":
        return _markdown(analysis, candidates, given)
    if output_format == "text":
        return plan_text.as_text(analysis, candidates, given, line_width())
    write = {"csv": plan_text.as_csv, "json": plan_text.as_json}[output_format]
    return write(analysis, candidates, given)


def _markdown(analysis: Planned, candidates: Sequence[Candidate], given: Mapping[str, int]) -> str:
    from archgraph.report.formats.markdown import markdown
    from archgraph.report.gantt import gantt
    from archgraph.report.pages.plan_page import plan_page

    return f"{markdown(plan_page(analysis, candidates, given))}\n```mermaid\n{gantt(candidates, given)}```\n"
