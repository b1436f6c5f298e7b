"""Layers and forbidden imports, with import-linter as the judge: the same verdict and the same chains on the same code."""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter import configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract

from archgraph.graphs.contracts import breaches
from archgraph.model.settings import ForbiddenRule, LayersRule, Settings
from tests.builders import tree
from tests.worlds import codebase

PARTS = ("web", "logic", "mail", "data", "aside", "tools")
Chains = set[tuple[str, ...]]
NUMBERS = itertools.count()


@pytest.fixture(autouse=True)
def _configured(monkeypatch: pytest.MonkeyPatch) -> None:
    configuration.configure()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


def world(root: Path, seed: int, density: int = 9) -> tuple[str, Mapping[str, str]]:
    """A package of six parts of three modules each that import each other by chance; its name is new each time, because
    grimp finds packages by importing what stands above them."""
    name, chance = f"world{next(NUMBERS)}x{seed}", random.Random(seed)
    modules = [f"{name}.{part}.m{number}" for part in PARTS for number in range(3)]
    files = {f"{name}/__init__.py": "", **{f"{name}/{part}/__init__.py": "" for part in PARTS}}
    for module in modules:
        imported = [other for other in chance.sample(modules, density) if chance.random() < 0.12 and other != module]
        files[module.replace(".", "/") + ".py"] = "".join(f"import {other}\n" for other in ["os", *imported])
    tree(root, files)
    return name, files


def graph(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> grimp.ImportGraph:
    """The graph that import-linter checks."""
    monkeypatch.syspath_prepend(str(root))
    return grimp.build_graph(name, include_external_packages=True, cache_dir=None)


def judged(kind: type[Any], name: str, options: Mapping[str, object], of: grimp.ImportGraph) -> Mapping[str, Any]:
    """What import-linter finds."""
    session = {"root_packages": [name], "include_external_packages": "True"}
    contract = kind(name="c", session_options=session, contract_options={"name": "c", **options})
    check = contract.check(graph=of, verbose=False)
    return {"kept": check.kept, **check.metadata}


def of_layers(found: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for dependency in found["invalid_dependencies"]:
        for route in dependency["routes"]:
            links = route["chain"]
            firsts = [links[0], *route["extra_firsts"]]
            last = min(each["imported"] for each in (links[-1], *route["extra_lasts"]))
            for first in firsts:
                modules = (first["importer"], *(link["imported"] for link in links[:-1]), last)
                yield dependency["importer"], dependency["imported"], *modules


def ours(root: Path, files: Mapping[str, str], settings: Settings) -> Chains:
    return {
        (each.importer, each.imported, each.chain[0].importer, *(link.imported for link in each.chain))
        for each in breaches(codebase(root, files), settings)
        if not each.problem
    }


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "entries", [("web", "logic | mail", "data"), ("web", "logic : mail", "(none)", "data", "tools")]
)
def test_layers_are_broken_by_the_same_chains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, entries: tuple[str, ...]
) -> None:
    name, files = world(tmp_path, seed)
    found = ours(tmp_path, files, Settings(layers=(LayersRule("c", entries, containers=(name,)),)))
    options = {"layers": list(entries), "containers": [name]}
    real = judged(LayersContract, name, options, graph(tmp_path, name, monkeypatch))
    assert found == set(of_layers(real))
    assert real["kept"] is not bool(found)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("direct", [False, True])
def test_forbidden_imports_are_found_with_the_same_chains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, direct: bool
) -> None:
    name, files = world(tmp_path, seed)
    sources, targets = (f"{name}.data", f"{name}.tools.m1"), (f"{name}.web", f"{name}.logic.m0", "os")
    found = ours(tmp_path, files, Settings(forbidden=(ForbiddenRule("c", sources, targets, allow_indirect=direct),)))
    options = {
        "source_modules": list(sources),
        "forbidden_modules": list(targets),
        "allow_indirect_imports": str(direct),
    }
    real = judged(ForbiddenContract, name, options, graph(tmp_path, name, monkeypatch))
    chains = {
        (
            each["downstream_module"],
            each["upstream_module"],
            chain[0]["importer"],
            *(link["imported"] for link in chain),
        )
        for each in real["invalid_chains"]
        for chain in each["chains"]
    }
    assert found == chains
    assert found, "os is imported everywhere"


def test_ignored_imports_do_not_count_and_the_rest_is_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, files = world(tmp_path, 3)
    ignored = f"{name}.data.* -> {name}.*.m0"
    rule = LayersRule("c", ("web", "logic", "data"), containers=(name,), ignore_imports=(ignored,))
    without = LayersRule("c", rule.layers, containers=(name,))
    options = {"layers": list(rule.layers), "containers": [name], "ignore_imports": [ignored]}
    real = judged(LayersContract, name, options, graph(tmp_path, name, monkeypatch))
    assert ours(tmp_path, files, Settings(layers=(rule,))) == set(of_layers(real))
    assert ours(tmp_path, files, Settings(layers=(rule, without))) == ours(tmp_path, files, Settings(layers=(without,)))


def test_modules_in_no_layer_are_named_when_the_rule_is_exhaustive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, files = world(tmp_path, 1, density=0)
    rule = LayersRule("c", ("web", "data"), (name,), exhaustive=True, exhaustive_ignores=("tools",))
    options = {
        "layers": ["web", "data"],
        "containers": [name],
        "exhaustive": "True",
        "exhaustive_ignores": ["tools"],
    }
    real = judged(LayersContract, name, options, graph(tmp_path, name, monkeypatch))
    found = breaches(codebase(tmp_path, files), Settings(layers=(rule,)))
    assert (
        {each.importer for each in found}
        == real["undeclared_modules"]
        == {f"{name}.{p}" for p in ("logic", "mail", "aside")}
    )
