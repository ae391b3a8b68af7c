"""Which form of a word goes with a number, by the rules of its language as the Unicode CLDR writes them."""

import re
from collections.abc import Mapping

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
    match = _RELATION.fullmatch(relation.strip())
    if match is None:
        message = f"no rule for plurals: {relation}"
        raise ValueError(message)
    operand, modulus, sign, values = match.groups()
    value = 0 if operand == "v" else number
    value = value % int(modulus) if modulus else value
    ranges = (span.partition("..") for span in values.split(","))
    return any(int(low) <= value <= int(high or low) for low, _, high in ranges) is (sign == "=")
