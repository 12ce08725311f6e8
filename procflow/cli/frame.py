"""The frame of every command: the options all of them have, help in the reader's words, an answer in words for whatever goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

import click

from procflow.cli import exits, told
from procflow.cli.place import ONLY_HERE, Place
from procflow.wording import LANGUAGES

USAGE, OPTIONS, COMMANDS, CODES = "用法：", "选项", "命令", "退出码"
HELP = "显示这段说明"
pass_place = click.make_pass_decorator(Place)


def place_of(context: click.Context) -> Place:
    return context.find_object(Place) or Place({}, "zh")


def setting(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value:
            setattr(place_of(context), name, value)

    return keep


def common(*, prints: bool, remote: bool = False) -> list[click.Parameter]:
    """--lang, --home and --database; --json where a command prints data; --server is told where it can be obeyed."""
    more: dict[str, Any] = {"expose_value": False, "is_eager": True}
    found = [click.Option(["--json"], is_flag=True, callback=setting("as_json"), help="用 JSON 输出", **more)] if prints else []
    return [
        *found,
        click.Option(["--lang"], type=click.Choice(LANGUAGES), callback=setting("lang"), help="输出的语言", **more),
        click.Option(["--home"], metavar="FOLDER", callback=setting("home"), help="数据文件夹（默认 PROCFLOW_HOME）", **more),
        click.Option(["--database"], metavar="URL", callback=setting("database"), help="数据库地址（默认 PROCFLOW_DATABASE_URL）", **more),
        click.Option(["--server"], metavar="URL", callback=setting("server"), hidden=not remote,
                     help="经这个服务器办理（默认 PROCFLOW_SERVER）；令牌放在 PROCFLOW_TOKEN，它说明您是谁", **more),
        click.Option(["--token-file"], metavar="FILE", callback=setting("token_file"), hidden=not remote,
                     help="从这个文件读令牌，文件只许本人读写", **more),
    ]  # fmt: skip


class Spoken(click.Command):
    """A command whose help and errors are message ids, said in the reader's language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=place_of(ctx).say(USAGE) + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(place_of(ctx).say(self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        place = place_of(ctx)
        records = [(param, param.get_help_record(ctx)) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [
            (record[0], place.say(HELP if "--help" in param.opts else getattr(param, "help", "") or ""))
            for param, record in records
            if record
        ]
        with formatter.section(place.say(OPTIONS)):
            formatter.write_dl(rows)


class Prompted(click.Option):
    """An option that is asked for on a terminal; a script that leaves it out is told so instead of waiting."""

    def prompt_for_value(self, ctx: click.Context) -> Any:
        if not sys.stdin.isatty():
            raise click.MissingParameter(ctx=ctx, param=self)
        place, asked = place_of(ctx), copy(self)
        asked.prompt = place.say(self.prompt or "")
        asked.confirmation_prompt = place.say(str(self.confirmation_prompt)) if self.confirmation_prompt else False
        return super(Prompted, asked).prompt_for_value(ctx)


class Command(Spoken):
    """One command. Its function returns nothing, or the exit code; one that is `remote` works against a server too."""

    def __init__(self, *args: Any, prints: bool = True, remote: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remote = remote
        self.params += common(prints=prints, remote=remote)

    def invoke(self, ctx: click.Context) -> Any:
        if place_of(ctx).server and not self.remote:
            raise click.UsageError(ONLY_HERE, ctx)
        return super().invoke(ctx)


class Group(Spoken, click.Group):
    """Commands under one word."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, place_of(ctx).say(command.help or "")) for name, command in self.commands.items()]
        with formatter.section(place_of(ctx).say(COMMANDS)):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


Group.group_class = Group


class Program(Group):
    """The whole program: it ends with an exit code and a sentence, never with a traceback."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> Any:
        words = list(sys.argv[1:] if args is None else args)
        place = Place.of(words, os.environ)
        try:
            code = super().main(words, "procflow", standalone_mode=False, obj=place)
        except Exception as problem:  # noqa: BLE001 - the last fence before the terminal
            code = told.tell(place, problem)
        except KeyboardInterrupt:
            code = told.tell(place, click.Abort())
        sys.exit(code if isinstance(code, int) else exits.DONE)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        place = place_of(ctx)
        with formatter.section(place.say(CODES)):
            formatter.write_dl([(str(number), place.say(meaning)) for number, meaning in exits.MEANINGS.items()])
