"""The process servers at a glance: state, version, certificate; as the watch saw them."""

from __future__ import annotations

from datetime import timedelta

from azureops import reading
from bot.slack.cards import blocks, buttons, text
from bot.slack.cards.buttons import Button
from bot.slack.home import condition, paging, saying
from bot.slack.home.facts import Facts
from commands import verbs
from core import language
from workflow import estate

PAGE = 10
AGE = "home-age"
"""The block that says how old this is."""
LATE = timedelta(minutes=30)
"""What was seen so much earlier than the rest says so itself: its vault gave no answer since."""

Words = language.Words


def of(facts: Facts, words: Words) -> list[blocks.Block]:
    quiet = condition.aside(facts.seen.findings)
    all_ = sorted(facts.seen.servers, key=lambda one: _order(one, facts, quiet))
    shown = [blocks.header(words("home-servers", count=len(all_)))]
    if not all_:
        return [*shown, blocks.section(words("home-servers-none"))]
    newest = max(one.seen_at for one in all_)
    age = [words("home-servers-age", when=text.moment(newest))]
    age += [words("home-servers-again")] if facts.may("check") else []
    shown.append({**blocks.context(age), "block_id": AGE})
    page = paging.cut(all_, facts.choice.servers, PAGE)
    for one in page.items:
        stands = _stands(one, facts, quiet, words)
        shown.append(_row(one, stands, facts, words, late=newest - one.seen_at > LATE))
    return [*shown, *paging.row("servers", page, words)]


def _order(one: estate.Server, facts: Facts, quiet: condition.Aside) -> tuple[bool, str, str]:
    """What needs somebody first, then by name."""
    return (not condition.pressing(one, facts.now, quiet), one.name.lower(), one.id)


def _stands(one: estate.Server, facts: Facts, quiet: condition.Aside, words: Words) -> str:
    """What is wrong with it, what somebody has put off last; as the findings say it."""
    troubles = condition.troubles(one, facts.now)
    if not troubles:
        return words("home-healthy")
    pressing = condition.pressing(one, facts.now, quiet)
    said = [condition.said(trouble, one, words) for trouble in pressing]
    for trouble in troubles:
        if (state := condition.put_off(trouble, one, quiet)) is not None:
            what = condition.said(trouble, one, words)
            said.append(words(f"home-aside-{state.value}", what=what))
    return words("home-attention" if pressing else "home-nothing-open", what=", ".join(said))


def _row(
    one: estate.Server, stands: str, facts: Facts, words: Words, *, late: bool
) -> blocks.Block:
    vault = text.escape(one.vault.rpartition("/")[2])
    left = [f"*{text.escape(one.name)}*", stands]
    if late:
        left.append(words("home-late", when=text.moment(one.seen_at)))
    # What is wrong with the certificate is said on the left.
    ended = condition.ENDING & set(condition.troubles(one, facts.now))
    ends = "" if ended else _certificate(one, words)
    right = [_version(one, words), ends, vault]
    look = None
    if facts.may("status"):
        offer = verbs.Offer(verb="status", label="", values={"server": one.name})
        value = buttons.write_offer(offer)
        look = blocks.button(Button.RUN, words("home-status"), value) if value else None
    pair = ("\n".join(left), "\n".join(line for line in right if line))
    return blocks.columns([pair], look)


def _version(one: estate.Server, words: Words) -> str:
    if not one.version:
        return words("home-version-unknown")
    return words("home-version", version=text.code(one.version))


def _certificate(one: estate.Server, words: Words) -> str:
    """Or why there is none to look after."""
    if one.modernised:
        return words("home-modernised")
    if one.built_in:
        return words("home-built-in")
    if one.certificate is None:
        return ""
    if one.certificate == reading.NEVER:
        return words("home-certificate-never")
    return words("home-certificate", day=saying.day(one.certificate))
