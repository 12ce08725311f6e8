"""What is wrong with a command as it was typed, in the reader's words; click finds it, this tells it."""

from __future__ import annotations

import click

from procflow.cli.place import Place

UNKNOWN_OPTION = "没有选项 {name}"
UNKNOWN_COMMAND = "没有命令 {name}"
MAYBE = "您要的也许是 {names}"
LACKING = "缺少 {name}"
NOT_ONE_OF = "{name} 只能是：{choices}"
WRONG = "{name} 的值读不懂：{value}"
HOW = "用法见：{command} --help"


def lines(place: Place, problem: click.ClickException) -> list[str]:
    """What is wrong, and where to read how it is meant."""
    context = getattr(problem, "ctx", None)
    if isinstance(problem, click.exceptions.NoArgsIsHelpError):
        return [problem.ctx.get_help()]
    said = told(place, problem)
    return [*said, place.say(HOW, command=context.command_path if context else "procflow")]


def told(place: Place, problem: click.ClickException) -> list[str]:
    match problem:
        case click.exceptions.NoSuchOption():
            return [place.say(UNKNOWN_OPTION, name=problem.option_name), *maybe(place, problem.possibilities)]
        case click.exceptions.NoSuchCommand():
            return [place.say(UNKNOWN_COMMAND, name=problem.command_name), *maybe(place, problem.possibilities)]
        case click.MissingParameter():
            return [place.say(LACKING, name=name_of(problem))]
        case click.BadParameter() if isinstance(getattr(problem.param, "type", None), click.Choice):
            choices = "、".join(map(str, problem.param.type.choices))  # type: ignore[union-attr]  # asked in the line above
            return [place.say(NOT_ONE_OF, name=name_of(problem), choices=choices)]
        case click.BadParameter():
            return [place.say(WRONG, name=name_of(problem), value=place.say(problem.message))]
    return [place.say(problem.message)]


def maybe(place: Place, names: list[str] | None) -> list[str]:
    return [place.say(MAYBE, names="、".join(names))] if names else []


def name_of(problem: click.BadParameter) -> str:
    return problem.param.make_metavar(problem.ctx) if isinstance(problem.param, click.Argument) and problem.ctx else (
        "/".join(problem.param.opts) if problem.param else ""
    )  # fmt: skip
