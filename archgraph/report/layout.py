"""In: drawings; out: where everything in them goes, asked of Graphviz in one child process with a limit of time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import suppress
from importlib import metadata, util
from pathlib import Path
from typing import NamedTuple

from archgraph.blake import blake2b
from archgraph.model.drawing import Drawing
from archgraph.report.pictures.geometry import Geometry, Laid, answer, name_of, question
from archgraph.report.pictures.namesakes import told_apart
from archgraph.report.pictures.thin import thinned

_PROGRAM = Path(__file__).with_name("graphviz_engine.py")
PAGE_WIDTH, PAGE_HEIGHT = 1100.0, 1600.0
NO_ENGINE = (
    "Not drawn: Graphviz is missing. Install pygraphviz 2 or newer (it brings Graphviz along), or put `dot` on PATH."
)
TOO_SLOW = "Not drawn: the layout took too long; the .dot file is here to be laid out by hand."
REFUSED = "Not drawn: Graphviz gave no answer; the .dot file is here to be laid out by hand."
_MOST_SAID = 200
"""Characters of what an engine said before it gave up."""


class Engine(NamedTuple):
    """What lays out: a command that reads `speaks` ("json": an array of texts; "dot": the texts) and its version."""

    command: tuple[str, ...]
    speaks: str
    version: str


class Layout:
    """A layout under way: it runs beside the caller from the start, `collect` waits for the end.

    `cache` maps the digest of a question and of the engine to the answer's bytes; what is found there is not asked
    again. It is only touched by the calling thread.
    """

    def __init__(
        self, drawings: Sequence[Drawing], seconds: float, cache: MutableMapping[str, bytes] | None = None
    ) -> None:
        self._drawings = tuple(map(told_apart, drawings))
        self._seconds = seconds
        self._cache: MutableMapping[str, bytes] = {} if cache is None else cache
        self._engines = find_engines()
        self._engine = self._engines[0] if self._engines else None
        self._late = False
        self._said = ""
        self._known: dict[str, bytes] = {}
        self._asked = self._ask(self._drawings)

    def collect(self) -> tuple[Laid, ...]:
        """All drawings in their order; one that took too long is tried once more with fewer links.

        An engine that is there and answers nothing (a library that does not load) gives way to the next.
        """
        if self._engine is None:
            return tuple(Laid(drawing, None, NO_ENGINE) for drawing in self._drawings)
        self._store(self._asked)
        if not self._known:
            self._engine = self._engines[-1]
        drawings = [thinned(drawing) if self._geometry(drawing) is None else drawing for drawing in self._drawings]
        self._store(self._ask(drawings))
        return tuple(self._laid(drawing) for drawing in drawings)

    def _laid(self, drawing: Drawing) -> Laid:
        geometry = self._geometry(drawing)
        return Laid(drawing, geometry, "" if geometry else self._refusal())

    def _refusal(self) -> str:
        if self._late:
            return TOO_SLOW
        return REFUSED if self._known or not self._said else f"{REFUSED} It said: {self._said}"

    def _geometry(self, drawing: Drawing) -> Geometry | None:
        """The answer that fits a page best."""
        found = [self._known[text] for text in questions(drawing) if text in self._known]
        try:
            return min((answer(text) for text in found if text), key=_misfit, default=None)
        except (ValueError, KeyError, TypeError):
            return None

    def _ask(self, drawings: Sequence[Drawing]) -> Asked | None:
        """Look into the cache, and start the engine for what is not there."""
        if self._engine is None:
            return None
        missing: list[str] = []
        for text in dict.fromkeys(text for drawing in drawings for text in questions(drawing)):
            found = self._known.get(text) or self._cache.get(self._key(text))
            if found is None:
                missing.append(text)
            else:
                self._known[text] = found
        return Asked(self._engine, missing, self._seconds) if missing else None

    def _store(self, asked: Asked | None) -> None:
        """Wait for the engine; what it answered is known from now on, also to later runs."""
        if asked is None:
            return
        for text, found in asked.answers():
            self._known[text] = found
            self._cache[self._key(text)] = found
        self._late = self._late or asked.late
        self._said = asked.said or self._said

    def _key(self, text: str) -> str:
        version = self._engine.version if self._engine else ""
        return blake2b(f"{version}\n{text}".encode(), digest_size=16).hexdigest()


def questions(drawing: Drawing) -> list[str]:
    """What to ask the engine: for each direction that the drawing may have."""
    return [question(drawing, direction) for direction in drawing.directions]


def _misfit(geometry: Geometry) -> float:
    """How much a picture must be shrunk, or scrolled, to be seen on a page."""
    return max(geometry.width / PAGE_WIDTH, geometry.height / PAGE_HEIGHT)


class Asked:
    """Questions that the engine is working on in a child process; a thread waits for it, no longer than `seconds`."""

    def __init__(self, engine: Engine, texts: Sequence[str], seconds: float) -> None:
        self._engine = engine
        self._texts = texts
        self._output = ""
        self.late = False
        self.said = ""
        """The last line on its stderr."""
        self._thread = threading.Thread(target=self._run, args=(seconds,), daemon=True)
        self._thread.start()

    def answers(self) -> list[tuple[str, bytes]]:
        """(question, answer) of what was finished in time; a graph that the engine refused has no answer."""
        self._thread.join()
        asked = {name_of(text): text for text in self._texts}
        return [(asked[name], found) for name, found in _answers(self._output) if name in asked]

    def _run(self, seconds: float) -> None:
        words = json.dumps(self._texts) if self._engine.speaks == "json" else "\n".join(self._texts)
        with (
            suppress(OSError),
            subprocess.Popen(
                self._engine.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            ) as child,
        ):
            try:
                output, said = child.communicate(words.encode(), timeout=seconds)
            except subprocess.TimeoutExpired:
                self.late = True
                child.kill()
                output, said = child.communicate()
            self._output = output.decode(errors="replace")
            self.said = _last_line(said)


def _answers(output: str) -> Iterator[tuple[str, bytes]]:
    """(name of the graph, its JSON) of the answers in an engine's output, up to where it was cut off."""
    decoder = json.JSONDecoder()
    place = 0
    while (place := output.find("{", place)) >= 0:
        try:
            found, end = decoder.raw_decode(output, place)
        except ValueError:
            return
        yield str(found.get("name")), output[place:end].encode()
        place = end


def _last_line(said: bytes) -> str:
    """What an engine said last, as one line that can be shown."""
    lines = said.decode(errors="replace").strip().splitlines()
    words = "".join([char if char.isprintable() else " " for char in lines[-1]]).split() if lines else []
    return " ".join(words)[:_MOST_SAID]


def find_engines() -> tuple[Engine, ...]:
    """pygraphviz where it is installed, then a `dot` on PATH."""
    found = []
    if sys.executable and util.find_spec("pygraphviz"):
        command = (sys.executable, "-P", str(_PROGRAM))  # -P: nothing is imported from where the program stands
        found.append(Engine(command, "json", f"pygraphviz {metadata.version('pygraphviz')}"))
    if dot := shutil.which("dot"):
        found.append(Engine((dot, "-Tjson0"), "dot", f"dot {Path(dot).stat().st_mtime_ns}"))
    return tuple(found)
