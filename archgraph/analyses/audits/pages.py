"""Rules explained: in: a rule's name; out: its page in Markdown, made of the rule itself and its examples."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from archgraph.analyses.audits.audit import all_rules
from archgraph.analyses.audits.rule import Example, Rule
from archgraph.errors import InputError


def explain(name: str) -> str:
    """The page of a rule; an InputError that names the near one when there is no such rule."""
    found = {rule.name: rule for rule in all_rules()}
    if name not in found:
        near = get_close_matches(name, found, 1, 0.4)
        remedy = f"Did you mean {near[0]}?" if near else "`archgraph explain` lists all rules."
        raise InputError(name, "there is no rule of this name.", remedy)
    return "\n".join(_page(found[name])) + "\n"


def overview() -> str:
    """All rules with their severity, one a line."""
    rules = all_rules()
    width = max(len(rule.name) for rule in rules)
    return "\n".join(f"{rule.name:{width}}  {rule.severity.value:7}  {rule.summary}" for rule in rules)


def _page(rule: Rule) -> Iterator[str]:
    yield from (
        f"# {rule.name} ({rule.severity.value})",
        "",
        rule.summary,
        "",
        "## Why",
        "",
        rule.why,
        "",
        "## Fix",
        "",
    )
    yield rule.fix
    if rule.limits:
        yield from ("", "## Not seen", "", rule.limits)
    for heading, is_reported in (("Reported", True), ("Not reported", False)):
        examples = [example for example in rule.examples if bool(example.reports) is is_reported]
        if examples:
            yield from ("", f"## {heading}")
            for example in examples:
                yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    yield from ("", f"{example.title}:")
    for path, text in example.files.items():
        lines = sorted(line for reported, line in example.reports if reported == path)
        where = f" (reported: line {', '.join(map(str, lines))})" if lines else ""
        if text:
            yield from ("", f"`{path}`{where}", "", "```python", text.rstrip("\n"), "```")
        elif where:
            yield from ("", f"`{path}`{where}")
