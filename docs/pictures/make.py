"""Take the pictures in this folder from a running demo company.

python docs/pictures/make.py http://127.0.0.1:8000 EMAIL PASSWORD
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium

PICTURES = {  # the first story
    "today": "/",
    "customer": "/customers/1",
    "brief": "/customers/1/brief",
    "teamwork": "/teamwork/",
}


def main(base: str, email: str, password: str) -> None:
    """One picture a page, as a colleague sees it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        page = browser.new_page(locale="nl-NL", viewport={"width": 1280, "height": 900})
        page.goto(f"{base}/login")
        page.locator("input[name=email]").fill(email)
        page.locator("input[type=password]").fill(password)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{base}/")
        for name, path in PICTURES.items():
            page.goto(base + path)
            page.screenshot(path=Path(__file__).parent / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:4])
