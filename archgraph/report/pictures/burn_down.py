"""In: how many dates were open on which days, and are planned to be; out: an SVG with a line for each, light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from archgraph.report.pictures.palette import DARK, LIGHT, Theme
from archgraph.report.pictures.xml import element_text

Point = tuple[str, int]
"""An ISO day and a number."""

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM, _RIGHT = 720, 260, 44, 44, 34, 16
_FONTS: Final = "Inter,Helvetica,Arial,'DejaVu Sans',sans-serif"


def burn_down_svg(title: str, alt: str, so_far: Sequence[Point], planned: Sequence[Point]) -> str:
    """Steps through `so_far` (drawn), then through `planned` (dashed); both hold today's point."""
    days = sorted({day for day, _ in (*so_far, *planned)})
    most = max(1, *(number for _, number in (*so_far, *planned)))
    scale = _Scale(days[0], days[-1], most)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="agb" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{element_text(title)}</title><desc>{element_text(alt)}</desc><style>{_STYLE}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}"/>',
        f'<text class="head" x="{_LEFT}" y="22">{element_text(title)}</text>',
        *_legend(),
        *_axis(scale, most, days),
        _steps("planned", planned, scale),
        _steps("sofar", so_far, scale),
        *(f'<circle class="sofar" cx="{scale.x(day)}" cy="{scale.y(number)}" r="3.5"/>' for day, number in so_far),
    ]
    return "\n".join([*lines, "</svg>", ""])


def _legend() -> list[str]:
    """The two lines in words, at the right of the title."""
    x = _WIDTH - _RIGHT
    return [
        f'<path class="sofar" d="M{x - 230} 18h22"/><text class="mark" x="{x - 202}" y="22">so far</text>',
        f'<path class="planned" d="M{x - 150} 18h22"/><text class="mark" x="{x - 122}" y="22">when every date is kept</text>',
    ]


class _Scale:
    """Days and numbers as places of the picture."""

    def __init__(self, first: str, last: str, most: int) -> None:
        self._first = date.fromisoformat(first)
        self._days = max(1, (date.fromisoformat(last) - self._first).days)
        self._most = most

    def x(self, day: str) -> float:
        """Pixels from the left."""
        share = (date.fromisoformat(day) - self._first).days / self._days
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, number: int) -> float:
        """Pixels from the top."""
        return round(_HEIGHT - _BOTTOM - number / self._most * (_HEIGHT - _TOP - _BOTTOM), 1)


def _axis(scale: _Scale, most: int, days: Sequence[str]) -> list[str]:
    lines = []
    for number in sorted({0, most // 2, most}):
        y = scale.y(number)
        lines.append(f'<path class="rule" d="M{_LEFT} {y}H{_WIDTH - _RIGHT}"/>')
        lines.append(f'<text class="mark end" x="{_LEFT - 8}" y="{y + 4}">{number}</text>')
    y = _HEIGHT - 12
    lines.append(f'<text class="mark" x="{_LEFT}" y="{y}">{days[0]}</text>')
    if len(days) > 1:
        lines.append(f'<text class="mark end" x="{_WIDTH - _RIGHT}" y="{y}">{days[-1]}</text>')
    return lines


def _steps(kind: str, points: Sequence[Point], scale: _Scale) -> str:
    path = "".join(
        f"{'H' if at else 'M'}{scale.x(day)}{'V' if at else ' '}{scale.y(number)}"
        for at, (day, number) in enumerate(points)
    )
    return f'<path class="{kind}" d="{path}"/>'


def _colours(theme: Theme) -> str:
    return (
        f".agb .paper{{fill:{theme.paper}}}.agb text{{fill:{theme.text}}}.agb .mark{{fill:{theme.soft}}}"
        f".agb .rule{{stroke:{theme.frame}}}.agb .sofar{{stroke:{theme.text}}}.agb circle.sofar{{fill:{theme.text}}}"
        f".agb .planned{{stroke:{theme.alarm}}}"
    )


_STYLE: Final = (
    f".agb{{font-family:{_FONTS}}}.agb .head{{font-size:15px;font-weight:600}}.agb .mark{{font-size:11px}}"
    ".agb .end{text-anchor:end}.agb path{fill:none;stroke-width:2px}.agb .rule{stroke-width:1px}"
    f".agb .planned{{stroke-dasharray:6 4}}{_colours(LIGHT)}@media (prefers-color-scheme:dark){{{_colours(DARK)}}}"
)
