"""Runs programs and measures them: a command in; its output, CPU seconds, wall seconds and peak memory out.

The measured process must start from a small one: on Linux a child begins with its parent's peak memory.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CHILDREN = HERE / "children"
PROJECT = HERE.parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """A finished program. CPU seconds and peak memory (MB, of the largest process) count the processes that it waited for."""

    code: int
    stdout: str
    stderr: str
    cpu: float
    wall: float
    peak: float
    timed_out: bool

    def answer(self) -> Any:
        """What a child printed, from JSON."""
        if self.code:
            raise RuntimeError(f"exit code {self.code}: {self.last_line()}")
        return json.loads(self.stdout)

    def last_line(self) -> str:
        """The last line that it wrote to stderr."""
        lines = self.stderr.strip().splitlines()
        return lines[-1][:200] if lines else ""


def run(
    command: Sequence[str | Path], limit: float = 900, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Run:
    """Run a program to its end, or for at most `limit` wall seconds; `env` adds to a plain environment."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        # A group of its own, so that its workers end with it.
        process = subprocess.Popen(
            list(map(str, command)), stdout=out, stderr=err, env=_environment(env), cwd=cwd, start_new_session=True
        )
        expired = threading.Event()
        timer = threading.Timer(limit, _kill, (process.pid, expired))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = [_text(stream) for stream in (out, err)]
    cpu = usage.ru_utime + usage.ru_stime
    return Run(process.returncode, *texts, cpu, wall, usage.ru_maxrss / _PER_MB, expired.is_set())


_PER_MB = 1e6 if sys.platform == "darwin" else 1e6 / 1024


def archgraph(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Run:
    """Run archgraph's command line."""
    return run([sys.executable, "-m", "archgraph.cli", *arguments], env=env)


def child(name: str, *arguments: str | Path, python: str | Path = sys.executable, limit: float = 900) -> Run:
    """Run one of the scripts in `children`; with archgraph importable only for our own interpreter."""
    return run([python, CHILDREN / f"{name}.py", *arguments], limit)


def _environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    """Ours without what changes archgraph's behaviour, and with the project importable."""
    _compile()
    kept = {key: value for key, value in os.environ.items() if key not in ("CI", "ARCHGRAPH_CACHE_DIR", "VIRTUAL_ENV")}
    return kept | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"} | dict(extra or {})


@cache
def _compile() -> None:
    """Make archgraph's bytecode once, as installing does it: the peers have theirs."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", PROJECT / "archgraph"], check=True)


def _kill(pid: int, expired: threading.Event) -> None:
    expired.set()
    os.killpg(pid, signal.SIGKILL)


def _text(stream: Any) -> str:
    stream.seek(0)
    return bytes(stream.read()).decode("utf-8", "replace")
