"""`archgraph graph`: a picture or the data of a graph: imports, inheritance, cycles, one package, one class, one chain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archgraph.cli.options import Common, clock_of, common, finish, settings_of
from archgraph.cli.place import PLACE, place_of

if TYPE_CHECKING:
    from archgraph.graphs.portable import PortableGraph
    from archgraph.model.analysis import Analysis
    from archgraph.model.drawing import Drawing
    from archgraph.pipeline.ground import Ground
    from archgraph.timing import Clock

SUBJECTS = ("imports", "inheritance", "cycles", "package", "class")
NAMED = ("package", "class")
ENDINGS = {
    "": "svg",
    ".svg": "svg",
    ".dot": "dot",
    ".gv": "dot",
    ".mmd": "mermaid",
    ".md": "mermaid",
    ".graphml": "graphml",
    ".json": "json",
}


@click.command("graph", short_help="Draw imports, cycles, inheritance or a class.")
@click.argument("path", type=PLACE, default=".")
@click.argument("name", required=False, default="")
@click.option("--what", type=click.Choice(SUBJECTS), help="What to draw (default: imports; with NAME, what NAME is).")
@click.option(
    "--chain", nargs=2, metavar="IMPORTER IMPORTED", help="Print the shortest chains of imports from one to the other."
)
@click.option("--layers", metavar="A,B,C", help="Print how lower layers reach higher ones; the highest first.")
@click.option("-o", "--out", type=PLACE, help="File to write (default: stdout).")
@click.option(
    "--output-format",
    type=click.Choice(["svg", "dot", "mermaid", "graphml", "json"]),
    default=None,
    help="A drawing (svg, dot, mermaid) or the whole graph as data (graphml, json). Default: by OUT's ending, else svg.",
)
@common
def command(
    path: Path,
    name: str,
    what: str | None,
    chain: tuple[str, str] | None,
    layers: str | None,
    out: Path | None,
    output_format: str | None,
    common: Common,
) -> int:
    """Draw a graph of the code below PATH (default "."): imports, inheritance, cycles, package NAME or class NAME.

    \b
    Example:
        archgraph graph path/to/repository -o imports.svg
        archgraph graph path/to/repository shop.core.StockManager --output-format mermaid
        archgraph graph path/to/repository --chain shop.web shop.db
    """
    output_format = output_format or _format_of(out)
    if what in NAMED and not name:
        raise click.UsageError(f"Which {what}? Write its dotted name after PATH.")
    settings = settings_of(path, common)
    clock = clock_of(common)
    from archgraph.pipeline.ground import understand

    try:
        measured = what == "cycles"
        outlined = bool(chain or layers or what in ("imports", "cycles"))  # the others need roles or members
        ground = understand(place_of(path), settings, clock, measured=measured, whole=not outlined)
        asked = chain or layers
        text = _chains(ground, chain, layers) if asked else _graph(ground, what, name, output_format, clock)
    finally:
        finish(common, clock)
    if out is None:
        click.echo(text, nl=False)
        return 0
    from archgraph.report.writer import write_file

    write_file(out, text.encode())
    return 0


def _format_of(out: Path | None) -> str:
    """By the ending of the file; UsageError for an ending of something else."""
    ending = out.suffix.lower() if out else ""
    if ending in ENDINGS:
        return ENDINGS[ending]
    known = ", ".join(each for each in ENDINGS if each)
    raise click.UsageError(f"{out}: nothing is written as {ending}; endings: {known}. Or say it with --output-format.")


def _graph(ground: Ground, what: str | None, name: str, output_format: str, clock: Clock) -> str:
    subject = what or _subject(ground, name)
    if output_format in ("graphml", "json") and subject in ("imports", "inheritance"):
        return _data(_whole(ground, subject), output_format)
    analysis, name = _known(ground, subject, name, clock)
    from archgraph.graphs.drawings.gallery import drawing_for
    from archgraph.graphs.export import of_drawing

    drawing = drawing_for(analysis, subject, name)
    if not drawing.boxes and subject in NAMED:
        from archgraph.errors import InputError

        raise InputError(name, f"there is no {subject} of this name.", "Write its dotted name after PATH.")
    if output_format in ("graphml", "json"):
        return _data(of_drawing(drawing), output_format)
    with clock.stage("pictures"):
        return _picture(drawing, output_format, ground.settings.layout_seconds)


def _subject(ground: Ground, name: str) -> str:
    """Imports of the whole, of a package, or a class: by what the name is."""
    if not name:
        return "imports"
    is_module = any(f"{module.module}.".startswith(f"{name}.") for module in ground.codebase.modules.values())
    return "package" if is_module else "class"


def _known(ground: Ground, subject: str, name: str, clock: Clock) -> tuple[Analysis, str]:
    """The analysis as far as the drawing needs it, and the full name of its subject."""
    from archgraph.pipeline.parts import lineage, with_roles
    from archgraph.pipeline.unexplored import unexplored

    if subject in ("imports", "package", "cycles"):
        return unexplored(ground), name
    known = with_roles(ground, clock)
    if subject == "inheritance":
        return known, name
    from archgraph.cli.mro import class_named

    key = class_named(ground.codebase, name, wanted="package, module or class")
    return lineage(ground, [key], clock, known), key.class_


def _whole(ground: Ground, subject: str) -> PortableGraph:
    from archgraph.graphs.imports import portable_imports
    from archgraph.graphs.inheritance import portable_inheritance

    return (portable_imports if subject == "imports" else portable_inheritance)(ground.codebase)


def _data(graph: PortableGraph, output_format: str) -> str:
    from archgraph.graphs.export import graphml, node_link

    return graphml(graph) if output_format == "graphml" else node_link(graph)


def _picture(drawing: Drawing, output_format: str, seconds: float) -> str:
    from archgraph.report.pictures.dot import dot
    from archgraph.report.pictures.mermaid import mermaid

    if output_format != "svg":
        return (dot if output_format == "dot" else mermaid)(drawing)
    from archgraph.errors import OutputError
    from archgraph.report.layout import Layout
    from archgraph.report.pictures.svg import svg

    (laid,) = Layout([drawing], seconds).collect()
    if laid.geometry is None:
        raise OutputError(drawing.name, laid.note, "--output-format dot or mermaid needs no layout.")
    return svg(laid.drawing, laid.geometry).decode()


def _chains(ground: Ground, ends: tuple[str, str] | None, layers: str | None) -> str:
    """Each chain as lines of `importer imports imported (place)`."""
    from archgraph.errors import InputError
    from archgraph.graphs.chains import illegal_chains, shortest_chains, unknown_modules
    from archgraph.report.cells import visible

    names = ends or tuple(name.strip() for name in (layers or "").split(","))
    unknown = unknown_modules(ground.codebase, names)
    if unknown:
        raise InputError(unknown[0], "there is no module or package of this name.", "modules.csv of an audit has all.")
    found = shortest_chains(ground.codebase, *ends) if ends else illegal_chains(ground.codebase, names)
    if not found:
        return f"{ends[0]} does not reach {ends[1]}.\n" if ends else "No layer imports one above it.\n"
    blocks = (
        "\n".join(
            visible(f"{edge.importer} imports {edge.imported} ({edge.path}:{edge.line}, {edge.kind})") for edge in chain
        )
        for chain in found
    )
    return "\n\n".join(blocks) + "\n"
