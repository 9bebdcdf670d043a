"""Faults that axe finds on a page, and the pages that need to be asked.

An audit takes a third of a second of the processor, and most pages are made of the same parts. In
a short run a page is audited when anything on it is new at this width: an element with its
attributes, what it stands in and what stands in it, a step between headings, whether it is seen,
too small to touch or wider than its room.
"""

import os
from collections import defaultdict
from pathlib import Path

from hypothesis import settings
from playwright.async_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
PARTS = """() => {
  const of_value = /^(class|role|type|style|lang|scope|tabindex|autocomplete|inputmode|hidden)$/;
  const states = /^aria-(?!label|describ|controls|owns|details|errormessage|activedescendant)/;
  const points = /^(for|aria-(labelledby|describedby|controls|owns|details|errormessage))$/;
  const said = (each) => {
    if (of_value.test(each.name) || states.test(each.name)) return `${each.name}=${each.value}`;
    if (points.test(each.name))
      return `${each.name}:${each.value.split(/\\s+/).every((id) => document.getElementById(id))}`;
    return `${each.name}:${each.value.trim() !== ''}`;
  };
  const number = (text, from = 0) => {
    let one = 0xdeadbeef ^ from, other = 0x41c6ce57 ^ from;
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
      other = Math.imul(other ^ text.charCodeAt(at), 1597334677);
    }
    return (other >>> 0) % 0x100000 * 0x100000000 + (one >>> 0);
  };
  const parts = new Set(), above = new Map(), ids = new Set();
  let level = 'top';
  for (const each of document.querySelectorAll('*')) {
    const name = each.localName;
    const kind = number(`${name}.${each.getAttribute('class')}`, above.get(each.parentElement));
    above.set(each, kind);
    if (each.id && ids.size === ids.add(each.id).size) parts.add(number(`twice ${each.id}`));
    const box = each.getBoundingClientRect();
    parts.add(number([
      kind,
      Array.from(each.attributes, said).sort().join(),
      [...new Set(Array.from(each.children, (it) => it.localName))].sort().join(),
      each.textContent.trim() !== '',
      Array.from(each.childNodes).some((it) => it.nodeType === 3 && it.data.trim()),
      each.labels?.length > 0,
      box.width > 0 && box.height > 0,
      each.tabIndex >= 0 && (box.width < 24 || box.height < 24),
      each.scrollWidth > each.clientWidth + 1,
    ].join('|')));
    if (/^h[1-6]$/.test(name)) {
      parts.add(number(`${level} to ${name}`));
      level = name;
    }
  }
  return [...parts];
}"""
"""A number for each part of the page; of texts it counts only whether there is one."""
_sound: defaultdict[int, set[int]] = defaultdict(set)
"""Parts that stood on a page without a finding, by its width."""


def in_full() -> bool:
    """Whether each page is audited each time: in a long run, and where pictures are taken."""
    return settings.get_current_profile_name() == "long" or "KRACHTLIJN_SCREENSHOTS" in os.environ


async def axe(page: Page) -> list[str]:
    """What axe-core finds wrong, in a line each; WCAG 2.2 AA with target size. In a short run a
    page of which every part was found in order before is not audited again."""
    if in_full():
        return await _audited(page)
    assert page.viewport_size is not None
    sound = _sound[page.viewport_size["width"]]
    parts: list[int] = await page.evaluate(PARTS)
    if sound.issuperset(parts):
        return []
    found = await _audited(page)
    if not found:
        sound.update(parts)
    return found


async def _audited(page: Page) -> list[str]:
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE)
    # What it finds right is as long as the page: carried here, it would cost more than the search.
    found: list[str] = await page.evaluate(
        """() => axe.run(document, {
             runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
             rules: {'target-size': {enabled: true}},
             resultTypes: ['violations'],
           }).then((found) => found.violations.flatMap((each) =>
             each.nodes.slice(0, 3).map((node) => `${each.id}: ${node.html.slice(0, 160)}`)))"""
    )
    return found
