"""The SVG of a procedure: well formed, without styles, told to those who do not see it, progress by sign and not by colour alone."""

import dataclasses
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from procflow.diagrams import svg
from procflow.diagrams.drawing import rounded, until
from tests.diagrams.examples import ALL, bonus_claim, quarterly_closing
from tests.diagrams.odd_tables import odd_tables

SVG = "{http://www.w3.org/2000/svg}"


def drawn(table, **more):
    return ET.fromstring(svg(table, **more))


def node(picture, title):
    return next(each for each in picture.iter(f"{SVG}g") if (each.findtext(f"{SVG}title") or "").startswith(title))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("table", [make() for make in ALL], ids=lambda table: table.key)
def test_a_strict_content_policy_lets_it_pass(table, lang):
    # no style attribute or element, no script, nothing fetched
    for each in drawn(table, lang=lang).iter():
        assert each.tag in {SVG + name for name in ("svg", "title", "desc", "g", "path", "rect", "circle", "text", "tspan")}
        assert not {"style", "href", "onclick"} & set(each.attrib)


def test_it_is_an_image_with_a_title_and_a_description():
    picture = drawn(bonus_claim(), now="verifying")
    title, desc = picture[0], picture[1]
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "加分申报：流程图"
    assert "主要路径：草拟 → 已申报 → 党小组审核" in desc.text
    assert desc.text.endswith("现在：核实中。")


def test_its_viewbox_is_never_narrower_than_the_column_it_is_drawn_in():
    assert float(drawn(bonus_claim()).get("viewBox").split()[2]) == 1100


def test_progress_is_said_by_class_and_by_sign():
    picture = drawn(bonus_claim(), now="verifying", been=("draft",))
    assert node(picture, "核实中").get("class") == "pf-node pf-node--open pf-node--now"
    assert "".join(node(picture, "核实中").itertext()).endswith("▶ 核实中")
    assert node(picture, "草拟").get("class") == "pf-node pf-node--open pf-node--been"
    assert "".join(node(picture, "草拟").itertext()).endswith("✓ 草拟")
    assert "pf-node--now" not in node(picture, "草拟").get("class")


def test_kinds_of_states_differ_in_shape_and_sign():
    picture = drawn(bonus_claim())
    posted, rejected, draft = (node(picture, title) for title in ("已记分", "不予加分", "草拟"))
    assert [len(each.findall(f"{SVG}rect")) for each in (posted, rejected, draft)] == [2, 1, 1]
    assert float(rejected.find(f"{SVG}rect").get("rx")) > 15 > float(draft.find(f"{SVG}rect").get("rx"))
    assert ["".join(each.find(f"{SVG}text").itertext()) for each in (posted, rejected, draft)] == ["◆ 已记分", "■ 不予加分", "草拟"]


def test_what_nobody_takes_is_dashed():
    picture = drawn(quarterly_closing())
    automatic = [each for each in picture.iter(f"{SVG}path") if each.get("class") == "pf-edge pf-edge--auto"]
    assert len(automatic) == 5
    assert all(each.get("stroke-dasharray") for each in automatic)


def test_a_case_that_moves_does_not_move_its_picture():
    before, after = drawn(bonus_claim(), now="draft"), drawn(bonus_claim(), now="posted", been=("draft", "submitted"))
    assert [each.attrib for each in before.iter(f"{SVG}rect")] == [each.attrib for each in after.iter(f"{SVG}rect")]


def test_titles_are_escaped():
    table = dataclasses.replace(bonus_claim(), title="<b>&", steps=(dataclasses.replace(bonus_claim().steps[0], title="<&>"),))
    assert drawn(table)[0].text == "<b>&：流程图"


@settings(max_examples=30, deadline=None)
@given(odd_tables())
def test_whatever_the_table_it_is_well_formed_and_has_one_arrow_for_each_bundle_and_loop(table):
    picture = drawn(table, lang="en")
    arrows = [each for each in picture.iter(f"{SVG}path") if each.get("class") == "pf-arrow"]
    edges = [each for each in picture.iter(f"{SVG}path") if (each.get("class") or "").startswith("pf-edge")]
    assert 0 < len(arrows) <= len(edges)


def test_corners_are_rounded_as_far_as_there_is_room():
    assert rounded(((0, 0), (0, 100), (100, 100))) == "M0 0L0 93Q0 100 7 100L100 100"
    assert rounded(((0, 0), (0, 4), (100, 4))) == "M0 0L0 2Q0 4 2 4L100 4"


def test_a_wire_that_joins_another_is_drawn_only_until_there():
    trunk = ((0, 0), (0, 50), (90, 50), (90, 400))
    assert until(((40, 100), (40, 120), (90, 120), (90, 400)), trunk) == ((40, 100), (40, 120), (90, 120), (90, 134))
    assert until(((150, 0), (150, 50), (90, 50), (90, 400)), trunk) == ((150, 0), (150, 50), (90, 50), (90, 64))
    assert until(((5, 0), (5, 9)), trunk) == ((5, 0), (5, 9))
