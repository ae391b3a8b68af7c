"""Search for rules by words, for authors who do not know the code."""

import re

from generator.core.diagnostics import Rule, catalogue, variants

_CODE, _SAID, _TOLD = 4, 2, 1
_MOST = 6
"""So many rules are named; who sees more reads none."""
_ENDING = re.compile(r"(?:ations?|ions?|ings?|ed|es|s|e)$")
_SMALL = frozenset("a an the of in on is it to for and or that not".split())


def rules_about(words: str) -> tuple[Rule, ...]:
    """The rules whose title, words or messages hold all or most of the words, the best first; none where no rule does."""
    wanted = _stems(words) - _SMALL
    weighed = [
        (sum(bool(weight) for weight in weights), sum(weights), rule)
        for rule in catalogue().values()
        if (weights := _weights(rule, wanted))
    ]
    most = max((held for held, _, _ in weighed), default=0)
    best = sorted((entry for entry in weighed if entry[0] == most > 0), key=lambda entry: -entry[1])
    # Who finds a rule of that title does not want those that say the word by the way.
    return tuple(rule for _, weight, rule in best[:_MOST] if 2 * weight >= best[0][1])


def _weights(rule: Rule, wanted: set[str]) -> list[int]:
    """How strongly a rule speaks of each word that is wanted."""
    special = " ".join(f"{form.message} {form.help}" for form in variants(rule.code).values())
    parts = ((_CODE, f"{rule.code} {rule.title} {rule.keywords}"), (_SAID, f"{rule.message} {special}"), (_TOLD, f"{rule.help} {rule.why}"))
    held = [(weight, _stems(text)) for weight, text in parts]
    return [max((weight for weight, stems in held if word in stems), default=0) for word in sorted(wanted)]


def _stems(text: str) -> set[str]:
    return {_ENDING.sub("", word) if len(word) > 3 else word for word in re.findall(r"[^\W_]+", text.casefold())}  # noqa: PLR2004  # “as”, “tab”
