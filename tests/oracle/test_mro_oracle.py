"""CPython is the judge: every class of installed packages, imported for real in a process of their own."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from archgraph.config import load_settings
from archgraph.model.results.mro import MroStatus
from archgraph.pipeline.ground import understand
from archgraph.timing import Clock

CHILD = Path(__file__).with_name("live_mros.py")


STANDARD = (
    *(("asyncio", 60), ("email", 60), ("xml", 60), ("unittest", 25), ("multiprocessing", 60)),
    *(("ctypes", 30), ("importlib", 25), ("concurrent", 15), ("logging", 15), ("urllib", 40)),
)
"""Of the standard library of the Python that runs the tests, whatever its version."""


@pytest.mark.parametrize(
    ("package", "least"),
    [
        *(("click", 70), ("networkx", 100), ("hypothesis", 150), ("_pytest", 180), ("nbformat", 8), ("selenium", 100)),
        *STANDARD,
    ],
)
def test_every_mro_of_an_installed_package_is_pythons(package: str, least: int, tmp_path: Path) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    root = Path(spec.origin).parent
    settings = load_settings(root, None, {"python": sys.prefix, "cache_dir": str(tmp_path)})
    ground = understand(root, settings, Clock(), measured=False)
    last = [record for record in ground.codebase.classes.values() if record.last and record.live]
    mros = {record.class_: ground.mros[record.key] for record in last}
    asked = {"package": package, "mros": {name: [a.name for a in mro.ancestors] for name, mro in mros.items()}}
    done = subprocess.run(
        [sys.executable, str(CHILD)], input=json.dumps(asked), capture_output=True, text=True, check=True, cwd=tmp_path
    )
    found = json.loads(done.stdout)
    assert found["compared"] >= least
    assert {n: t for n, t in found["wrong"].items() if mros[n].status is MroStatus.COMPLETE} == {}
    assert len(found["wrong"]) <= 0.005 * found["compared"]
