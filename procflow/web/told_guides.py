"""What the page of each role says: tasks in the order in which they come up, each with the page where it is done. Message ids, nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A task in one to three sentences; `endpoint` is the page where it begins, "" for none."""

    title: str
    lines: tuple[str, ...]
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A role's page: `key` stands in the address."""

    key: str
    title: str
    about: str
    tasks: tuple[Task, ...]


INBOX = Task("每天先看待办", ("逾期和今天到期的排在最前；点“办理最急的一件”，办完接着办下一件。",), "inbox.index")
CHECKED = Task(
    "核对以后才生效",
    (
        "每一步都先看核对页：积分怎么变、交给谁、最迟哪天；确认以后才记入。",
        "办错了，下一个人办理前可以撤回；记入台账以后只能冲正，两条都看得到。",
    ),
)
CALENDAR = Task("看期限", ("日历上有每一个期限和依据；可以订阅到手机日历。",), "calendar.index")

GUIDES = (
    Guide("member", "党员", "看自己的积分，申报加分，有意见就提", (
        Task("看积分", ("点任何一个数，看到它是哪件事来的、谁定的、依据哪一条。",), "points.mine"),
        Task("申报奖励加分", ("选“加分申报”，写清做了什么、哪一天、申请几分，附照片或证书。", "每季有申报截止日，过了就算到下一季。"), "start.index"),
        Task("季末核实", ("公示以后，在“积分”里按“核对无误”，或者写明哪一条有异议。",), "points.mine"),
        Task("提出异议", ("从积分记录里选那一条，写明理由；谁提的，只有承办的人和审计知道。",), "objections.index"),
        Task("不会用电脑", ("把签了字的纸质材料交给记录员，由记录员代为录入，办到哪一步一样看得到。",)),
    )),
    Guide("group_leader", "党小组长", "审核本组党员的申报，证明补记", (
        INBOX,
        Task("审核加分申报", ("看证明材料，选“审核同意”或“退回补充”；退回只要写理由。", "自己的申报由支委会的其他委员审核。"), "inbox.index"),
        Task("证明补记", ("漏记的活动，由您证明确实参加过；发生日和记录日都会写明。",), "inbox.index"),
        CHECKED,
    )),
    Guide("points_admin", "积分管理员", "登记、入账、结账、公示", (
        INBOX,
        Task("每月登记", ("从“发起”开始“基础分登记”：每人每项一格，可以从 Excel 粘贴。", "次月登记截止日以前核实、记入台账。"), "start.index"),
        Task("季度结账", ("汇总前列出还没有办完的申报和异议；汇总、书记同意、公示、核实、定稿，一步一步来。",), "inbox.index"),
        Task("打印公示表", ("在“公示”里打印 A4 或 A3，张贴以后登记时间、地点；二维码可以核对真伪。",), "publicity.index"),
        Task("更正", ("定稿以前由异议、督查的结论更正；定稿以后启动更正，表上写明改了什么。",), "objections.index"),
        CALENDAR,
    )),
    Guide("secretary", "支部书记", "审核、主持会议、定结论", (
        INBOX,
        Task("审核和同意", ("每件事只有一个要做的决定；还要等的，写明差什么、由谁补。", "自己申报的事由副书记或其他委员办。"), "inbox.index"),
        Task("开党员大会", ("建会议，把等待表决的事列入议程；到会人数够了才表决，通过按应到会人数算。",), "meetings.index"),
        Task("处理异议", ("决定受理，指定没有参与过的人承办，把结论告诉双方。",), "objections.index"),
        Task("年度评定", ("看名额怎么算、并列、空档；每一处都要有人决定，系统不替您决定。",), "publicity.index"),
        Task("有人不在岗", ("登记代办人：从哪天到哪天、代办哪些事；代办的每一步都写明代谁。",), "deputies.index"),
        CHECKED,
    )),
    Guide("official", "经办人员（记录员、组织委员、党建办等）", "经办支部和上级的日常事项", (
        INBOX,
        Task("找一件事", ("在“待办”的查找框里写姓名、编号或程序；筛选的结果从事项返回时保留。",), "inbox.index"),
        Task("代党员录入", ("在事项页选“代…录入”，附本人签字的纸质材料。",), "start.index"),
        Task("登记决议和会议", ("集体决定的事先登记决议或会议，再选它办理。",), "resolutions.index"),
        Task("查规定", ("每一处条款都可以点开，看到当时有效的那一版。",), "rulings.index"),
        CALENDAR,
    )),
    Guide("auditor", "审计和督查人员", "查阅每一件事、每一分，核验记录", (
        Task("查一件事", ("按编号、姓名、程序查找；“全部留痕”里有每一步的人、时间、依据、附件。",), "audit.index"),
        Task("查一分", ("从积分、公示、评定的任何一个数点进去，两步以内看到决定和条款。",), "publicity.index"),
        Task("看登记簿", ("各种登记簿可以按年查看、打印、导出；每次导出都有记录。",), "registers.index"),
        Task("核验完整", ("“记录是否完整”逐条核对：少一条、改一个字都会指出从哪一条起。",), "audit.index"),
        Task("看了什么也有记录", ("查看保密的姓名、导出资料，都会留下记录。",)),
    )),
)  # fmt: skip
