"""Every verb by name. Found by dictionary: one listener serves them all."""

from __future__ import annotations

from commands import (
    by_hand,
    certificate,
    chart,
    check,
    coverage,
    delete,
    deploy,
    findings,
    history,
    holds,
    incident,
    plan_upgrade,
    power,
    refresh,
    register,
    status,
    switch,
    unregister,
    upgrade,
)
from commands import help as help_verb
from commands import list as list_verb
from commands.verbs import Verb

_OTHERS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        deploy.VERB,
        register.VERB,
        *power.VERBS,
        upgrade.VERB,
        switch.VERB,
        unregister.VERB,
        delete.VERB,
        certificate.VERB,
        refresh.VERB,
        status.VERB,
        list_verb.VERB,
        coverage.VERB,
        check.VERB,
        chart.VERB,
        by_hand.VERB,
        plan_upgrade.VERB,
        *findings.VERBS,
        incident.VERB,
        *holds.VERBS,
        history.VERB,
    )
}

VERBS: dict[str, Verb] = {**_OTHERS, "help": help_verb.declare(_OTHERS)}
