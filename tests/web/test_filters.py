"""The sentence of a refusal as a page shows it: its days are days for machines too, and what somebody typed stays text."""

import pytest
from flask import g, render_template_string

from procflow.errors import Refusal

SHOWN = "{{ refusal|told }}"


@pytest.fixture
def said(site):
    def shown(sentence, lang="zh", **inputs):
        with site.test_request_context():
            g.lang, g.who = lang, None
            return render_template_string(SHOWN, refusal=Refusal("GUARD_FAILED", sentence, inputs))

    return shown


def test_a_day_in_a_refusal_is_a_day_with_its_weekday(said):
    assert said("活动日期须在{first}或以后", first="2024-05-01") == (
        '活动日期须在<time datetime="2024-05-01" class="pf-nowrap">2024年5月1日（周三）</time>或以后'
    )
    assert ">Wed 1 May 2024</time>" in said("{first}", "en", first="2024-05-01")


def test_what_was_typed_beside_a_day_is_escaped(said):
    assert "&lt;b&gt;" in said("{first} {given}", first="2024-05-01", given="<b>")
    assert "&lt;i&gt;、<time" in said("{given}", given=["<i>", "2024-05-01"])
    assert "&lt;b&gt;" in said("{given}", given="<b>")
