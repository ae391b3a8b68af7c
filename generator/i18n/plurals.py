"""Which form of a word goes with a number, by the rules of its language as the Unicode CLDR writes them."""

import re
from collections.abc import Mapping
from functools import cache

OTHER = "other"
"""The form for all numbers of which no rule speaks."""

_RELATION = re.compile(r"([niv])(?: % (\d+))? (!?=) (\d+(?:\.\.\d+)?(?:,\d+(?:\.\.\d+)?)*)")


def form_of(rules: Mapping[str, str], number: int) -> str:
    """The name of the form for a whole number; `rules` are conditions by the name of their form: `{"one": "n = 1"}`.

    Of CLDR's language it knows what whole numbers need: `n` and `i` are the number, `v` (its decimals) is 0. A rule that it
    cannot read raises `ValueError`.
    """
    return next((form for form, rule in rules.items() if _holds(rule, number)), OTHER)


def _holds(rule: str, number: int) -> bool:
    return any(all(_is_so(relation, number) for relation in either.split(" and ")) for either in rule.split(" or "))


def _is_so(relation: str, number: int) -> bool:
    operand, modulus, sign, ranges = _read(relation)
    value = 0 if operand == "v" else number
    value = value % modulus if modulus else value
    return any(low <= value <= high for low, high in ranges) is (sign == "=")


@cache
def _read(relation: str) -> tuple[str, int, str, tuple[tuple[int, int], ...]]:
    """A relation's operand, modulus (0: none), sign, and ranges of values."""
    match = _RELATION.fullmatch(relation.strip())
    if match is None:
        message = f"no rule for plurals: {relation}"
        raise ValueError(message)
    operand, modulus, sign, values = match.groups()
    ranges = (span.partition("..") for span in values.split(","))
    return operand, int(modulus or 0), sign, tuple((int(low), int(high or low)) for low, _, high in ranges)
