"""
Closed forms of bargaining theory: what a model answers exactly, beside which a run can be put.

`offers` alternating offers and committees, `solutions` points on a curve, `tactics` concession by
time and Zeuthen's risk, `trade` private values, `vetoes` a status quo and who defends it, `crises`
threats, commitments and words. Floats throughout: this is theory, never the record. Shares are of
a pie of 1, discounts are factors a period in 0..1, rates are a unit of time. Each function names
its paper.
"""
