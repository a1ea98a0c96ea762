"""`places`: what the library knows of a municipality or a regional body, with sources and dates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.report import print_json

if TYPE_CHECKING:
    from agreement_builder.library.bodies import Bodies, Body


@click.command()
@click.argument("name", required=False)
@options.LIBRARY
@options.JSON
def command(name: str | None, library: Path | None, as_json: bool) -> None:
    """Tell what is known of the town or regional body called NAME: Bolton, "RSD 8", CRCOG.

    These facts are offered where an answers file is made; each comes with its source and date. Without NAME, all
    bodies are listed.
    """
    from agreement_builder.library.bodies import Bodies
    from agreement_builder.library.load_places import load_places

    bodies = Bodies(load_places(library))
    found = _named(bodies, name) if name is not None else bodies.all
    if as_json:
        print_json([_data(body, bodies) if name is not None else _line(body) for body in found])
    elif name is None:
        for body in found:
            click.echo(f"{body.full_name} ({body.words})")
    else:
        click.echo("\n\n".join(_page(body, bodies) for body in found))


def _named(bodies: Bodies, name: str) -> tuple[Body, ...]:
    """The bodies of that name; a usage error names those that are near."""
    exact = bodies.called(name)
    if exact:
        return exact
    near = "; ".join(body.full_name for body in bodies.meant(name))
    hint = f"Did you mean: {near}?" if near else "All of them are listed by: agreement-builder places"
    raise click.UsageError(f'The library knows no "{name}". {hint}')


def _line(body: Body) -> dict[str, object]:
    return {"name": body.full_name, "kind": str(body.kind), "state": body.place.state}


def _data(body: Body, bodies: Bodies) -> dict[str, object]:
    from agreement_builder.library.told import facts

    rows = {
        fact.name: {"value": fact.value, "sources": list(fact.sources), "confirm": fact.confirm}
        for fact in facts(body, bodies)
    }
    return {**_line(body), "facts": rows}


def _page(body: Body, bodies: Bodies) -> str:
    from agreement_builder.library.told import facts

    lines = [f"{body.full_name}: {body.words}"]
    for fact in facts(body, bodies):
        lines.append(f"  {fact.label}: {fact.words}")
        if fact.sources:
            lines.append(f"    from {'; '.join(fact.sources)}{'; please confirm' if fact.confirm else ''}")
    return "\n".join(lines)
