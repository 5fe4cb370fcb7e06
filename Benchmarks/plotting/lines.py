"""Lines over sizes (both axes logarithmic) and over changes (one measure each)."""

import math

from .svg import Drawing

LEFT, RIGHT, TOP, BOTTOM = 70, 30, 66, 56


def growth(title, unit, points, kind, width=372, height=280):
    """points: (sessions, value); a dashed line shows what is in proportion to the first point."""
    said = "; ".join(f"{rows:,} sessions: {value:,.2f}" for rows, value in points)
    drawing = Drawing(width, height, title, f"Line, both axes logarithmic, {unit}. {said}.")
    drawing.text(0, 20, title, "title")
    drawing.text(0, 38, f"{unit}; dashed: in proportion", "small")
    first, last = points[0][0], points[-1][0]
    lows = [value for _, value in points] + [points[0][1] * last / first]
    x = _logarithmic(first, last, LEFT, width - RIGHT)
    y = _logarithmic(min(lows), max(lows), height - BOTTOM, TOP)
    _frame(drawing, width, height)
    drawing.path([(x(first), y(points[0][1])), (x(last), y(points[0][1] * last / first))], "even")
    drawing.path([(x(rows), y(value)) for rows, value in points], f"line{kind}")
    for rows, value in points:
        drawing.dot(x(rows), y(value), f"dot{kind}", f"{rows:,} sessions: {value:,.2f} {unit}")
        drawing.text(x(rows), height - BOTTOM + 18, _short(rows), "small", "middle")
        drawing.text(x(rows) - 6, y(value) - 8, f"{value:,.2f}" if value < 10 else f"{value:,.0f}", "value", "end")
    drawing.text((LEFT + width - RIGHT) / 2, height - 14, "sessions", "small", "middle")
    return str(drawing)


def steps(title, unit, changes, series, width=760, height=280):
    """changes: names in order of time; series: (name, kind, {change: (value, note)}). The axis begins at nought."""
    said = "; ".join(f"{name}: " + ", ".join(f"{change} {value:,.1f}" for change, (value, _) in held.items())
                     for name, _, held in series)
    drawing = Drawing(width, height, title, f"Lines over changes, {unit}. {said}.")
    drawing.text(0, 20, title, "title")
    drawing.text(0, 38, f"{unit}; lower is better", "small")
    most = max(value for _, _, held in series for value, _ in held.values()) * 1.1
    step = (width - LEFT - RIGHT) / max(1, len(changes) - 1)
    _frame(drawing, width, height)
    for number, change in enumerate(changes):
        drawing.text(LEFT + step * number, height - BOTTOM + 18, change, "small", "middle")
    for place, (name, kind, held) in enumerate(series):
        points = [(LEFT + step * changes.index(change), height - BOTTOM - value / most * (height - BOTTOM - TOP))
                  for change, (value, _) in held.items()]
        drawing.path(points, f"line{kind}")
        for (x, y), (change, (value, note)) in zip(points, held.items()):
            drawing.dot(x, y, f"dot{kind}", f"{change}: {value:,.2f} {unit}. {note}")
            drawing.text(x, y - 10, f"{value:,.1f}" if value < 100 else f"{value:,.0f}", "value", "middle")
        drawing.dot(LEFT + 6 + place * 330, height - 12, f"dot{kind}", name)
        drawing.text(LEFT + 16 + place * 330, height - 8, name, "small")
    return str(drawing)


def _frame(drawing, width, height):
    drawing.rule(LEFT, height - BOTTOM, width - RIGHT, height - BOTTOM)
    drawing.rule(LEFT, TOP, LEFT, height - BOTTOM)


def _logarithmic(low, high, start, end):
    span = math.log(high / low) or 1
    return lambda value: start + (end - start) * math.log(value / low) / span


def _short(rows):
    return f"{rows / 1e6:g} M" if rows >= 1_000_000 else f"{rows:,}"
