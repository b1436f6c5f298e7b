"""Writing a report: in: an Analysis and a folder OUT; out: the artefacts in OUT, all of them or none.

Everything is rendered into a staging folder inside OUT first. Only when the last byte is there are the files moved to
their places, and what an earlier run wrote and this one did not make is removed. Files of others stay.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from archgraph.blake import blake2b
from archgraph.errors import OutputError
from archgraph.model.analysis import Analysis
from archgraph.registry import collect
from archgraph.report import renderers
from archgraph.report.artefact import Artefact, Edition, Picture, Renderer
from archgraph.report.holding import held, is_held
from archgraph.report.ledger import read_ledger, write_ledger

_STAGING: Final = ".archgraph-staging"
_OF: Final = "project-"
"""Before the digest of a project, in the name of the folder that keeps OUT for it."""
_BUFFER: Final = 1 << 20


Hear = Callable[[str, bytes], None]
"""Is told each piece of a file as it is written: its path below OUT, and its bytes."""


def write(
    analysis: Analysis,
    out: Path,
    pictures: Sequence[Picture] = (),
    extra: Iterable[tuple[str, bytes]] = (),
    rules: Mapping[str, str] | None = None,
    hear: Hear | None = None,
) -> tuple[str, ...]:
    """Render all artefacts into `out` and tell where they are: paths below it, sorted.

    `pictures` are shown in the pages, and not looked at before what shows none is written; `extra` are (path below OUT, bytes)
    made elsewhere, such as the graphs; `rules` say what each rule is about.
    Raises OutputError, with OUT as it was, when OUT cannot be written or holds another program's file of the same name.
    """
    edition = Edition(analysis, pictures, rules or {})
    ordered = sorted(collect(renderers, Renderer), key=lambda renderer: renderer.shows_pictures)
    artefacts = (artefact for renderer in ordered for artefact in renderer.render(edition))
    return _write(out, chain(artefacts, (Artefact(path, (data,)) for path, data in extra)), hear)


def write_again(files: Iterable[tuple[str, bytes]], out: Path) -> tuple[str, ...]:
    """Write the files (path below OUT, content) of a report that was rendered before, as `write` does."""
    return _write(out, (Artefact(path, (data,)) for path, data in files))


def _write(out: Path, artefacts: Iterable[Artefact], hear: Hear | None = None) -> tuple[str, ...]:
    with _speaking_of(out), _staging(out) as staging:
        paths = sorted(_stage(artefacts, staging, hear or (lambda path, piece: None)))
        with held(out):
            _publish(paths, staging, out)
        return tuple(paths)


@contextmanager
def reserved(out: Path, project: str) -> Iterator[None]:
    """Keep OUT for runs over one project, from their beginning to their end. Raises OutputError while a run over another one
    has it. An OUT that was made for nothing is gone afterwards."""
    made = [folder for folder in (out, *out.parents) if not os.path.lexists(folder)]
    digest = blake2b(os.fsencode(project), digest_size=8).hexdigest()
    try:
        with ExitStack() as stack:
            with _speaking_of(out):
                stack.enter_context(_staging(out, f"{_STAGING}-{_OF}{digest}-"))
            yield
    finally:
        for folder in made:
            with suppress(OSError):  # what has files in it stays
                folder.rmdir()


def write_file(path: Path, data: bytes) -> None:
    """Write one file whole or not at all; OutputError when that cannot be done."""
    with _speaking_of(path):
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files that belong together into `folder`, each whole; who does the same comes before or after."""
    with _speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with held(folder):
            for name, data in files:
                write_file(folder / name, data)


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
def _staging(out: Path, name: str = f"{_STAGING}-") -> Iterator[Path]:
    """A folder of our own in `out` whose name begins so, gone at the end; other runs may have theirs there, but of those that
    keep OUT for a project only such of the same one."""
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        with held(out):
            for left in out.glob(f"{_STAGING}-*"):
                if not is_held(left):  # by a run that was killed
                    shutil.rmtree(left, ignore_errors=True)
                elif _OF in name and _OF in left.name and not left.name.startswith(name):
                    problem = "is being written by a run over another PATH."
                    raise OutputError(str(out), problem, "Wait until it is over, or name another folder with -o.")
            staging = Path(mkdtemp(prefix=name, dir=out))
            stack.callback(shutil.rmtree, staging, ignore_errors=True)
            stack.enter_context(held(staging))
        yield staging


def _stage(artefacts: Iterable[Artefact], staging: Path, hear: Hear) -> Iterator[str]:
    made: set[str] = set()
    for artefact in artefacts:
        target = os.path.join(staging, artefact.path)  # a Path takes longer to make than some files to write
        folder = os.path.dirname(target)
        if folder not in made:
            os.makedirs(folder, exist_ok=True)
            made.add(folder)
        with open(target, "wb", buffering=_BUFFER) as file:
            for piece in chain(artefact.chunks, (b"",)):  # an empty file is heard of, too
                file.write(piece)
                hear(artefact.path, piece)
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
