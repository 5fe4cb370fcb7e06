"""Opens report pages in a real browser and checks what a person would notice.

    python3 -m venv venv && venv/bin/pip install axe-playwright-python
    venv/bin/python Tests/report-page/check.py PAGE.html... [--pictures FOLDER]

It takes Debian's chromium. Every page is opened at a phone's and a desk's width, light and dark, and
printed; each time axe-core looks for what keeps people out, and there must be no message on the
console, no request but for the page itself, and nothing to scroll to sideways.
"""

import argparse
import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def check(browser, page_path, width, scheme, pictures):
    """Faults of one page at one width, as sentences."""
    faults = []
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=False
    )
    page = context.new_page()
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    url = page_path.resolve().as_uri()
    page.on(
        "request",
        lambda request: request.url == url or faults.append(f"request: {request.url}"),
    )
    page.goto(url)
    name = f"{page_path.stem}-{width}-{scheme}"
    if pictures:
        page.screenshot(path=pictures / f"{name}.png", full_page=True)
    for state in ["folded", "unfolded"]:
        if state == "unfolded":
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            if pictures:
                page.screenshot(path=pictures / f"{name}-unfolded.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            faults.append(f"{state}: {wide} px to scroll to sideways")
        heights = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].filter(h => h.offsetParent)"
            ".map(h => +h.tagName[1])"
        )
        for before, after in zip(heights, heights[1:]):
            if after > before + 1:
                faults.append(f"{state}: a heading h{after} follows h{before}")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            nodes = violation["nodes"]
            faults.append(
                f"{state}: axe {violation['id']}: {violation['help']}: "
                f"{len(nodes)} x {nodes[0]['html'][:160]}"
            )
    if scheme == "light" and width > 1000:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") != "skip":
            faults.append("the first stop of the keyboard is not the skip link")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")
        if pictures:
            page.pdf(path=pictures / f"{page_path.stem}.pdf", format="Letter")
    context.close()
    return [f"{name}: {fault}" for fault in faults]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    parser.add_argument("--pictures", type=pathlib.Path, help="a folder for screenshots and a PDF")
    parser.add_argument("--browser", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    if arguments.pictures:
        arguments.pictures.mkdir(parents=True, exist_ok=True)
    faults = []
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=arguments.browser, args=["--no-sandbox"]
        )
        for page in arguments.pages:
            for width in [320, 390, 768, 1280]:
                for scheme in ["light", "dark"]:
                    faults += check(browser, page, width, scheme, arguments.pictures)
                    count += 1
        browser.close()
    for fault in faults:
        print(fault)
    print(f"{count} views, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
