"""De lege stoel on the wall: over the whole screen, and on one sheet of paper."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Company

URL = "/brief/empty-chair"


def test_the_screen_stays_full_while_somebody_else_is_chosen(page: Page, company: Company):
    page.goto(f"{company.url}{URL}?customer={company.customer}")
    page.locator("[data-fullscreen]").click()
    expect(page.locator(":root:fullscreen")).to_have_count(1)
    expect(page.locator("h1")).to_contain_text("Van den Berg")
    page.locator(".chair-bar details summary").click()
    page.locator("#chair-q").fill("steenbeek")
    page.keyboard.press("Enter")
    page.locator(".chair-matches a").click()
    expect(page.locator("h1")).to_have_text("Wasserij Steenbeek")
    expect(page.locator(":root:fullscreen")).to_have_count(1)


def test_it_fills_a_screen_without_scrolling_and_prints_on_one_sheet(page: Page, company: Company):
    for width, height, least in ((1280, 800, 24), (1920, 1080, 32)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{company.url}{URL}?customer={company.customer}")
        line = page.locator(".chair-line blockquote").first
        assert line.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= least
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), (width, height)
    import pypdfium2  # not in the process of the other tests, which hold that it is never loaded

    [sheet] = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert sheet.get_width() > sheet.get_height()
    text = sheet.get_textpage().get_text_range()
    assert "Kwekerij Van den Berg" in text and "Pomp lekt weer" in text and text.rstrip().endswith("?")
