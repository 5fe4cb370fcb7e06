"""Bars side by side: groups of contenders, one measure."""

from .svg import Drawing

BAR, GAP, LEFT, RIGHT = 18, 4, 160, 90


def bars(title, unit, groups, width=760, digits=2):
    """groups: (name, [(contender, value, whether it is ours)]), every group to the same scale."""
    most = max(value for _, held in groups for _, value, _ in held)
    height = 50 + sum(28 + len(held) * (BAR + GAP) + 8 for _, held in groups)
    said = "; ".join(f"{name}: " + ", ".join(f"{who} {value:,.{digits}f}" for who, value, _ in held)
                     for name, held in groups)
    drawing = Drawing(width, height, title, f"Bars, {unit}. {said}.")
    drawing.text(0, 20, title, "title")
    drawing.text(0, 38, f"{unit}; shorter is better", "small")
    scale, y = (width - LEFT - RIGHT) / most, 50
    for name, held in groups:
        drawing.text(0, y + 18, name)
        y += 28
        for who, value, ours in held:
            drawing.text(LEFT - 8, y + 14, who, "small", "end")
            drawing.bar(LEFT, y, value * scale, BAR, "ours" if ours else "other", f"{who}: {value:,.{digits}f} {unit}")
            drawing.text(LEFT + value * scale + 6, y + 14, f"{value:,.{digits}f}", "value")
            y += BAR + GAP
        y += 8
    return str(drawing)
