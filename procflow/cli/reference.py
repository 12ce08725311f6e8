"""The page docs/cli.md, written from the commands themselves: `python -m procflow.cli.reference > docs/cli.md`. It runs no command."""

from __future__ import annotations

from collections.abc import Iterator

import click

from procflow.cli import exits
from procflow.cli.frame import HELP
from procflow.cli.place import Place
from procflow.wording import say

INTRODUCTION = """\
# Commands

This page is written from the commands themselves: `python -m procflow.cli.reference > docs/cli.md`.

Every command speaks Chinese or English: `--lang`, else `PROCFLOW_LANG`, else the system's language, else Chinese. With `--json` it answers
in JSON on standard output, errors too (`error`, `exit_code`, `message`, and `refusals` or `fields`); without it, errors go to standard error.
Bars of long work are shown on a terminal only.

The installation is found by `--database` and `--home`, else by `PROCFLOW_DATABASE_URL` and `PROCFLOW_HOME`, else in the folder
`procflow-data` here; where there is none but `procflow-demo` is, the demo is meant.

With `--as` whoever runs the command acts as that person, with no other rights than theirs: the same guards, refusals and records as on the
pages. Who may run commands on the machine is therefore decided by whoever runs the machine.

With `--server URL` (or `PROCFLOW_SERVER`) `inbox`, `case`, `step`, `points`, `procedures` and `audit trace` read and act at a server elsewhere,
and say the same as they would there. The token says who acts; it stands in `PROCFLOW_TOKEN` or in the file of `--token-file`, which only its
owner may read, never on the command line. `--as` is then not needed, and refused if it names somebody else. Every other command says that it
runs on the machine of the database alone. See [api.md](api.md).
"""


def markdown(program: click.Group) -> str:
    """The whole page, in English."""
    context = click.Context(program, info_name="procflow", obj=Place({}, "en"))
    return "\n".join([INTRODUCTION, *codes(), *(line for command in program.commands.values() for line in chapter(command, context))])


def codes() -> Iterator[str]:
    yield from ("## Exit codes", "", "| code | meaning |", "|---:|---|")
    yield from (f"| {number} | {say(meaning, 'en')} |" for number, meaning in exits.MEANINGS.items())
    yield ""


def chapter(command: click.Command, above: click.Context) -> Iterator[str]:
    """A command with its options; a group is its commands."""
    context = click.Context(command, parent=above, info_name=command.name)
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from chapter(each, context)
        return
    yield from (f"## {context.command_path}", "", f"{say(command.help or '', 'en')}.", "")
    bar = "\\|"  # a plain one would end the cell
    yield from ("```", f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}", "```", "", "| option | |", "|---|---|")
    for param in command.get_params(context):
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record:
            text = HELP if "--help" in param.opts else getattr(param, "help", "")
            yield f"| `{record[0].replace('|', bar)}` | {say(text, 'en')} |"
    yield ""


if __name__ == "__main__":
    from procflow.cli import main

    click.echo(markdown(main), nl=False)
