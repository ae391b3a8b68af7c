"""Names in the middle of a sentence, as a careful editor writes them."""

import pytest

from generator.analysis.mid_sentence import mid_sentence

NAMES = {
    "a common word": ("Renal impairment", "", "en-GB", "renal impairment"),
    "an abbreviation with a digit": ("G6PD deficiency", "", "en-GB", "G6PD deficiency"),
    "a digit after a hyphen": ("Jo-1 antibodies", "", "en-GB", "Jo-1 antibodies"),
    "a capital further on": ("IgA nephropathy", "", "en-GB", "IgA nephropathy"),
    "a capital after a hyphen": ("Anti-MDA5 antibodies", "", "en-GB", "Anti-MDA5 antibodies"),
    "a small word before an abbreviation, by the texts": ("Anti-MDA5 antibodies", "Seen with anti-MDA5.", "en-GB", "anti-MDA5 antibodies"),
    "another part of a word": ("Ray burns", "Seen with x-ray and Ray-like light.", "en-GB", "ray burns"),
    "a letter that names": ("B-cell lymphoma", "", "en-GB", "B-cell lymphoma"),
    "a capital in another word": ("Hepatitis B", "", "en-GB", "hepatitis B"),
    "a proper name, by the texts": ("Raynaud phenomenon", "Seen with Raynaud phenomenon.", "en-GB", "Raynaud phenomenon"),
    "a heading says nothing": ("Malignancy", "Malignancy: look for it. Malignancy is rare.", "en-GB", "malignancy"),
    "a capital at one place, none at another": ("Malignancy", "See under Malignancy, as malignancy is rare.", "en-GB", "malignancy"),
    "the beginning of another word": ("Ray burns", "Seen with Raynaud phenomenon.", "en-GB", "ray burns"),
    "nouns with capitals": ("Niereninsuffizienz", "", "de-AT", "Niereninsuffizienz"),
    "a dotted letter": ("İnme", "", "tr", "inme"),
    "a letter without its dot": ("Isı çarpması", "", "tr", "ısı çarpması"),
    "a script without capitals": ("妊娠", "", "ja", "妊娠"),
    "no letter": ("65 years or older", "", "en-GB", "65 years or older"),
    "small already": ("eGFR below 30", "", "en-GB", "eGFR below 30"),
}


@pytest.mark.parametrize(("name", "text", "language", "expected"), NAMES.values(), ids=NAMES)
def test_names_within_a_sentence(name: str, text: str, language: str, expected: str) -> None:
    assert mid_sentence([name], [text], language) == {name: expected}
