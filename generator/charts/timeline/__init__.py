"""Publications on a time axis as inline SVG: a strip for each row, with classes only; every colour is the style sheet's.

A strip has no width of its own: places along it are parts of the whole, and only its height is in pixels. So it fills a column of a
page as well as a telephone, and its signs and its text keep their size.
"""

from generator.charts.timeline.axis import Axis, axis_of
from generator.charts.timeline.markers import DataPoint, Fill, sign
from generator.charts.timeline.row import bar, dated_row, legend_of_years, undated_row

__all__ = ["Axis", "DataPoint", "Fill", "axis_of", "bar", "dated_row", "legend_of_years", "sign", "undated_row"]
