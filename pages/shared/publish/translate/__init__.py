"""The chart definitions as JavaScript: Python modules translated, so that browsers draw by the same definitions.

Translated is the part of Python that charts are written in: functions, data classes, expressions, comprehensions and
generators, over the frames of static/frame.js. What is not known raises Untranslatable, so that nothing is left out
in silence; tests/pages/test_publish.py compares what both draw.
"""

from pages.shared.publish.translate.modules import program as program
from pages.shared.publish.translate.names import Untranslatable as Untranslatable
