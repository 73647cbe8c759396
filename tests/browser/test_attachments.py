"""Files in a real browser: chosen, dropped, pasted, taken off again, logged, seen and downloaded."""

import base64
import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.attachments import samples
from tests.browser.conftest import Company

TRANSFER = """([name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type }));
  return transfer;
}"""


def file(name: str, content: bytes, kind: str = "image/png") -> dict:
    return {"name": name, "mimeType": kind, "buffer": content}


def transfer(page: Page, name: str, content: bytes, kind: str = "image/png"):
    return page.evaluate_handle(TRANSFER, [name, kind, base64.b64encode(content).decode()])


def chips(page: Page) -> Locator:
    return page.locator("#log-form [data-file]")


def begin(page: Page, company: Company) -> None:
    page.goto(f"{company.url}/customers/{company.customer}")
    page.get_by_placeholder("Wat is er besproken?").fill("Foto’s van kas 3 gemaakt.")


def test_chosen_dropped_and_pasted_files_are_logged_and_seen(page: Page, company: Company, tmp_path: Path):
    begin(page, company)
    page.locator(".file-button input").set_input_files(
        [file("kas 3.png", samples.PNG), file("meting.txt", b"2,4 bar", "text/plain")]
    )
    expect(chips(page)).to_have_count(2)
    page.locator(".log-frame").dispatch_event("drop", {"dataTransfer": transfer(page, "pomp.png", samples.PNG)})
    expect(chips(page)).to_have_count(3)
    page.evaluate(
        """(clipboardData) => document.querySelector(".log-text").dispatchEvent(
             new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))""",
        transfer(page, "image.png", samples.PNG),
    )
    expect(chips(page)).to_have_count(4)
    expect(chips(page).last).to_contain_text(re.compile(r"\d\d\.\d\d\.\d\d\.png"))
    chips(page).nth(1).locator("[data-remove]").click()
    expect(chips(page)).to_have_count(3)
    expect(chips(page).nth(1).locator("[data-remove]")).to_be_focused()
    page.locator(".log-submit").click()
    first = page.locator("#timeline .entry").first
    expect(first.locator(".meta")).to_contain_text("3 ")
    expect(chips(page)).to_have_count(0)
    first.locator(".row-link").click()
    expect(first.locator(".file-picture img")).to_have_count(3)
    for picture in first.locator(".file-picture img").all():
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") == 256
    first.locator(".file-picture a").first.click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("kas 3.png")
    with page.expect_download() as download:
        page.locator('a[href$="/download"]').click()
    assert download.value.suggested_filename == "kas 3.png"
    assert Path(download.value.path()).read_bytes() == samples.PNG


def test_the_form_waits_for_its_files(page: Page, company: Company):
    begin(page, company)
    page.route("**/attachments/", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.locator(".file-button input").set_input_files([file("a.png", samples.PNG), file("b.png", samples.PNG)])
    page.locator(".log-submit").click()
    first = page.locator("#timeline .entry").first
    expect(first.locator(".meta")).to_contain_text("2 ")
    expect(page.get_by_placeholder("Wat is er besproken?")).to_have_value("")


def test_what_is_too_large_is_said_before_it_is_sent(page: Page, company: Company):
    begin(page, company)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/attachments/") else None)
    page.evaluate(
        """() => {
             const transfer = new DataTransfer();
             transfer.items.add(new File([new ArrayBuffer(27 * 1024 * 1024)], "film.mp4"));
             const field = document.querySelector(".file-button input");
             field.files = transfer.files;
             field.dispatchEvent(new Event("change", { bubbles: true }));
           }"""
    )
    expect(page.locator("#log-form [data-problem]")).to_contain_text("film.mp4")
    assert asked == []


def test_a_file_that_misses_the_form_does_not_take_the_place_of_the_page(page: Page, company: Company):
    begin(page, company)
    refused = page.evaluate(
        """(dataTransfer) => !document.querySelector("h1").dispatchEvent(
             new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }))""",
        transfer(page, "pomp.png", samples.PNG),
    )
    assert refused and chips(page).count() == 0


def test_a_refused_form_still_has_its_files(page: Page, company: Company):
    begin(page, company)
    page.get_by_label("Wanneer", exact=True).fill("overmorgen ofzo")
    page.locator(".file-button input").set_input_files([file("a.png", samples.PNG)])
    expect(chips(page)).to_have_count(1)
    page.locator(".log-submit").click()
    expect(page.locator("#log-form .banner-late")).to_be_visible()
    expect(chips(page)).to_have_count(1)
    chips(page).locator("[data-remove]").click()
    expect(chips(page)).to_have_count(0)


def test_a_file_is_added_to_an_open_contact_in_place(page: Page, company: Company):
    begin(page, company)
    page.locator(".log-submit").click()
    expect(page.get_by_placeholder("Wat is er besproken?")).to_have_value("")
    first = page.locator("#timeline .entry").first
    first.locator(".row-link").click()
    first.locator(".file-add input[type=file]").set_input_files([file("later.png", samples.PNG)])
    expect(first.locator(".file-picture img")).to_have_count(1)


def test_files_are_sent_without_scripts_too(browser: Browser, company: Company, signed_in: dict):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    begin(page, company)
    field = page.locator(".file-button input")
    field.set_input_files([file("zonder.png", samples.PNG)])
    assert field.bounding_box()["width"] > 120, "the browser shows what was chosen"
    page.locator(".log-submit").click()
    page.locator("#timeline .entry .row-link").first.click()
    expect(page.locator(".file-picture img")).to_have_count(1)
    expect(page.locator(".file-add .file-send")).to_be_visible()
    context.close()
