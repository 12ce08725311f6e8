"""The method note: how what a report says was found, in sentences that its reader can check. It counts nothing."""

from __future__ import annotations

from procflow.conformance.shapes import Method

REPLAY = Method("每件事项逐条重放：按记录所写的程序版本核对状态、办理主体、核查条件、表决和决议，核对的程序与办理时的程序互不相同")
TIMES = Method("发生日是办理时所写的日子，记入日是数据库时钟的日子；发生日在先的列为事后补日期")
CHAINS = Method("记录首尾相接：每条记录写有前一条的哈希，重新计算后逐条比对")
CASES = Method("本期的事项：事项所属的记分期在报告期间以内的，以及没有所属期间、在报告期间以内开始的")
DUTIES = Method("应办事项只按期限和记录计算：按时、迟办、缺失、补记计入应办总数，未到期和不适用的不计")
DEADLINES = Method("期限按登记的工作日历计算，期限当日24时以前办理的为按时")
COMPLETE = Method("封存日志只能证明所列记录没有改动；一件没有登记的事，只能从应登记而没有登记看出来")
TRUTH = Method("记录是否真实不由本报告证明：内容是否属实由公示、异议和督查核验来保证")

METHOD = (CASES, REPLAY, TIMES, DUTIES, DEADLINES, CHAINS, COMPLETE, TRUTH)
CASE_METHOD = (REPLAY, TIMES, DEADLINES, CHAINS, TRUTH)
