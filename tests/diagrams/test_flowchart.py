"""The mermaid text of a procedure: every state and way, and nothing that mermaid would read otherwise."""

from procflow.diagrams import mermaid
from procflow.diagrams.flowchart import ident, plain
from tests.diagrams.examples import bonus_claim, unqualified_handling


def test_every_state_and_way_has_its_line():
    lines = [line.strip() for line in mermaid(bonus_claim()).splitlines()]
    assert lines[0] == "stateDiagram-v2"
    assert 'state "草拟" as draft' in lines
    assert 'state "◆ 已记分" as posted' in lines
    assert "[*] --> draft: 新建" in lines
    assert "verifying --> returned: 退回补正" in lines
    assert "withdrawn --> [*]" in lines
    assert "posted --> [*]" not in lines


def test_rows_between_the_same_two_states_are_one_line():
    assert "    pending_vote --> returned: 表决未过 / 议题撤回\n" in mermaid(unqualified_handling())


def test_names_and_words_that_mermaid_would_read_are_changed():
    assert [ident(name) for name in ("end", "Note", "a-b", "open")] == ["end_", "Note_", "a_b", "open"]
    assert plain('a: "b"; #1 <i>') == "a： ”b”； ＃1 ‹i›"
