"""Writing a report: in: an Analysis and a folder OUT; out: the artefacts in OUT, all of them or none.

Everything is rendered into a staging folder inside OUT first. Only when the last byte is there are the files moved to
their places, and what an earlier run wrote and this one did not make is removed. Files of others stay.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from archgraph.errors import OutputError
from archgraph.model.analysis import Analysis
from archgraph.registry import collect
from archgraph.report import renderers
from archgraph.report.artefact import Artefact, Edition, Picture, Renderer
from archgraph.report.holding import held, is_held
from archgraph.report.ledger import read_ledger, write_ledger

_STAGING: Final = ".archgraph-staging"
_BUFFER: Final = 1 << 20


def write(
    analysis: Analysis,
    out: Path,
    pictures: Iterable[Picture] = (),
    extra: Iterable[tuple[str, bytes]] = (),
    rules: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Render all artefacts into `out` and return their paths below it, sorted.

    `pictures` are shown in the pages; `extra` are (path below OUT, bytes) made elsewhere, such as the graphs;
    `rules` say what each rule is about.
    Raises OutputError, with OUT as it was, when OUT cannot be written or holds another program's file of the same name.
    """
    edition = Edition(analysis, tuple(pictures), rules or {})
    artefacts = (artefact for renderer in collect(renderers, Renderer) for artefact in renderer.render(edition))
    return _write(out, chain(artefacts, (Artefact(path, (data,)) for path, data in extra)))


def write_again(files: Iterable[tuple[str, bytes]], out: Path) -> tuple[str, ...]:
    """Write the files (path below OUT, content) of a report that was rendered before, as `write` does."""
    return _write(out, (Artefact(path, (data,)) for path, data in files))


def _write(out: Path, artefacts: Iterable[Artefact]) -> tuple[str, ...]:
    with _speaking_of(out), _staging(out) as staging:
        paths = sorted(_stage(artefacts, staging))
        with held(out):
            _publish(paths, staging, out)
    return tuple(paths)


def write_file(path: Path, data: bytes) -> None:
    """Write one file whole or not at all; OutputError when that cannot be done."""
    with _speaking_of(path):
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder for files of `write_file`; OutputError when that cannot be done."""
    with _speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True)


def hide_from_git(folder: Path) -> None:
    """Make `folder` with a .gitignore that ignores all of it, unless it has one already."""
    with _speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".gitignore").exists():
            write_file(folder / ".gitignore", b"*\n")


@contextmanager
def _speaking_of(out: Path) -> Iterator[None]:
    """Turn the system's refusals into a sentence about `out`."""
    try:
        yield
    except FileExistsError as error:
        raise OutputError(str(out), "is a file, or lies below one.", "Name a folder with -o.") from error
    except NotADirectoryError as error:
        raise OutputError(str(out), "lies below a file.", "Name a folder with -o.") from error
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise OutputError(
            str(out), f"cannot be written ({reason}).", "Name a folder that you may write to with -o."
        ) from error


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """A folder of our own in `out`, gone at the end; other runs may have theirs there."""
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        with held(out):
            for left in out.glob(f"{_STAGING}-*"):
                if not is_held(left):  # by a run that was killed
                    shutil.rmtree(left, ignore_errors=True)
            staging = Path(mkdtemp(prefix=f"{_STAGING}-", dir=out))
            stack.callback(shutil.rmtree, staging, ignore_errors=True)
            stack.enter_context(held(staging))
        yield staging


def _stage(artefacts: Iterable[Artefact], staging: Path) -> Iterator[str]:
    made = {staging}
    for artefact in artefacts:
        target = staging / artefact.path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        with target.open("wb", buffering=_BUFFER) as file:
            file.writelines(artefact.chunks)
        yield artefact.path


def _publish(paths: list[str], staging: Path, out: Path) -> None:
    """Move the staged files to their places. The ledger names them before the first one moves: a file of ours is never
    taken for another program's."""
    before = read_ledger(out)
    _refuse_foreign(paths, before, out)
    write_ledger(out, before | set(paths))
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for path in paths:
        os.replace(staging / path, out / path)
    _remove(before - set(paths), out)
    write_ledger(out, set(paths))


def _refuse_foreign(paths: list[str], ours: frozenset[str], out: Path) -> None:
    for folder in sorted({path.partition("/")[0] for path in paths if "/" in path}):
        if (out / folder).is_symlink():
            raise OutputError(
                str(out / folder), "is a link to another place.", "Remove it or name another folder with -o."
            )
    for path in paths:
        if path not in ours and (out / path).exists():
            raise OutputError(
                str(out / path), "exists and was not written by archgraph.", "Name another folder with -o."
            )


def _remove(stale: Iterable[str], out: Path) -> None:
    for path in sorted(stale):
        (out / path).unlink(missing_ok=True)
