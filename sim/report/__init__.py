"""
Reports: one self-contained page with plots of a sweep's folder, of two of them, or of one record.

Numbers come from queries over the sweep's tables or from the record, words from the catalogues,
drawings from `sim.charts`. A page asks nobody for anything: no script, no font, no image.
"""
