"""`archgraph mro`: a class with its tree of bases, its MRO and where each call lands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archgraph.cli.options import Common, clock_of, common, finish, settings_of
from archgraph.cli.place import PLACE, place_of
from archgraph.surroundings import line_width

if TYPE_CHECKING:
    from archgraph.model.analysis import Analysis
    from archgraph.model.codebase import ClassKey, Codebase
    from archgraph.pipeline.ground import Ground

REPORTED = ("manager", "registry")
DRAWINGS = ("dot", "mermaid")
_NAMED = 3
"""Most files that are named in a sentence."""


@click.command("mro", short_help="The true MRO of classes, and who provides what.")
@click.argument("path", type=PLACE)
@click.argument("classes", nargs=-1, metavar="[CLASS]...")
@click.option("--role", metavar="ROLE", help="Only classes of this role: manager, registry or another.")
@click.option("--family", metavar="NAME", help="Only Managers or Registries of this family, as managers.csv has it.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "markdown", "json", "dot", "mermaid"]),
    default="text",
    help="What stdout gets: for reading (text, markdown), for programs (json) or as a drawing (dot, mermaid).",
)
@common
def command(
    path: Path,
    classes: tuple[str, ...],
    role: str | None,
    family: str | None,
    output_format: str,
    common: Common,
) -> int:
    """Print the MRO of each CLASS below PATH: its bases as a tree, what every ancestor provides, what is overridden.

    CLASS is a dotted name, the end of one, an alias, or a place (shop/core.py:12); without one, all Managers and
    Registries are printed, or those of --role and --family.

    \b
    Example:
        archgraph mro path/to/repository shop.core.StockManager
        archgraph mro path/to/repository --role registry --output-format markdown
    """
    settings = settings_of(path, common)
    clock = clock_of(common)
    from archgraph.pipeline.ground import understand
    from archgraph.pipeline.parts import lineage, settled, with_roles

    try:
        drawn = output_format in DRAWINGS
        by_name = bool(classes) and not (role or family or drawn)
        ground = understand(place_of(path), settings, clock, measured=False, whole=not by_name)
        if by_name:
            known = None
            ground, keys = settled(ground, lambda codebase: {class_named(codebase, name) for name in classes}, clock)
        else:
            known = with_roles(ground, clock)
            keys = _chosen(ground.codebase, known, classes, role, family)
        analysis = lineage(ground, keys, clock, known)
    finally:
        finish(common, clock)
    if not common.quiet and (unsound := _unsound(ground, keys)):
        click.echo(unsound, err=True)
    click.echo(_shown(analysis, sorted(keys), output_format), nl=False)
    return 0


def _unsound(ground: Ground, keys: Collection[ClassKey]) -> str:
    """A sentence about the files with syntax errors that the MROs lead through, and about all that could not be read at all;
    "" when there are none."""
    from archgraph.model.facts.outline import Status
    from archgraph.report.document import counted

    through = {each.key.path for key in keys for each in ground.mros[key].ancestors if each.key}
    statuses = {module.path: module.status for module in ground.codebase.modules.values()}
    recovered = sorted(path for path in through if statuses.get(path) is Status.RECOVERED)
    failed = sorted(path for path, status in statuses.items() if status is Status.FAILED)
    told = []
    if recovered:
        has = "has a syntax error and was" if len(recovered) == 1 else "have syntax errors and were"
        told.append(
            f"{counted(len(recovered), 'file')} of these MROs {has} read as far as possible ({_some(recovered)})"
        )
    if failed:
        told.append(f"{counted(len(failed), 'file')} could not be read at all ({_some(failed)})")
    return f"{'; '.join(told)}: what stands there may be missing." if told else ""


def _some(paths: Sequence[str]) -> str:
    """The first few of the paths."""
    from archgraph.report.cells import visible

    more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
    return visible(", ".join(paths[:_NAMED])) + more


def _chosen(
    codebase: Codebase, known: Analysis, names: Sequence[str], role: str | None, family: str | None
) -> Collection[ClassKey]:
    """The classes that were asked for by name, or by role and family, or by both."""
    if names and not role and not family:
        return {class_named(codebase, name) for name in names}
    among = _among(known, role, family)
    return {class_named(codebase, name, among) for name in names} if names else among


def _among(known: Analysis, role: str | None, family: str | None) -> frozenset[ClassKey]:
    """The classes of a role and family; InputError when there are none of what was asked for by name."""
    from archgraph.errors import InputError

    roles = (role,) if role else REPORTED
    found = {key for key, record in known.roles.items() if not set(roles).isdisjoint(record.roles)}
    if family:
        found &= {profile.key for profile in known.profiles if profile.family == family}
    if not found and (role or family):
        present = sorted({name for record in known.roles.values() for name in record.roles})
        families = sorted({profile.family for profile in known.profiles if not role or profile.role == role})
        offered = families if family else present
        remedy = f"There are: {', '.join(offered)}." if offered else "No class has a role."
        raise InputError(family or role or "PATH", "no class is of this kind.", remedy)
    return frozenset(found)


def class_named(
    codebase: Codebase, name: str, among: frozenset[ClassKey] | None = None, wanted: str = "class"
) -> ClassKey:
    """The one class that a name means; InputError with the candidates, or with near names. `wanted`: what it may be."""
    from archgraph.analyses.mro.search import near, search
    from archgraph.errors import InputError
    from archgraph.report.mro_text import candidates

    found = [key for key in search(codebase, name) if among is None or key in among]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError("mro", candidates(name, found))
    suggested = near(codebase, name)
    remedy = f"Did you mean {' or '.join(suggested)}?" if suggested else "classes.csv of an audit lists them all."
    raise InputError(name, f"there is no such {wanted}.", remedy)


def _shown(analysis: Analysis, keys: Sequence[ClassKey], output_format: str) -> str:
    from archgraph.report import mro_text

    if output_format in DRAWINGS:
        return _drawn(analysis, keys, output_format)
    views = mro_text.views_of(analysis, keys)
    if output_format == "text":
        shown = mro_text.as_text(views, analysis.codebase, line_width())
    else:
        shown = (mro_text.as_markdown if output_format == "markdown" else mro_text.as_json)(views, analysis.codebase)
    return shown.rstrip("\n") + "\n"


def _drawn(analysis: Analysis, keys: Sequence[ClassKey], output_format: str) -> str:
    """One class by itself, several as one hierarchy."""
    from archgraph.graphs.drawings.lineage import draw_class, draw_classes
    from archgraph.report.pictures.dot import dot
    from archgraph.report.pictures.mermaid import mermaid

    drawing = draw_class(analysis, keys[0]) if len(keys) == 1 else draw_classes(analysis, keys)
    return (dot if output_format == "dot" else mermaid)(drawing)
