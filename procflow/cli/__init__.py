"""The command line: one command for each thing an operator does. It acts through the two doors and holds no rule."""

from __future__ import annotations

from procflow.cli.accounts import account
from procflow.cli.auditing import audit
from procflow.cli.backing import backup, restore
from procflow.cli.calendaring import calendar
from procflow.cli.covering import coverage
from procflow.cli.exchanging import export
from procflow.cli.filing import file
from procflow.cli.frame import Program, common
from procflow.cli.installing import init, upgrade
from procflow.cli.opening import opening
from procflow.cli.persons import persons
from procflow.cli.printing import printing
from procflow.cli.reading import case, inbox, points, procedures
from procflow.cli.regimes import regime
from procflow.cli.registers import register
from procflow.cli.rehearsing import rehearse
from procflow.cli.reporting import report
from procflow.cli.rostering import roster
from procflow.cli.serving import demo, serve, worker
from procflow.cli.stepping import step
from procflow.cli.tokens import token
from procflow.cli.webhooks import webhook
from procflow.cli.winding import clock
from procflow.cli.witnessing import witness

ABOUT = "党员积分制管理：登记、申报、表决、公示、定稿，每一步有据可查"

main = Program("procflow", help=ABOUT, params=[*common(prints=False, remote=True)], no_args_is_help=True)
for each in (
    init,
    upgrade,
    serve,
    worker,
    demo,
    clock,
    calendar,
    rehearse,
    inbox,
    case,
    step,
    file,
    points,
    procedures,
    regime,
    coverage,
    register,
    report,
    printing,
    roster,
    opening,
    persons,
    token,
    webhook,
    account,
    audit,
    export,
    backup,
    restore,
    witness,
):
    main.add_command(each)
