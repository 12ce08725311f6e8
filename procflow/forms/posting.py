"""How a sheet is posted: the form of every publicity; who posts, and for how long, is the regime's to say."""

from __future__ import annotations

from procflow.forms.base import Form
from procflow.forms.values import Choice, Words

PLACES = {"noticeboard": "党务公开栏", "document": "书面印发", "meeting": "会议通报", "online": "内部网络"}


class Posting(Form):
    place = Words("公示地点")
    form = Choice("公示方式", PLACES)
    contact = Words("意见反映方式", required=False)
