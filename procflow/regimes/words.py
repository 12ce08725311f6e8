"""What the columns of a regime's lists and the words that stand as values are called, as Chinese message ids; it reads nothing."""

from __future__ import annotations

COLUMNS = {
    "code": "代码",
    "label": "名称",
    "title": "名称",
    "component": "分项",
    "points": "分值",
    "range": "幅度",
    "per": "计分周期",
    "evidence": "证明材料份数",
    "proof": "证明材料",
    "all": "须同时符合",
    "any": "符合任一",
    "star": "星级",
    "award": "表彰",
    "may": "可以酌定",
    "opens": "引起的事项",
    "decided_by": "由谁决定",
    "choices": "可选等次",
    "grade": "等次",
    "cycle_no": "第几年度",
    "share": "比例",
    "source": "来源",
    "what": "备案事项",
    "to": "报送单位",
    "role": "职责",
    "held_by": "由谁承担",
    "is": "值",
    "by": "依据条款",
    "bind": "期限性质",
    "note": "附注",
    "cap": "最多可得",
    "outside_cap": "不占分项上限",
    "placeholder": "分值待定（示范）",
    "path": "经过",
    "at": "何时对照",
    "times": "倍数",
    "add": "每年增加",
    "most": "最高到",
    "items": "项目",
    "base_cap": "基础分总额",
    "of": "哪些人",
}

# A word that means something else in one place stands again as `path:word`.
WORDS = {
    "month": "月", "quarter": "季度", "year": "年度", "event": "次", "formal": "正式党员", "probationary": "预备党员",
    "activist": "入党积极分子", "development_target": "发展对象", "in_service": "在职党员", "application": "个人申请",
    "automatic": "自动纳入", "not_rated": "不评定", "enrolled": "入册党员", "cycle_start_or_event": "年初或加入之日",
    "rate": "按可得比例折算", "participating": "参加的季度", "all": "全部季度", "accumulate": "逐项累计",
    "grant_and_deduct": "先给满分再扣", "grant_and_adjust": "先给基数再增减", "sum_periods": "各季度相加",
    "mean_periods_plus_appraisal": "季度平均加评议分", "half_up": "按四舍五入", "return": "退回", "edit": "修改",
    "zero_score": "年度得分记零", "force_unqualified": "直接定为最低等次", "bar_rating": "不评星级", "member": "党员",
    "item": "项目", "masses": "群众", "bands": "按分数段", "tests": "按条件", "upper": "上一档", "lower": "下一档",
    "total_members": "党员总数", "rated": "参加评定的党员", "floor": "舍去尾数", "ceil": "有尾数即进一",
    "cascade": "顺延至下一等次", "none": "不设", "superior_receipt": "须上级回执", "over_quota_review": "由支委会逐人决定", "soft": "写明理由即可超出",
    "eligible": "可以评星级", "not_eligible": "不评星级等次", "all_in": "同分者全部评上", "all_out": "同分者都不评上", "as_is": "不顺延",
    "next_working_day": "顺延至下一工作日", "last_filed": "沿用最近备案的比例",
    "higher_bonus": "奖励分高者先", "lower_deduction": "扣分少者先", "higher_base": "基础分高者先",
    "higher_appraisal": "评议分高者先", "member_meeting_vote": "党员大会表决", "retired": "退休党员", "anybody": "任何党员",
    "before_office": "先公示，再报党建办", "after_office": "先报党建办、由党员核实，再公示",
    "days": "活动后规定的天数", "applicant": "本人申请、支部同意", "branch": "支部根据需要决定",
    "next_activity": "下次参加活动", "period_end": "季度末", "deed": "事发日期", "filing": "申报日期", "refuse": "逾期不受理",
    "next_period": "计入下一季度", "superior_feedback": "上级反馈", "routine": "平时掌握", "keep": "不作改动",
    "late": "按逾期异议受理", "line": "仅有关的行", "ge_half": "半数以上", "gt_half": "超过半数",
    "gt_half_due": "赞成超过应到会半数", "points": "积分议题", "membership": "党员身份议题", "runoff": "并列表决",
    "appraisal": "民主评议", "election": "推选", "term_ending": "预备期满", "discipline": "违纪", "rating": "评定结果",
    "rating_open": "评定未终定", "veto": "一票否决", "adverse_case": "有处置事项", "omission": "漏记情况", "misrecord": "错记",
    "selective": "选择性记录", "procedure": "程序不合规", "base": "基础分", "bonus": "奖励分", "deduction": "扣分",
    "task": "任务分", "score": "得分", "deduction_sum": "年度扣分", "H": "硬期限", "S": "软期限", "yes": "是", "no": "否",
    "lot": "抽签", "township_pool": "全乡镇党员总数", "formula": "按公式逐年提升", "mean": "取计入各季度的平均", "sum": "取计入各季度之和",
    "half_year": "半年", "mean_months": "各月平均", "period": "每次结账", "regularize": "按期转正", "extend": "延长",
    "cancel": "取消资格", "drop": "不再列为积极分子", "daily_record": "日常记录", "self_report": "个人自评申报", "organisation": "组织审定",
    "deductions.meeting_may:lower": "调低", "quota.excess:none": "不再顺延", "midyear.base:none": "不折算",
    "quota.choice:score": "按得分高低", "committee": "支委会选定", "vote": "党员大会表决选定",
    "objection.hold:all": "全部的行", "quota.override:none": "不得超出", "scope.unenrolled:enrolled": "视为入册",
    "filing:quarter": "季度积分", "filing:annual": "年度评定", "filing:rules": "评定细则", "filing:exemption": "免予纳入",
    "filing:objection": "异议处理结果", "filing:disposal": "组织处置", "appraisal.weights:members": "党员评议",
    "scope.from:event": "加入之日", "appraisal.weights:masses": "群众评议", "appraisal.weights:pledge": "承诺践诺",
}  # fmt: skip


def word(path: str, said: str) -> str:
    """The Chinese of a word that stands at a path; one that is not known stays as it is."""
    return WORDS.get(f"{path}:{said}") or WORDS.get(said, said)


def column(name: str) -> str:
    return COLUMNS.get(name, name)
