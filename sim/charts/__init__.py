"""
Charts as SVG text: pure functions from numbers and words to a drawing, for pages of any kind.

A chart knows no scenario, no language and no file: whoever calls it gives values, labels and a
function that writes a number. The same input gives the same bytes.
"""
