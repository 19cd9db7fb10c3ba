"""The language of deployment templates: read by a parser, reckoned by pure functions."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.azure import template_parser as parser
from sandbox.azure.template_parser import ExpressionError
from sandbox.azure.template_places import cloud
from sandbox.azure.template_scope import Scope, World

SUBSCRIPTION = "5b000000-0000-4000-8000-000000000001"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-one"


def scope(**more: Any) -> Scope:
    def nothing(*_: Any) -> Any:
        raise AssertionError("nothing is read here")

    world = World(
        subscription={"subscriptionId": SUBSCRIPTION, "tenantId": "t"},
        group={"name": "rg-one", "location": "westeurope"},
        deployment={"name": "d"},
        now=datetime(2026, 11, 24, 15, 4, 5, tzinfo=UTC),
        deployer={"objectId": "o", "tenantId": "t", "userPrincipalName": ""},
        endpoints=cloud("https://127.0.0.1:1/"),
        read=nothing,
        ask=nothing,
    )
    return Scope(world=world, **{"parameters": {}, "variables": {}, **more})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("[[literal]", "[literal]"),
        ("['it''s']", "it's"),
        ("[concat('a', 'b', 1)]", "ab1"),
        ("[concat(createArray(1), createArray(2))]", [1, 2]),
        ("[format('{0}-{1:D3}', 'ps', 7)]", "ps-007"),
        ("[toUpper(substring('abcdef', 1, 2))]", "BC"),
        ("[if(equals(1, 1), 'yes', div(1, 0))]", "yes"),
        ("[and(true(), not(false()), or(false(), true()))]", True),
        ("[length(createArray(1, 2, 3))]", 3),
        ("[union(createObject('a', 1), createObject('b', 2)).b]", 2),
        ("[first(split('one,two', ','))]", "one"),
        ("[last(skip(range(3, 4), 1))]", 6),
        ("[take('abc', 2)]", "ab"),
        ("[replace(trim(' a-b '), '-', '+')]", "a+b"),
        ("[add(mul(2, 3), sub(10, mod(7, 4)))]", 13),
        ("[div(-7, 2)]", -3),
        ("[int('42')]", 42),
        ("[string(createArray(1, 'a'))]", '[1,"a"]'),
        ("[padLeft(7, 3, '0')]", "007"),
        ("[join(createArray('a', 'b'), '/')]", "a/b"),
        ("[base64ToString(base64('ä'))]", "ä"),
        ("[json('{\"a\": [1, 2]}').a[1]]", 2),
        ("[coalesce(null(), 'x')]", "x"),
        ("[contains(createObject('Key', 1), 'key')]", True),
        ("[startsWith('Hello', 'he')]", True),
        ("[endsWith('Hello', 'LO')]", True),
        ("[empty('')]", True),
        ("[resourceGroup().location]", "westeurope"),
        ("[subscription()['subscriptionId']]", SUBSCRIPTION),
        ("[resourceId('Microsoft.Network/virtualNetworks/subnets', 'a', 'b')]",
         f"{GROUP}/providers/Microsoft.Network/virtualNetworks/a/subnets/b"),
        ("[resourceId('other', 'Microsoft.Compute/disks', 'd')]",
         f"/subscriptions/{SUBSCRIPTION}/resourceGroups/other/providers/Microsoft.Compute/disks/d"),
        ("[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'x')]",
         f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/x"),
    ],
)  # fmt: skip
def test_expressions(text: str, value: Any) -> None:
    assert scope().value(text) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[concat('a']", "expected token 'RightParenthesis' and actual 'EndOfData'"),
        ("[concat('a' 'b')]", "expected token 'RightParenthesis' and actual ''b''"),
        ("['a'.]", "expected token 'Identifier'"),
        ("[]", "expected token 'Literal'"),
        ("['a' ~ 'b']", "unexpected character '~'"),
        ("[nonsense(1)]", "The template function 'nonsense' is not valid"),
        ("[parameters('x')]", "The template parameter 'x' is not found"),
        ("[variables('x')]", "The template variable 'x' is not found"),
        ("[createObject('a', 1).b]", "The language expression property 'b' doesn't exist"),
        ("[createArray(1)[3]]", "out of bounds"),
        ("[utcNow()]", "can only be used in the default value of a parameter"),
        ("[copyIndex()]", "The template function 'copyIndex' is not expected at this location"),
        ("[int('one')]", "cannot convert provided value 'one'"),
        ("[substring('abc', 2, 5)]", "must refer to a location within the string"),
        ("[add('a')]", "Unable to evaluate template language function 'add'"),
        ("[resourceId('Microsoft.Network/virtualNetworks/subnets', 'a')]", "requires '2' resource"),
    ],
)
def test_what_cannot_be_read_or_reckoned_is_said(text: str, said: str) -> None:
    with pytest.raises(ExpressionError) as wrong:
        scope().value(text)
    assert said in str(wrong.value)


def test_variables_are_reckoned_when_asked_for_and_may_build_on_each_other() -> None:
    where = scope(variables={"one": "[concat(variables('two'), '!')]", "two": "[toUpper('a')]"})
    assert where.value("[variables('one')]") == "A!"


def test_loops_unroll_properties_with_their_own_index() -> None:
    loop = {"copy": [{"name": "disks", "count": 3, "input": {"lun": "[copyIndex('disks', 1)]"}}]}
    assert scope().value({"a": loop}) == {"a": {"disks": [{"lun": 1}, {"lun": 2}, {"lun": 3}]}}


LITERALS = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=20)


@given(LITERALS)
def test_any_text_can_be_quoted(text: str) -> None:
    quoted = "['" + text.replace("'", "''") + "']"
    assert scope().value(quoted) == text


TREES = st.recursive(
    st.builds(parser.Literal, st.text(max_size=5) | st.integers(-99, 99)),
    lambda inner: (
        st.builds(
            lambda name, args: parser.Function(name.lower(), tuple(args), name),
            st.from_regex(r"[a-z][A-Za-z0-9]{0,6}", fullmatch=True),
            st.lists(inner, max_size=3),
        )
        | st.builds(parser.At, inner, inner)
    ),
    max_leaves=12,
)


def written(node: parser.Node) -> str:
    if isinstance(node, parser.Literal):
        quoted = str(node.value).replace("'", "''")
        return f"'{quoted}'" if isinstance(node.value, str) else str(node.value)
    if isinstance(node, parser.At):
        return f"{written(node.target)}[{written(node.key)}]"
    return f"{node.written}({', '.join(map(written, node.args))})"


@given(TREES)
def test_what_is_written_is_read_back_as_the_same_tree(tree: parser.Node) -> None:
    assert parser.parse(f"[{written(tree)}]") == tree


@given(st.text(max_size=30))
def test_nothing_but_a_sentence_comes_of_bad_text(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        parser.parse(f"[{text}]")


@given(st.lists(st.text(max_size=8), min_size=1, max_size=4))
def test_unique_strings_and_guids_depend_on_their_arguments_alone(args: list[str]) -> None:
    quoted = ", ".join("'" + each.replace("'", "''") + "'" for each in args)
    for name, length in (("uniqueString", 13), ("guid", 36)):
        one, two = (scope().value(f"[{name}({quoted})]") for _ in range(2))
        assert one == two
        assert len(one) == length
        assert one == one.lower()
