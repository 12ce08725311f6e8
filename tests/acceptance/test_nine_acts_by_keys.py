"""T07: the nine acts of everyday work done by keys alone, the focus seen and unobscured at every step, the first row of the inbox near."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.acceptance.keyboard import Keyboard
from tests.machines.posted import Posted
from tests.web import conftest as web

lived = web.lived
NEAR = 12
FIRST_ROW = "main table a, main table input[type=checkbox]"


@pytest.fixture
def database_kind() -> str:
    """What a browser shows is the same on both."""
    return "sqlite"


@pytest.fixture
def keys(lived: Any, page: Page) -> Iterator[Keyboard]:
    server = make_server("127.0.0.1", 0, lived.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    page.set_viewport_size({"width": 1366, "height": 740})
    yield Keyboard(page, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


@pytest.fixture
def claims(lived: Any) -> list[str]:
    lived.world.file("body", "points_group", members=["Y04", "Y05", "Y06"], keepers=["Y04", "Y05"])
    lived.world.file("resolution", "JY-1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
    return [lived.world.claim(each) for each in ("M01", "M02", "Y06", "Y01", "Y02", "Y03")]


def signed_in(keys: Keyboard, person: str) -> None:
    keys.page.context.clear_cookies()
    keys.open("/login")
    keys.enter(f'button[value="{person}"]')


def chosen(keys: Keyboard, no: str, step: str, **fields: str) -> str:
    """One of the ways that the page of the case offers."""
    keys.open(f"/cases/{no}")
    keys.tick(f'input[name=step][value="{step}"]')
    keys.enter("#decide form .govuk-button")
    return keys.confirm(**fields)


def beside(keys: Keyboard, no: str, step: str, **fields: str) -> str:
    """One of the acts beside the decision."""
    keys.open(f"/cases/{no}")
    keys.enter(f'#decide a[href$="/do/{step}"], #decide form[action$="/do/{step}/check"] button')
    return keys.confirm(**fields)


def test_eight_acts_from_the_inbox_on(lived: Any, claims: list[str], keys: Keyboard, figure: Callable[..., None]) -> None:
    agreed, returned, refused, handed, asked, both = claims
    signed_in(keys, "Y04")
    keys.open("/inbox")
    keys.press("Tab")  # past the way to the whole page, to that to its rows
    keys.press("Tab")
    keys.press("Enter")
    keys.to(FIRST_ROW)
    first = keys.pressed
    said = {
        "同意": chosen(keys, agreed, "verify_to_vote", resolution="JY-1", opinion="情况属实"),
        "退回": chosen(keys, returned, "return", reason="照片看不清楚"),
        "不同意": chosen(keys, refused, "reject", reason="与记录不符"),
        "加签": beside(keys, asked, "consult", to="Y06", question="那天在场吗"),
        "转办": beside(keys, handed, "hand_over", to="Y05"),
    }
    keys.open("/inbox")
    for no in (asked, both):
        keys.tick(f'input[name=case][value="{no}"]')
    keys.enter("button[formaction$='/inbox/several'], form[action$='/inbox/several'] button")
    said["批量"] = together(keys)
    signed_in(keys, "M02")
    said["撤回"] = chosen(keys, returned, "withdraw")
    signed_in(keys, "Y01")
    said["催办"] = beside(keys, handed, "nudge")
    figure("T07", len(said), sum("已办" not in each and "办" not in each for each in said.values()))
    figure("T07", keys.looked, len(keys.wrong))
    figure("T07", 1, first > NEAR)
    states = {no: lived.world.case(no).state for no in claims}
    assert keys.wrong == []
    assert first <= NEAR
    assert [states[no] for no in (agreed, returned, refused, asked, both)] == [
        "pending_vote",
        "withdrawn",
        "rejected",
        "pending_vote",
        "pending_vote",
    ]
    assert all("已办" in each for name, each in said.items() if name != "批量"), said


def together(keys: Keyboard) -> str:
    """The same step for those that were ticked."""
    keys.fill("resolution", "JY-1")
    keys.fill("opinion", "情况属实")
    keys.enter("main form button[formaction$='/verify_to_vote/check'], main form[action$='/verify_to_vote/check'] .govuk-button")
    keys.enter("main form[action$='/verify_to_vote'] .govuk-button")
    return keys.page.inner_text("main")


def test_a_posted_line_is_reversed_by_keys(lived: Any, keys: Keyboard, figure: Callable[..., None]) -> None:
    played, world = Posted(lived.world), lived.world
    world.at("2024-04-06")
    no = played.overstated()
    world.step(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    world.step(played.closing, "issue", "Y01", {"number": "〔2024〕1号"})
    played.told(no, "upheld", "-4", kind="late")
    world.at("2024-04-10")
    played.sweep()
    world.step(played.closing, "restate", "Y02", {"resolution": played.resolve(), "order": no, "members": ["M02"]})
    signed_in(keys, "Y02")
    keys.open(f"/cases/{played.claim}")
    said = (
        keys.confirm(order=no, keep="6")
        if keys.page.query_selector("[name=order]")
        else chosen(keys, played.claim, "reverse", order=no, keep="6")
    )
    figure("T07", 1, "已办" not in said)
    figure("T07", keys.looked, len(keys.wrong))
    assert "已办" in said
    assert keys.wrong == []
    assert sum(points for _, points in played.booked("M02", "bonus")) == 600
