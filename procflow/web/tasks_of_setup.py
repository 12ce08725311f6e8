"""The task list of the setting up: each step with where it stands, drawn from what is filed. It files nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procflow.queries.setting_up import Progress

DONE, PART, OPEN, WAIT, SPARE = "done", "part", "open", "wait", "spare"
STATES = {
    DONE: ("已完成", "ok"),
    PART: ("已开始，未完", "warn"),
    OPEN: ("现在可办", "now"),
    WAIT: ("还没轮到", ""),
    SPARE: ("可以以后再办", ""),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A step: its title, what is done there, where it stands and why, the page where it is done ("" for none)."""

    name: str
    title: str
    about: str
    state: str
    told: str = ""
    n: int = 0
    endpoint: str = ""


def tasks(seen: Progress | None, today: date, tried: str) -> list[Task]:
    """All of them, in order. `seen` is None until there is an administrator: then only the first can be done."""
    if seen is None:
        empty = Progress(0, 0, 0, 0, 0, 0, 0, ())
        return [Task(one.name, one.title, one.about, OPEN if one.name == "admin" else WAIT) for one in tasks(empty, today, "")]
    return [
        Task("admin", "管理员", "第一个单位，和管理本系统的人", DONE),
        Task("units", "单位树", "上级党委、各支部和部门，一级一级建起来", tree(seen), "已有 {n} 个单位", seen.units, "admin_org.index"),
        Task("regime", "细则", "按哪一套积分细则办：选一套，以后可以修订", DONE if seen.regimes else OPEN, "", 0, "setup.regime"),
        Task("roster", "名册", "登记各支部的党员，可以从 Excel 导入", DONE if seen.members else OPEN if seen.branches else WAIT, "已有 {n} 名成员",
             seen.members, "admin_roster.index"),
        Task("roles", "角色与代办", "每个支部至少有书记和积分管理员；给他们建账号", roles(seen), "已配齐 {n} 个支部", seen.led, "admin_roles.index"),
        Task("accounts", "登录账号", "给要登录的人建账号，起始密码当面交给本人", DONE if seen.accounts > 1 else OPEN if seen.members else WAIT, "已有 {n} 个账号",
             seen.accounts, "admin_accounts.index"),
        Task("calendar", "年度日历与节假日", "期限按工作日算，每年要登记放假和调休", calendar(seen, today.year), *years(seen), "admin_calendar.index"),
        Task("contact", "公示联系人", "公示表上写谁的名字和电话，有异议找谁", contacts(seen), "已写明 {n} 个支部", seen.contacts, "admin_contact.index"),
        Task("opening", "期初积分", "年中启用的：今年已得的积分，由各支部的积分管理员在“管理 → 期初积分”里带着原登记册读进来", SPARE),
        Task("trial", "试办一件", "用假设的人和事，从申报到记分走一遍，看看系统是否都好", DONE if tried else OPEN, "", 0, "setup.trial"),
    ]  # fmt: skip


def tree(seen: Progress) -> str:
    """A committee without any branch is a beginning; a single branch by itself may be all there is."""
    return DONE if seen.branches else PART


def roles(seen: Progress) -> str:
    if not seen.members:
        return WAIT
    return DONE if seen.led == seen.branches else PART if seen.led else OPEN


def calendar(seen: Progress, year: int) -> str:
    """An estimate does until the notice is out."""
    return OPEN if year not in seen.years else SPARE if year in seen.guessed else DONE


def years(seen: Progress) -> tuple[str, int]:
    if seen.guessed:
        return "{n} 年按法定节假日估计，通知公布后请导入", seen.guessed[0]
    return "已登记到 {n} 年", max(seen.years, default=0)


def contacts(seen: Progress) -> str:
    if not seen.branches:
        return WAIT
    return DONE if seen.contacts == seen.branches else PART if seen.contacts else SPARE
