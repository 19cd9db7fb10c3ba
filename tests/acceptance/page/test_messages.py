"""What hangs on a message: files, the app's shortcuts, pins; and what is gone after a reload."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.async_api import Browser, expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.acceptance import browser
from tests.acceptance.page.conftest import Workplace

pytestmark = pytest.mark.asyncio(loop_scope="module")

# One pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SHORTCUT = {
    "callback_id": "explain",
    "name": "Explain this",
    "description": "What it means",
    "type": "message",
}


async def act(person: browser.Person, workplace: Workplace, order: dict[str, Any]) -> None:
    """One of the local Slack's story acts, by the page's own door."""
    address = f"{workplace.url}/page/control/slack"
    answer = await person.page.request.post(address, data=order)
    assert answer.ok, await answer.text()


async def test_an_image_is_shown_with_its_alternative_text(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await act(rita, workplace, {"do": "scopes", "add": ["files:write"]})
    secrets = workplace.slack.secrets
    app = AsyncWebClient(token=secrets.bot_token, base_url=workplace.slack.api_url)
    await app.files_upload_v2(
        channel="C0INCIDENT",
        content=PNG,
        filename="boot.png",
        title="Boot screen",
        alt_txt="The machine's screen: Windows is starting",
        initial_comment="What the machine shows",
    )
    message = rita.messages(text="What the machine shows")
    image = message.get_by_role("img", name="The machine's screen: Windows is starting")
    await expect(image).to_be_visible()
    assert await image.evaluate("(node) => node.decode().then(() => node.naturalWidth)") == 1
    link = message.get_by_role("link", name="Download Boot screen")
    async with rita.page.expect_download() as downloading:
        await link.click()
    download = await downloading.value
    assert download.suggested_filename == "boot.png"
    assert (await download.path()).read_bytes() == PNG


async def test_a_person_attaches_a_file(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    lena = await browser.sign_in(chrome, workplace.url, "U0LENA001")
    box = rita.page.locator(".channel .composer-box")
    await box.fill("Seen just now")
    async with rita.page.expect_file_chooser() as choosing:
        await rita.page.get_by_role("button", name="Attach a file").click()
    chooser = await choosing.value
    await chooser.set_files(
        {"name": "setup.log", "mimeType": "text/plain", "buffer": b"all is well"}
    )
    await expect(lena.messages(text="Seen just now")).to_contain_text("setup.log")
    await expect(lena.messages(text="setup.log")).to_contain_text("11 bytes")
    await expect(box).to_have_value("")
    await expect(box).to_be_focused()


async def test_the_apps_shortcut_stands_in_the_menu_of_a_message(
    workplace: Workplace, chrome: Browser
) -> None:
    declare = {"do": "manifest", "shortcuts": [SHORTCUT]}
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await act(rita, workplace, declare)
    await rita.page.reload()
    message = rita.messages(text="Leipzig")
    await message.hover()
    await message.get_by_role("button", name="More for this message").click()
    await message.get_by_role("menuitem", name="Explain this").click()
    await rita.title("Explained")
    await expect(rita.modal()).to_contain_text("You asked about: The site in Leipzig")


async def test_a_pin_is_seen_by_all_and_taken_off_again(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    lena = await browser.sign_in(chrome, workplace.url, "U0LENA001")
    message, seen = rita.messages(text="Leipzig").first, lena.messages(text="Leipzig").first
    await message.focus()
    await rita.page.keyboard.press("m")
    await rita.page.get_by_role("menuitem", name="Pin to the channel").press("Enter")
    await expect(seen.get_by_text("Pinned", exact=True)).to_be_visible()
    await lena.page.reload()
    await expect(seen.get_by_text("Pinned", exact=True)).to_be_visible()
    await message.focus()
    await rita.page.keyboard.press("m")
    await rita.page.get_by_role("menuitem", name="Unpin").press("Enter")
    await expect(seen.get_by_text("Pinned", exact=True)).to_have_count(0)


async def test_what_only_one_sees_is_gone_after_a_reload(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.command("/failback-ps help")
    await expect(rita.messages(text="Only visible to you")).to_have_count(1)
    await rita.say("This stays")
    await expect(rita.messages(text="This stays")).to_have_count(1)
    await rita.page.reload()
    await expect(rita.messages(text="This stays")).to_have_count(1)
    await expect(rita.messages(text="Only visible to you")).to_have_count(0)
    await rita.command("/failback-ps help")
    await expect(rita.messages(text="Only visible to you")).to_have_count(1)
