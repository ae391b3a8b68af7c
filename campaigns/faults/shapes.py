"""The shape of the format as far as faults need it: the keys of each part, which of them it needs (!), and what stands under them."""

SHAPES: dict[str, dict[str, str]] = {
    name: dict(entry.split(":", 1) for entry in keys.split())
    for name, keys in {
        "top": "format!:word pathway!:metadata rules:rules overview:chart sections!:[section] statements!:[statement] "
        "treatments:[treatment] antibodies:[antibody] circumstances:[circumstance] abbreviations:abbreviations references!:[reference]",
        "metadata": "id!:id title!:text short_title:text version!:text published!:date evidence_until!:date review_by!:date "
        "language:language summary!:text scope!:prose population!:prose readers!:prose disclaimer!:prose licence!:prose "
        "authors:[author] authorship!:prose review!:prose status_note!:text grading!:prose method!:prose citation_style:style "
        "address:url references_checked_within:number",
        "setting": "severity!:word reason!:text",
        "section": "id!:id title!:text short_title:text summary:text synonyms:[text] charts!:[chart]",
        "chart": "id!:id title!:text summary:text line:text boxes!:[box]",
        "box": "id!:id kind!:word title!:text line:text statements:[placement] rests_on:[use:statement] gives:[use:treatment] "
        "synonyms:[text] editorial:text next:[way]",
        "placement": "statement!:use:statement editorial:text",
        "way": "to!:use:place label:text editorial:text",
        "statement": "id!:id role!:word says!:text cites:[citation] about:[use:subject] note:text restates:[id]",
        "citation": "reference!:use:reference note:text",
        "treatment": "id!:id name!:text abbreviations:[text] synonyms:[text] note:text editorial:text members:[use:treatment]",
        "antibody": "id!:id name!:text abbreviations:[text] synonyms:[text] note:text editorial:text",
        "circumstance": "id!:id name!:text abbreviations:[text] synonyms:[text] note:text editorial:text",
        "author": "family:text given:text suffix:text",
        "reference": "id!:id type!:word authors:[author] others:truth title!:text title_is_translated:truth language:language "
        "journal:text book_title:text editors:[author] edition:text publisher:text place:text issued:dates volume:text issue:text "
        "pages:text article_number:text pmid:pmid pmcid:pmcid doi:doi url:url source_number:number design:word design_basis:word "
        "participants:number population:text directness:word directness_note:text retracted:date corrected:date "
        "superseded_by:use:successor checked_on:date notice:text note:text",
    }.items()
}
SHORT = {"placement": "statement", "way": "to", "citation": "reference"}
"""Parts that may be written as a bare word, and the key that it then stands for."""


def needs(shape: str) -> set[str]:
    """The keys that a part of this shape cannot do without."""
    return {key[:-1] for key in SHAPES.get(shape, ()) if key.endswith("!")}


def spec_of(shape: str, key: str) -> str:
    """Value of a key: a kind of text, a shape, or a list of one in brackets."""
    match shape:
        case "abbreviations":
            return "text"
        case "rules":
            return "setting"
        case _:
            keys = SHAPES[shape]
            return keys.get(f"{key}!") or keys[key]
