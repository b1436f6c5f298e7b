"""What archgraph says to libraries by the environment is said while they are loaded, and to nobody else."""

from __future__ import annotations

import os

import pytest

from archgraph import surroundings
from archgraph.surroundings import narrow_sorting

NAME = "NPY_DISABLE_CPU_FEATURES"


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv("NPY_ENABLE_CPU_FEATURES", raising=False)
    monkeypatch.setattr(surroundings, "_is_of_amd", lambda: True)


def test_numpy_is_told_to_sort_narrowly_while_it_is_loaded() -> None:
    with narrow_sorting():
        assert os.environ[NAME] == "AVX512F X86_V4"
    assert NAME not in os.environ


def test_what_was_said_is_taken_back_when_loading_fails() -> None:
    with pytest.raises(ImportError), narrow_sorting():
        raise ImportError
    assert NAME not in os.environ


@pytest.mark.parametrize("name", [NAME, "NPY_ENABLE_CPU_FEATURES"])
def test_whoever_told_numpy_what_to_use_is_left_alone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "AVX2")
    before = dict(os.environ)
    with narrow_sorting():
        assert dict(os.environ) == before
    assert dict(os.environ) == before


def test_other_processors_sort_as_numpy_sees_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "_is_of_amd", lambda: False)
    with narrow_sorting():
        assert NAME not in os.environ
