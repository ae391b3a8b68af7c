"""Publications on a time axis as inline SVG: a strip for each row, with classes only; every colour is the style sheet's.

A strip has no width of its own: places along it are parts of the whole, and only its height is in pixels. So it fills a column of a
page as well as a telephone, and its signs and its text keep their size.
"""

from generator.plot.axis import Axis, axis_of
from generator.plot.signs import Dot, Fill, sign
from generator.plot.strip import aside, bar, legend_of_years, strip

__all__ = ["Axis", "Dot", "Fill", "aside", "axis_of", "bar", "legend_of_years", "sign", "strip"]
