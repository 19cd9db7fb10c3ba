"""Functions of deployment templates, each group with the page that describes it below
https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-….

Dates, networks and zones hold the outputs those pages show; the other rows follow what the pages
describe, with examples of our own among them. What a refusal says is ours where no page quotes it.
"""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.azure.template_parser import ExpressionError
from tests.unit.sandbox.test_template_language import scope

DOGS = [  # …-lambda
    {"name": "Evie", "age": 5, "interests": ["Ball", "Frisbee"]},
    {"name": "Casper", "age": 3, "interests": ["Other dogs"]},
    {"name": "Indy", "age": 2, "interests": ["Butter"]},
    {"name": "Kira", "age": 8, "interests": ["Rubs"]},
]
BASE = "2020-04-07 14:53:14Z"
DATES = [  # …-date
    (f"[dateTimeAdd('{BASE}', 'P3Y')]", "4/7/2023 2:53:14 PM"),
    (f"[dateTimeAdd('{BASE}', '-P9D')]", "3/29/2020 2:53:14 PM"),
    (f"[dateTimeAdd('{BASE}', 'PT1H')]", "4/7/2020 3:53:14 PM"),
    ("[dateTimeAdd('2023-01-31 00:00:00Z', 'P1M', 'yyyy-MM-ddTHH:mm:ssZ')]",
     "2023-03-02T00:00:00Z"),
    ("[dateTimeAdd('2024-01-31 00:00:00Z', 'P1M', 's')]", "2024-03-01T00:00:00"),
    (f"[dateTimeToEpoch(dateTimeAdd('{BASE}', 'P1D'))]", 1586357594),
    ("[dateTimeFromEpoch(1683040573)]", "2023-05-02T15:16:13Z"),
    ("[dateTimeToEpoch('2023-05-02T15:16:13Z')]", 1683040573),
]  # fmt: skip
NETWORKS = [  # …-cidr
    ("[parseCidr('10.144.0.0/20')]",
     {"network": "10.144.0.0", "netmask": "255.255.240.0", "broadcast": "10.144.15.255",
      "firstUsable": "10.144.0.1", "lastUsable": "10.144.15.254", "cidr": 20}),
    ("[parseCidr('fdad:3236:5555::/48')]",
     {"network": "fdad:3236:5555::", "netmask": "ffff:ffff:ffff::",
      "firstUsable": "fdad:3236:5555::",
      "lastUsable": "fdad:3236:5555:ffff:ffff:ffff:ffff:ffff", "cidr": 48}),
    ("[cidrSubnet('10.144.0.0/20', 24, 4)]", "10.144.4.0/24"),
    ("[cidrSubnet('fdad:3236:5555::/48', 52, 1)]", "fdad:3236:5555:1000::/52"),
    ("[cidrHost('10.144.3.0/24', 0)]", "10.144.3.1"),
    ("[cidrHost('fdad:3236:5555:3000::/52', 4)]", "fdad:3236:5555:3000::5"),
]  # fmt: skip
TEXTS = [  # …-string
    ("[dataUri('Hello')]", "data:text/plain;charset=utf8;base64,SGVsbG8="),
    ("[dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')]", "Hello, World!"),
    ("[dataUriToString(dataUri('a,b'))]", "a,b"),
    ("[dataUriToString('data:,a%20b')]", "a b"),  # RFC 2397
    ("[base64ToJson('eyJvbmUiOiAiYSJ9').one]", "a"),
    ("[join(createArray('one', 'two', 'three'), ';')]", "one;two;three"),
]
COLLECTIONS = [  # …-array and …-object
    ("[indexFromEnd(createArray('apple', 'orange', 'banana'), 2)]", "orange"),
    ("[tryIndexFromEnd(createArray('apple', 'orange'), 3)]", None),
    ("[tryIndexFromEnd(createArray('apple', 'orange'), 2)]", "apple"),
    ("[tryGet(createObject('one', 1), 'One')]", 1),
    ("[tryGet(createObject('one', 1), 'two', 'three')]", None),
    ("[tryGet(createArray('a'), 1)]", None),
    ("[tryGet(createObject('a', createObject('b', 2)), 'a', 'b')]", 2),
    # Bicep's own compiler writes `.?a[^1]` so (Azure/bicep, ExpressionConverter tests).
    ("[tryGet(createObject('a', range(1, 2)), 'a', createObject('value', 1, 'fromEnd', true()))]",
     2),
    ("[items(createObject('item002', 2, 'item001', 1))]",
     [{"key": "item001", "value": 1}, {"key": "item002", "value": 2}]),
    ("[objectKeys(createObject('b', 1, 'a', 2))]", ["a", "b"]),
    ("[shallowMerge(json('[{\"one\": \"a\", \"two\": {\"x\": 1}}, {\"two\": {\"y\": 2}}]'))]",
     {"one": "a", "two": {"y": 2}}),
    ("[flatten(json('[[\"one\", \"two\"], [\"three\"], [\"four\"]]'))]",
     ["one", "two", "three", "four"]),
]  # fmt: skip
CLOUD = [  # …-resource and …-deployment
    ("[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2')]", ["1"]),
    ("[pickZones('Microsoft.Compute', 'virtualMachines', 'West US 2', 3)]", ["1", "2", "3"]),
    ("[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2', 2, 1)]", ["2", "3"]),
    ("[pickZones('Microsoft.Compute', 'virtualMachines', 'northcentralus')]", []),
    ("[pickZones('Microsoft.Cdn', 'profiles', 'westus2')]", []),
    ("[environment().suffixes.storage]", "core.windows.net"),
    ("[environment().authentication.audiences[1]]", "https://management.azure.com/"),
    ("[deployer().objectId]", "o"),
]


@pytest.mark.parametrize(
    ("text", "value"),
    [*DATES, *NETWORKS, *TEXTS, *COLLECTIONS, *CLOUD],
)
def test_functions(text: str, value: Any) -> None:
    assert scope().value(text) == value


NAMES = "map(variables('dogs'), lambda('dog', lambdaVariables('dog').name))"
AGES = "map(variables('dogs'), lambda('dog', lambdaVariables('dog').age))"


@pytest.mark.parametrize(
    ("text", "value"),
    [  # …-lambda, with the page's dogs
        (
            (
                "[filter(variables('dogs'), lambda('dog', "
                "greaterOrEquals(lambdaVariables('dog').age, 5)))]"
            ),
            [DOGS[0], DOGS[3]],
        ),
        (
            "[filter(range(0, 4), lambda('n', 'i', less(lambdaVariables('i'), 2)))]",
            [0, 1],
        ),
        (f"[{NAMES}]", ["Evie", "Casper", "Indy", "Kira"]),
        (
            f"[map({NAMES}, lambda('dog', format('Hello {{0}}!', lambdaVariables('dog'))))]",
            ["Hello Evie!", "Hello Casper!", "Hello Indy!", "Hello Kira!"],
        ),
        (
            "[map(range(0, 3), lambda('i', createObject('i', lambdaVariables('i'))))]",
            [{"i": 0}, {"i": 1}, {"i": 2}],
        ),
        (
            (
                f"[reduce({AGES}, 0, lambda('cur', 'next', add(lambdaVariables('cur'), "
                "lambdaVariables('next'))))]"
            ),
            18,
        ),
        (
            (
                f"[reduce({AGES}, 0, lambda('cur', 'next', 'i', add(lambdaVariables('cur'), "
                "if(equals(mod(lambdaVariables('i'), 2), 0), lambdaVariables('next'), 0))))]"
            ),
            7,
        ),
        (
            (
                "[map(sort(variables('dogs'), lambda('a', 'b', less(lambdaVariables('a').age, "
                "lambdaVariables('b').age))), lambda('dog', lambdaVariables('dog').name))]"
            ),
            ["Indy", "Casper", "Evie", "Kira"],
        ),
        (
            (
                "[toObject(variables('dogs'), lambda('e', lambdaVariables('e').name), "
                "lambda('e', lambdaVariables('e').age))]"
            ),
            {"Evie": 5, "Casper": 3, "Indy": 2, "Kira": 8},
        ),
        (
            "[toObject(createArray('a', 'b'), lambda('e', toUpper(lambdaVariables('e'))))]",
            {"A": "a", "B": "b"},
        ),
        (
            (
                "[groupBy(createArray('foo', 'bar', 'baz'), lambda('x', "
                "substring(lambdaVariables('x'), 0, 1)))]"
            ),
            {"f": ["foo"], "b": ["bar", "baz"]},
        ),
        (
            (
                "[mapValues(createObject('foo', 'foo', 'bar', 'bar'), lambda('v', "
                "toUpper(lambdaVariables('v'))))]"
            ),
            {"foo": "FOO", "bar": "BAR"},
        ),
        (
            (
                "[map(range(1, 2), lambda('a', map(range(1, 2), lambda('b', "
                "mul(lambdaVariables('a'), lambdaVariables('b'))))))]"
            ),
            [[1, 2], [2, 4]],
        ),
    ],
)
def test_lambdas(text: str, value: Any) -> None:
    assert scope(variables={"dogs": DOGS}).value(text) == value


@pytest.mark.parametrize(
    ("form", "value"),
    [  # …-date#utcnow, and .NET's pages on standard and custom formats
        ("", "20261124T150405Z"),
        ("d", "11/24/2026"),
        ("M d", "11 24"),
        ("u", "2026-11-24 15:04:05Z"),
        ("o", "2026-11-24T15:04:05.0000000Z"),
        ("r", "Tue, 24 Nov 2026 15:04:05 GMT"),
        ("h:mm tt", "3:04 PM"),
        ("yy-MMM-dd ''at'' H", "26-Nov-24 at 15"),
    ],
)
def test_the_time_is_written_as_dotnet_does(form: str, value: str) -> None:
    assert scope(own=True).value(f"[utcNow('{form}')]" if form else "[utcNow()]") == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[fail('no such size')]", "no such size"),
        ("[dateTimeAdd('soon', 'P1D')]", "'soon' is not valid"),
        ("[dateTimeAdd('2020-04-07', 'P')]", "The duration 'P' is not valid"),
        ("[parseCidr('10.0.0.0/33')]", "'10.0.0.0/33' is not a valid CIDR"),
        ("[cidrSubnet('10.0.0.0/24', 20, 0)]", "must be between '24' and '32'"),
        ("[cidrSubnet('10.0.0.0/24', 26, 4)]", "out of the range"),
        ("[cidrHost('10.0.0.0/30', 2)]", "out of the range"),
        ("[dataUriToString('Hello')]", "expects a data URI"),
        ("[indexFromEnd(createArray(1), 2)]", "out of bounds"),
        ("[tryGet(createObject('a', createObject()), 'a', 'b')]", "property 'b' doesn't exist"),
        ("[lambda('x', 1)]", "The template function 'lambda' is not expected at this location"),
        ("[length(lambda('x', 1))]", "'lambda' is not expected at this location"),
        ("[map(range(0, 1), lambda('x', lambdaVariables('y')))]", "lambda variable 'y' is not"),
        ("[lambdaVariables('x')]", "lambda variable 'x' is not found"),
        ("[map('abc', lambda('x', 1))]", "Unable to evaluate template language function 'map'"),
        ("[mapValues(createObject('a', 1), lambda('a', 'b', 1))]", "has '2' arguments"),
        ("[pickZones('Microsoft.Compute', 'disks', 'westus2', 3, 1)]", "exceed the '3' zones"),
    ],
)
def test_what_a_function_refuses(text: str, said: str) -> None:
    with pytest.raises(ExpressionError) as wrong:
        scope().value(text)
    assert said in str(wrong.value)
