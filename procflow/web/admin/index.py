"""What there is to administer, and for whom: one table, which the pages themselves are held to. It files nothing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from procflow.engine.erasing import APPROVERS
from procflow.filing import ADMIN, KINDS
from procflow.web.auth import current
from procflow.web.shell import LIMITED


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the administration: the page it begins with, what is done there, and the roles that have it."""

    title: str
    about: str
    endpoint: str
    roles: tuple[str, ...]

    @property
    def part(self) -> str:
        return self.endpoint.partition(".")[0]


# In the order of the page; every blueprint `admin_*` has its line here, without one it is nobody's. What is not registered is left out.
TOPICS = (
    Topic("组织", "单位的上下级，设立、改名、调整隶属、撤销", "admin_org.index", ADMIN),
    Topic("人员", "党员和其他人员的组织关系，转入转出、预备期", "admin_people.index", KINDS["membership"].by),
    Topic("名册导入导出", "用 Excel 成批登记党员，核对后一次写入；导出现有名册", "admin_roster.index", KINDS["membership"].by),
    Topic("期初积分", "年中启用的，把原登记册上今年的积分带着扫描件读进来", "admin_points.index", ("points_admin",)),
    Topic("职务和机构", "谁从哪天到哪天担任什么职务，各机构的成员和记录人", "admin_roles.index", KINDS["body"].by),
    Topic("代办", "有人不在岗时由谁代办，代办哪些事、从哪天到哪天", "admin_deputies.index", KINDS["deputy"].by),
    Topic("上级批复和回执", "上级对备案、请示的书面答复：编号、日期、涉及的人", "admin_receipts.index", KINDS["receipt"].by),
    Topic("公示联系人", "公示表上写谁的名字、电话和地点", "admin_contact.index", KINDS["contact"].by),
    Topic("账号", "谁可以登录：建账号、重设密码、解锁、停用", "admin_accounts.index", ADMIN),
    Topic("设置本系统", "新装以后要办的几步，做到哪里了", "setup.index", ADMIN),
    Topic("工作日历", "每年的放假和调休，通知公布后读进来；期限随之重算", "admin_calendar.index", ADMIN),
    Topic("后台工作", "系统自己在办的：在等的、没有办成的、为什么", "admin_jobs.index", ("sysadmin",)),
    Topic("删除个人信息", "已经离开的人的姓名和文字：一人申请，上级党组织批准", "admin_erasure.index", (*ADMIN, *sorted(APPROVERS))),
)  # fmt: skip

pages = Blueprint("admin", __name__)


@pages.before_app_request
def guard() -> None:
    """A page of the administration is shown to the roles of its line alone; what may be filed is the write door's to say."""
    part = request.blueprint or ""
    if part.startswith("admin_") and not any(each.part == part for each in mine()):
        abort(403)


@pages.get("/admin")
def index() -> ResponseReturnValue:
    if not current().roles & LIMITED:
        abort(403)
    return render_template("admin/index.html", topics=mine())


def mine() -> list[Topic]:
    """The topics of whoever reads, in the unit worked in."""
    return [each for each in TOPICS if each.endpoint in current_app.view_functions and current().roles & set(each.roles)]
