"""Words of the lens for grades: of each value of the first axis, and of those beside the scale, as far as the pathway uses them."""

from generator.views.page_context import PageContext
from generator.views.script_data import Data


def grade_lens(context: PageContext) -> Data:
    """The values in the order of their strength; nothing for a pathway without grades."""
    grading, words = context.index.pathway.pathway.grading, context.words
    if grading is None or not grading.axes:
        return {}
    axis = grading.axes[0]
    used = {statement.grade[0] for statement in context.index.statements.values() if statement.grade}
    scale = [value for value in axis.values if value in used]
    return {
        "name": words.lens["grade"],
        "heading": words.lens["grade_heading"].format(axis=axis.name, scheme=grading.name),
        "most": len(scale),
        "values": [
            {
                "name": value,
                "says": words.lens["grade_value"].format(value=value, meaning=meaning),
                "against": words.lens["grade_against"].format(value=value, meaning=meaning),
            }
            for value, meaning in (axis.values | grading.besides).items()
            if value in used
        ],
        "differs": words.lens["grade_differs"],
        "none": words.lens["grade_none"],
    }
