"""Which browser this is, roughly, so that its owner knows it again: no version, nothing that tells one machine from the next."""

from __future__ import annotations

BROWSERS = (
    ("MicroMessenger", "微信"), ("QQBrowser", "QQ浏览器"), ("360SE", "360浏览器"), ("QihooBrowser", "360浏览器"), ("Edg", "Edge"), ("OPR", "Opera"),
    ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("UOS", "UOS"), ("Kylin", "Kylin"), ("Linux", "Linux"),
)  # fmt: skip


def rough(agent: str) -> str:
    """Such as “Firefox · Windows”, as far as it can be told; "" where neither can."""
    found = (next((title for mark, title in known if mark in agent), "") for known in (BROWSERS, SYSTEMS))
    return " · ".join(each for each in found if each)
