"""The chart of the README: how many times the limit each contender takes, workload by workload."""

from html import escape
from math import log10

from contenders import Part
from rounds import Result, middle
from workloads import Workload

WIDTH, LABELS, NUMBERS = 860, 300, 70
ROW, TITLE, GAP = 18, 26, 14
COLOURS = {Part.OURS: "#1f6feb", Part.PEER: "#b4bcc6", Part.LIMIT: "#57ab5a"}
CHARTED = ("one-http", "one-tls", "many-http", "list-json")
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#24292f}"
    ".title{font-weight:600}.ours{font-weight:600;fill:#1f6feb}"
)


def chart(measured: list[tuple[Workload, list[Result]]]) -> str:
    """The chart, with a logarithmic scale: contenders differ by orders of magnitude."""
    panels = [(workload, results) for workload, results in measured if workload.name in CHARTED]
    ratios = [middle(one) for _, results in panels for one in results if one.ratios]
    scale = (WIDTH - LABELS - NUMBERS) / log10(max([*ratios, 10]) * 2)
    parts, top = list[str](), 24
    caption = "Time as a multiple of prepared bytes on a raw socket; shorter is better, log scale"
    parts.append(f'<text x="8" y="16">{caption}</text>')
    for workload, results in panels:
        parts.append(f'<text class="title" x="8" y="{top + 16}">{escape(workload.title)}</text>')
        top += TITLE
        for result in sorted((one for one in results if one.ratios), key=middle):
            parts.append(bar(result, top, scale))
            top += ROW
        top += GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}">'
    back = f'<rect width="{WIDTH}" height="{top}" fill="#ffffff"/>'
    return "\n".join([head, f"<style>{STYLE}</style>", back, *parts, "</svg>"]) + "\n"


def bar(result: Result, top: int, scale: float) -> str:
    """The bar of a contender, which starts at half the limit, so that the limit has one too."""
    one, ratio = result.contender, middle(result)
    length = max(1.0, log10(max(ratio, 0.5) * 2) * scale)
    name = one.label if one.part is Part.LIMIT else f"{one.language}: {one.label}"
    style = ' class="ours"' if one.part is Part.OURS else ""
    return (
        f'<text{style} x="{LABELS - 8}" y="{top + 13}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{LABELS}" y="{top + 2}" width="{length:.1f}" height="{ROW - 5}" '
        f'fill="{COLOURS[one.part]}"/>'
        f'<text x="{LABELS + length + 6:.1f}" y="{top + 13}">{ratio:,.2f}x</text>'
    )
