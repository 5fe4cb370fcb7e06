"""A small SVG writer: shapes, text, and the styles that all plots share."""

from xml.sax.saxutils import escape, quoteattr

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 16px; font-weight: 600 }
.small { font-size: 11px; fill: #59636e }
.ours { fill: #0969da } .other { fill: #9198a1 } .value { font-size: 12px }
.axis { stroke: #d1d9e0; stroke-width: 1 }
.line { fill: none; stroke: #0969da; stroke-width: 2 } .line2 { fill: none; stroke: #bc4c00; stroke-width: 2 }
.dot { fill: #0969da } .dot2 { fill: #bc4c00 }
.even { fill: none; stroke: #9198a1; stroke-width: 1; stroke-dasharray: 4 4 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc } .small { fill: #9198a1 } .axis { stroke: #3d444d } .other { fill: #656c76 }
  .ours, .dot { fill: #4493f8 } .line { stroke: #4493f8 } .dot2 { fill: #f0883e } .line2 { stroke: #f0883e }
}"""


class Drawing:
    """Shapes in a box of so many pixels; the description says in words what the picture shows."""

    def __init__(self, width, height, title, description):
        self.width, self.height = width, height
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            'role="img" aria-labelledby="title description">',
            f'<title id="title">{escape(title)}</title>', f'<desc id="description">{escape(description)}</desc>',
            f"<style>{STYLE}\n</style>"]

    def text(self, x, y, words, kind="", anchor="start"):
        held = f" class={quoteattr(kind)}" if kind else ""
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{held}>{escape(words)}</text>')

    def bar(self, x, y, width, height, kind, words):
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 1):.1f}" height="{height:.1f}" rx="2" '
                          f'class={quoteattr(kind)}><title>{escape(words)}</title></rect>')

    def rule(self, x1, y1, x2, y2, kind="axis"):
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class={quoteattr(kind)}/>')

    def path(self, points, kind):
        self.parts.append(f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" '
                          f'class={quoteattr(kind)}/>')

    def dot(self, x, y, kind, words):
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class={quoteattr(kind)}>'
                          f"<title>{escape(words)}</title></circle>")

    def __str__(self):
        return "\n".join([*self.parts, "</svg>"]) + "\n"
