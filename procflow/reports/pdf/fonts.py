"""Which fonts a document is set in: the office's own where it has them, else those that came along. It reads a folder, nothing of the system."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

# In the order of preference, as the fonts call themselves.
TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05_GBK")
TEXT = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong")
HEAD = ("SimHei", "黑体", "STHeiti")
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"


@lru_cache(maxsize=4)
def loaded(folder: str) -> Any:
    """Opened once for a process: they are read only, and reading them is half of a short document's time."""
    import pylopdf_fonts_zh_cn as brought
    import typst

    own = [folder] if folder and Path(folder).is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*own, str(Path(brought.serif_path()).parent)])


def chosen(folder: str) -> dict[str, list[str]]:
    """The families of title, text and heads; what the office's font lacks is taken from the one that came along."""
    there = set(loaded(folder).families())
    return {
        "title": [*[each for each in TITLE if each in there][:1], SERIF],
        "text": [*[each for each in TEXT if each in there][:1], SERIF],
        "head": [*[each for each in HEAD if each in there][:1], SANS],
    }
