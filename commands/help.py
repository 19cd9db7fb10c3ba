"""Help, made from the declarations: the overview, and one verb in full.

The overview lists what the person may run; one verb is explained to everybody alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commands import grammar, usage
from commands.fields import Choice, Fault, Field, Kind, Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core.sentences import Sentence, join, say
from workflow import approvals, rights

COMMAND = "/failback-ps"
EXAMPLE = "deploy"
NAME = "help"
"""The one verb that everybody may run, whatever the rules say."""


def overview(verbs: Mapping[str, Verb], may: rights.Rights | None = None) -> Answer:
    """What the bot can do, one line a verb. `may`: what this person may run, where that was judged;
    whom to ask for the rest is said in a line."""
    shown, rest = list(verbs.values()), ""
    if may is not None:
        rest = _rest(may)
        if not may.unknown:
            shown = [one for one in shown if one.name in may.verbs or one.name == NAME]
    return Answer(
        title=say("help-all", "What I can do"),
        sections=(
            Section(rows=tuple((usage.of(verb), summary(verb)) for verb in shown)),
            *((Section(text=rest),) if rest else ()),
            Section(
                heading=say("help-how", "How to type it"),
                text=_typing(any(one.name == EXAMPLE for one in shown)),
            ),
            Section(
                heading=say("help-why", "What it is for"),
                text=say(
                    "help-purpose",
                    "Machines that failed over to Azure need a process server in their virtual "
                    "network to replicate back to a VMware or physical site when the latency "
                    "between the two is high. I deploy it after an approval, prove that it is "
                    "registered, and watch its version.",
                ),
            ),
        ),
    )


def _rest(may: rights.Rights) -> str:
    """Why not every verb is listed, and whom to ask for the others; empty where all are."""
    if may.unknown:
        return join(
            [may.unknown, say("help-unjudged", "So every command is listed, yours or not.")]
        )
    if may.uncounted:
        return join([may.uncounted, approvals.ask_a_colleague()])
    named = {verb: circles for verb, circles in may.others.items() if circles}
    if not named:
        return ""  # what no rule lets anybody run, nobody can be asked for
    by: dict[str, list[str]] = {}
    for verb, circles in sorted(named.items()):
        by.setdefault(approvals.mentions(circles), []).append(verb)
    lines = [
        say(
            "help-others",
            "Not yours to run: {verbs}. Ask {who}.",
            verbs=", ".join(verbs),
            who=who,
        )
        for who, verbs in by.items()
    ]
    return join(lines, "\n")


def _typing(writes: bool) -> str:
    """`writes`: whether the verb is listed that the example is of."""
    if not writes:
        return say(
            "help-reading",
            "Type the command after `/failback-ps`: `/failback-ps help` and its name explains it "
            "and its fields.",
        )
    return say(
        "help-typing",
        "Type `/failback-ps deploy` alone for a form, or give fields as `name=value`: "
        "`/failback-ps deploy name=ps-weu-1 region=westeurope`. What you give is "
        "filled in; a complete line skips the form. Put quotes around values with "
        "blanks. `/failback-ps help deploy` explains a command and its fields.",
    )


def of(verb: Verb) -> Answer:
    """One verb: what it does, its fields, examples."""
    described = Sentence(verb.description, key=f"declared-description-{verb.name}")
    sections = [Section(text=described)]
    if verb.authority is Authority.APPROVAL:
        sections.append(
            Section(
                heading=say("help-what-happens", "What happens"),
                text=say(
                    "help-gate",
                    "Everything is checked first, without changing anything. You then see a plan; "
                    "the people your policy names approve or deny it; only then it runs.",
                ),
            )
        )
    if verb.fields:
        rows = tuple((f.name, explain(f, verb)) for f in verb.fields)
        sections.append(Section(heading=say("help-fields", "Fields"), rows=rows))
    if verb.examples:
        examples = "\n".join(verb.examples)
        sections.append(Section(heading=say("help-examples", "Examples"), text=examples))
    return Answer(title=f"{COMMAND} {verb.name}", sections=tuple(sections))


def summary(verb: Verb) -> str:
    """Other languages have what verbs declare by their names (`declared.ftl`)."""
    return Sentence(verb.summary, key=f"declared-summary-{verb.name}")


def explain(field: Field, verb: Verb) -> str:
    """What a field of the verb is for, and what is taken when it is left out."""
    mine, everybodys = f"declared-{verb.name}-{field.name}-help", f"declared-{field.name}-help"
    parts: list[str] = [Sentence(field.help, key=f"{mine} {everybodys}")]
    if field.kind is Kind.CHOICE:
        choices = ", ".join(c.value for c in field.choices)
        parts.append(say("help-choices", "One of: {choices}.", choices=choices))
    if field.default:
        parts.append(say("help-default", "Default: {value}.", value=field.default))
    elif not field.required:
        parts.append(say("help-optional", "May be left out."))
    if field.example:
        parts.append(say("help-example", "Example: {value}", value=field.example))
    return join(parts)


def declare(others: Mapping[str, Verb]) -> Verb:
    """The verb `help` over the given verbs; itself is listed last."""

    def listed() -> dict[str, Verb]:
        return {**others, verb.name: verb}

    def known(value: str, values: Values) -> Fault | None:
        if value.lower() in listed():
            return None
        problem = grammar.unknown_verb(value, listed())
        return Fault(field="verb", value=value, sentence=problem.sentence, remedy=problem.remedy)

    async def answer(world: Any, values: Values, asking: Asking) -> Answer:
        name = values.get("verb", "").lower()
        if not name:
            return overview(listed(), await asking.judge([*others]) if asking.judge else None)
        if name in listed():
            return of(listed()[name])
        problem = grammar.unknown_verb(name, listed())
        return Answer(title=say("help-title", "Help"), sections=(Section(text=problem.whole),))

    verb = Verb(
        name=NAME,
        summary="what I can do, or one command in full",
        description="Lists the commands you may run, or explains one with its fields and examples.",
        authority=Authority.READ,
        fields=(
            Field(
                name="verb",
                label="Command",
                help="The command to explain.",
                required=False,
                choices=tuple(Choice(value=n, label=n) for n in others),
                check=known,
                example="deploy",
            ),
        ),
        make_answer=answer,
        examples=(f"{COMMAND} help", f"{COMMAND} help deploy"),
        words=("verb",),
    )
    return verb
