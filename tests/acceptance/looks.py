"""What is asked of a page that stands in a browser, in one question each; every answer is a list of what is wrong, or a number."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
VISIBLE = "e => e.offsetParent !== null && getComputedStyle(e).visibility !== 'hidden'"
SCALE = "svg => svg && svg.viewBox.baseVal.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1"

# Reaches over the right edge; a region that may be scrolled by itself keeps what it holds.
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`)"""
# Scrolls by itself without being a region that the keyboard reaches.
BOXES = """() => [...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
           && e.getAttribute('tabindex') !== '0').map(e => e.outerHTML.slice(0, 120))"""
# A control whose target (its label's counts) is smaller than a thumb; links inside a sentence keep their line.
SMALL = f"""least => [...document.querySelectorAll('button, select, textarea, summary, input:not([type=hidden]), a.govuk-button')].filter({VISIBLE})
            .filter(e => !e.closest('.govuk-visually-hidden')).filter(e => {{
              const own = e.getBoundingClientRect(), label = e.labels && e.labels[0] && e.labels[0].getBoundingClientRect();
              const high = Math.max(own.height, label ? label.height : 0), wide = Math.max(own.width, label ? label.width + own.width : 0);
              return high < least - .5 || wide < Math.min(least, 44) - .5;
            }}).map(e => e.outerHTML.slice(0, 140))"""
GLYPH = f"""() => [...document.querySelectorAll('input[type=radio], input[type=checkbox]')].filter({VISIBLE})
            .filter(e => e.getBoundingClientRect().width < 24).map(e => e.outerHTML.slice(0, 120))"""
MAIN = f"""least => [...document.querySelectorAll('main .govuk-button:not(.govuk-button--secondary)')].filter({VISIBLE})
           .filter(e => e.getBoundingClientRect().height < least - .5).map(e => e.outerHTML.slice(0, 120))"""
# Text smaller than can be read, pictures' text by the size at which it is drawn.
TINY = f"""() => [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
           .filter(e => e.closest('svg') ? e.getClientRects().length : ({VISIBLE})(e))
           .filter(e => !e.closest('.govuk-visually-hidden, script, style, title, desc'))
           .filter(e => parseFloat(getComputedStyle(e).fontSize) * ({SCALE})(e.closest('svg')) < 13.9)
           .map(e => `${{getComputedStyle(e).fontSize}} ${{e.outerHTML.slice(0, 120)}}`)"""
BODY = "() => parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
# A block of words so narrow that it is read one sign at a time.
NARROW = f"""() => [...document.querySelectorAll('main p, main dd, main dt, main li, main h1, main h2, main h3, main caption, main figcaption')].filter({VISIBLE})
             .filter(e => !e.closest('svg, .govuk-visually-hidden')).filter(e => e.textContent.trim().length > 4
               && e.getBoundingClientRect().width < 4 * parseFloat(getComputedStyle(e).fontSize)
               && e.getBoundingClientRect().height > 2.5 * parseFloat(getComputedStyle(e).lineHeight || getComputedStyle(e).fontSize))
             .map(e => e.outerHTML.slice(0, 120))"""
# A day that is only text: every one is a <time>, but in words that somebody wrote or that a record holds.
DAYS = """() => { const found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
          const day = /\\d{1,2}月\\d{1,2}日（[一二三四五六日周]|\\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\d{1,2} [A-Z][a-z]{2}/;
          while (walk.nextNode()) { const n = walk.currentNode;
            if (day.test(n.data) && !n.parentElement.closest('time, option, textarea, svg, .pf-pre')) found.push(n.data.trim().slice(0, 80)); }
          return found; }"""
DISABLED = "() => [...document.querySelectorAll('[disabled]')].map(e => e.outerHTML.slice(0, 120))"
INLINE = "() => [...document.querySelectorAll('[onclick], [onchange], [onsubmit], [style], style, script:not([src])')].map(e => e.outerHTML.slice(0, 120))"
UNSIGNED = """() => [...document.querySelectorAll('form[method=post i]')].filter(e => !e.querySelector('[name=csrf_token]')).map(e => e.outerHTML.slice(0, 120))"""
FOREIGN = "() => performance.getEntriesByType('resource').map(e => e.name).filter(name => !name.startsWith(location.origin))"
FIRST = """() => { const e = document.querySelector('main .govuk-button:not(.govuk-button--secondary)'); return e ? e.getBoundingClientRect().top + scrollY : -1; }"""


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds, each with the first places."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]


def wrong(page: Page, question: str, given: Any = None) -> list[str]:
    return list(page.evaluate(question, given))
