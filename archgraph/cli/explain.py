"""`archgraph explain`: what a rule looks for, why, and what it does and does not report."""

from __future__ import annotations

import click


@click.command("explain", short_help="What a rule looks for, why, and how to mend it.")
@click.argument("rule", required=False)
def command(rule: str | None) -> int:
    """Print what RULE looks for, why, and examples; without RULE the list of all rules.

    \b
    Example:
        archgraph explain phantom-import
    """
    from archgraph.analyses.audits.pages import explain, overview

    click.echo(explain(rule) if rule else overview())
    return 0
