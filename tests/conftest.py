"""What all tests share: a cache of their own, so that none reads or fills the user's; laws without a stopwatch.

In CI the examples of the laws are the same in every run: a change is judged by what it did, and new examples are found where
somebody looks at them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("ARCHGRAPH_CACHE_DIR")
    os.environ["ARCHGRAPH_CACHE_DIR"] = str(folder)
    yield folder
    if before is None:
        del os.environ["ARCHGRAPH_CACHE_DIR"]
    else:
        os.environ["ARCHGRAPH_CACHE_DIR"] = before
