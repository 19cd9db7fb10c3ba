"""Signing in, channels, messages and threads, as several people at once."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, Locator, WebSocketRoute, expect

from tests.acceptance import browser
from tests.acceptance.page.conftest import Workplace

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_one_signs_in_by_a_click_and_stays_signed_in(
    workplace: Workplace, chrome: Browser
) -> None:
    page = await browser.open_page(chrome, workplace.url)
    await expect(page.get_by_role("link")).to_have_count(4)
    await page.get_by_role("link", name="Lena Vogel").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#dr-incident")
    await expect(page).to_have_url(re.compile(r"\?as=U0LENA001#C0INCIDENT$"))
    await page.goto(workplace.url)
    await expect(page.locator(".me")).to_contain_text("Lena Vogel")
    await page.get_by_role("link", name="Sign in as somebody else").click()
    await expect(page.get_by_role("heading", name="Sign in to Contoso")).to_be_visible()


async def test_the_first_screen_types_the_first_command(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    welcome = rita.page.get_by_role("region", name="Welcome")
    await welcome.get_by_role("button", name="Type /failback-ps deploy").click()
    box = rita.page.get_by_role("textbox", name="Message #dr-incident")
    await expect(box).to_have_value("/failback-ps deploy")
    await expect(box).to_be_focused()
    await welcome.get_by_role("button", name="Hide the welcome").click()
    await expect(welcome).to_have_count(0)
    await rita.page.reload()
    await expect(rita.messages(text="Leipzig")).to_have_count(1)
    await expect(welcome).to_have_count(0)


async def test_what_one_says_the_other_sees_with_a_badge_and_a_notice(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    lena = await browser.sign_in(chrome, workplace.url, "U0LENA001", channel="C0RANDOM1")
    await rita.say("hello all")
    place = lena.page.locator('.place[data-place="C0INCIDENT"]')
    await expect(place.locator(".badge")).to_have_text(re.compile("unread"))
    await rita.say("@lena please look")
    await expect(place.locator(".badge.loud")).to_have_text(re.compile("1 mentions"))
    notice = lena.page.locator(".toast", has_text="Rita Ortega in #dr-incident")
    await expect(notice).to_contain_text("@Lena Vogel please look")
    await notice.locator(".toast-body").click()
    await expect(lena.messages(text="please look").locator(".mention.mine")).to_have_text(
        "@Lena Vogel"
    )
    await expect(place.locator(".badge")).to_have_count(0)


async def test_what_people_type_never_becomes_html(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    evil = "<img src=x onerror=\"document.title='owned'\"> &lt;b&gt; <javascript:alert(1)|go>"
    await rita.say(evil)
    said = rita.messages(text="onerror")
    await expect(said).to_have_count(1)
    await expect(said.locator(".blocks")).to_contain_text("<img src=x onerror=")
    await expect(said.locator("img, a")).to_have_count(0)
    assert "owned" not in await rita.page.title()


async def tools_are_seen_and_cover_no_text(person: browser.Person, message: Locator) -> None:
    """The bar over a message is there while one points at it, and its words can be read then."""
    tools = message.locator(".message-tools")
    await person.page.locator(".panel .composer-box").focus()
    await person.page.mouse.move(1, 1)
    await expect(tools).to_have_css("opacity", "0")
    if await person.page.evaluate("matchMedia('(hover: none)').matches"):
        await message.tap()
    else:
        await message.hover()
    await expect(tools).to_have_css("opacity", "1")
    bar, words = await tools.bounding_box(), await message.locator(".blocks").bounding_box()
    assert bar
    assert words
    assert bar["y"] + bar["height"] <= words["y"] + 6  # of a line 22 high, above its letters


async def test_a_thread_stands_beside_its_channel(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    bo = await browser.sign_in(chrome, workplace.url, "U0BO00001", size=browser.NARROW, touch=True)
    await rita.say("Which server first?")
    message = rita.messages(text="Which server first?")
    panel = await rita.thread(message)
    await rita.say("ps-neu-1, I think", thread=True)
    await expect(rita.messages(text="ps-neu-1, I think", thread=True)).to_have_count(1)
    await expect(rita.messages(text="ps-neu-1, I think")).to_have_count(0)
    await expect(panel.get_by_text("1 reply")).to_be_visible()
    replies = bo.messages(text="Which server first?").get_by_role("button", name="1 reply")
    await replies.click()
    await expect(bo.messages(text="ps-neu-1, I think", thread=True)).to_be_visible()
    await rita.say("and then the one in West Europe, which is " + "far " * 20, thread=True)
    for person in (rita, bo):
        first = person.messages(text="Which server", thread=True)
        await tools_are_seen_and_cover_no_text(person, first)
        grouped = person.messages(text="and then the one", thread=True)
        await expect(grouped).to_have_class(re.compile("compact"))
        await tools_are_seen_and_cover_no_text(person, grouped)
    await rita.screenshot("page-16-thread-tools")
    await bo.screenshot("page-16-thread-tools-phone")
    await rita.say("/failback-ps status", thread=True)
    await expect(panel.get_by_text("does not work in threads")).to_be_visible()
    await rita.page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()


async def test_one_joins_a_channel_to_write_there(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001", channel="C0AUDIT01")
    box = rita.page.locator(".channel .composer-box")
    await expect(box).to_be_hidden()
    await rita.page.get_by_role("button", name="Join").click()
    await expect(box).to_be_focused()
    await rita.say("reading along")
    await expect(rita.messages(text="reading along")).to_have_count(1)


async def test_a_lost_connection_is_told_and_mended(workplace: Workplace, chrome: Browser) -> None:
    """The page's socket is cut in the browser; what was said meanwhile is there afterwards."""
    page = await browser.open_page(chrome, workplace.url)
    sockets: list[WebSocketRoute] = []
    shut = False

    async def door(socket: WebSocketRoute) -> None:
        if shut:
            await socket.close()
            return
        socket.connect_to_server()
        sockets.append(socket)

    await page.route_web_socket(re.compile("/page/live"), door)
    await page.goto(f"{workplace.url}/?as=U0RITA001#C0INCIDENT")
    rita = browser.Person(page)
    await expect(rita.messages(text="Leipzig")).to_have_count(1)
    shut = True
    await sockets[0].close()
    lost = page.get_by_text("The connection to the workspace is lost")
    await expect(lost).to_be_visible()
    await rita.screenshot("page-15-disconnected")
    bo = await browser.sign_in(chrome, workplace.url, "U0BO00001")
    await bo.say("said while Rita was away")
    await expect(bo.messages(text="said while Rita")).to_have_count(1)
    shut = False
    await expect(rita.messages(text="said while Rita")).to_have_count(1, timeout=15_000)
    await expect(lost).to_be_hidden()


async def test_who_is_deactivated_is_signed_out(workplace: Workplace, chrome: Browser) -> None:
    bo = await browser.sign_in(chrome, workplace.url, "U0BO00001")
    await expect(bo.messages(text="Leipzig")).to_have_count(1)
    await workplace.slack.acts.act({"do": "deactivate", "user": "U0BO00001"})
    await expect(bo.page.get_by_role("heading", name="Sign in to Contoso")).to_be_visible()
    await expect(bo.page.get_by_text("Bo Lindqvist")).to_have_count(0)


async def test_a_permalink_leads_to_its_message(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.say("the one that matters", thread=False)
    ts = await rita.messages(text="the one that matters").get_attribute("data-ts") or ""
    path = f"/archives/C0INCIDENT/p{ts.replace('.', '')}"
    await rita.page.goto(workplace.url + path)
    linked = rita.messages(text="the one that matters")
    await expect(linked).to_have_class(re.compile("linked"))
    await rita.page.goto(f"{workplace.url}{path}?thread_ts={ts}&cid=C0INCIDENT")
    await expect(rita.messages(text="the one that matters", thread=True)).to_be_visible()


async def test_the_theme_is_kept(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = await rita.page.evaluate(ground)
    toggle = rita.page.get_by_role("button", name=re.compile("^Theme:"))
    await toggle.click()
    await toggle.click()
    await expect(toggle).to_have_attribute("aria-label", re.compile("Dark"))
    dark = await rita.page.evaluate(ground)
    await rita.page.reload()
    await expect(toggle).to_have_attribute("aria-label", re.compile("Dark"))
    assert await rita.page.evaluate(ground) == dark != light


async def test_the_bot_has_a_home_and_direct_messages(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.go("failback-ps Home")
    await expect(rita.page.get_by_text("needs an upgrade")).to_be_visible()
    await rita.opens("Deploy…")
    await rita.title("Deploy a process server")
    await rita.page.keyboard.press("Escape")
    await rita.page.get_by_role("button", name="Messages", exact=True).click()
    await expect(rita.page.locator(".channel .composer-box")).to_be_visible()


async def test_the_site_panel_registers_a_server(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    panel = await rita.site()
    await expect(panel.get_by_text("No process-server machine waits")).to_be_visible()
    workplace.site.deploy()
    await expect(panel.locator(".ours-mark").first).to_be_visible()
    await rita.register("ps-weu-1")
    servers = panel.locator(".site-part").nth(1)
    await expect(servers).to_contain_text("ps-weu-1")
    assert workplace.site.servers[-1]["ipAddress"] == "10.60.2.9"


async def test_the_site_panel_tells_and_upgrades_an_outdated_server(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    panel = await rita.site()
    await expect(panel.locator(".warm-mark")).to_have_text("needs an upgrade")
    await panel.get_by_role("button", name="Run Unified Setup 9.60.6956.1").click()
    await expect(panel.locator(".warm-mark")).to_have_count(0)
    assert workplace.site.servers[1]["agentVersion"] == "9.60.6956.1"
