"""In: the palette; out: the style sheet of every picture with its dark side, all rules below `.ag`: pages hold many."""

from __future__ import annotations

from archgraph.report.pictures.measure import DETAIL, HEAD, NOTE, SUB, TITLE
from archgraph.report.pictures.palette import DARK, LIGHT, Theme

_FONTS = "Inter,'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif"

_SHAPES = f"""
.ag{{font-family:{_FONTS}}}
.ag .head{{font-size:{HEAD}px;font-weight:600}}
.ag .sub{{font-size:{SUB}px}}
.ag .note{{font-size:{NOTE}px}}
.ag .group{{font-size:{TITLE}px;font-weight:600}}
.ag .name{{font-size:{TITLE}px;font-weight:600;text-anchor:middle}}
.ag .more{{font-size:{DETAIL}px;text-anchor:middle}}
.ag .label{{font-size:10.5px;font-weight:600;text-anchor:middle;stroke-width:3.5px;paint-order:stroke}}
.ag .count{{font-size:10px;font-weight:600;text-anchor:middle}}
.ag .box>rect{{stroke-width:1.2px}}
.ag .frame rect{{fill-opacity:.35;stroke-width:1px}}
.ag .link path{{fill:none}}
.ag .link .tip{{stroke:none}}
.ag .link.alarm path{{stroke-dasharray:7 3}}
.ag .link.faint path{{stroke-dasharray:2 4}}
.ag .box.double>rect{{stroke-dasharray:5 3}}
.ag .box.external>rect,.ag .box.faint>rect{{stroke-dasharray:1.5 2.5}}
.ag .box.alarm>rect,.ag .box.focus>rect{{stroke-width:2.2px}}
.ag .box>rect.badge{{stroke-width:1px;stroke-dasharray:none}}
.ag g.link:hover path{{stroke-width:4px}}
"""


def _colours(theme: Theme) -> str:
    """The rules that differ between light and dark."""
    hues = "".join(f".ag .h{number}>rect{{fill:{ink.fill};stroke:{ink.line}}}" for number, ink in enumerate(theme.hues))
    toned = "".join(
        f".ag .box.{tone}>rect{{fill:{ink.fill};stroke:{ink.line}}}"
        for tone, ink in (("external", theme.external), ("alarm", theme.wrong), ("focus", theme.focus))
    )
    return (
        f".ag .paper{{fill:{theme.paper}}}"
        f".ag text{{fill:{theme.text}}}"
        f".ag .sub,.ag .note,.ag .more,.ag .group{{fill:{theme.soft}}}"
        f".ag .frame rect{{fill:{theme.hues[0].fill};stroke:{theme.frame}}}"
        f".ag .label{{fill:{theme.soft};stroke:{theme.paper}}}"
        f".ag .label.alarm{{fill:{theme.alarm}}}"
        f".ag .link path{{stroke:{theme.link}}}.ag .link .tip{{fill:{theme.link}}}"
        f".ag .link.focus path{{stroke:{theme.text}}}.ag .link.focus .tip{{fill:{theme.text};stroke:none}}"
        f".ag .label.focus{{fill:{theme.text}}}"
        f".ag .link.alarm path{{stroke:{theme.alarm}}}.ag .link.alarm .tip{{fill:{theme.alarm};stroke:none}}"
        f"{hues}{toned}"
        f".ag .box>rect.badge{{fill:{theme.text};stroke:{theme.paper}}}.ag .count{{fill:{theme.paper}}}"
        f".ag .link .tip{{stroke:none}}"
    )


STYLE = (_SHAPES + _colours(LIGHT) + f"@media (prefers-color-scheme:dark){{{_colours(DARK)}}}").replace("\n", "")
