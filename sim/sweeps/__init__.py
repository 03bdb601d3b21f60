"""
Sweeps: grids of games, here or on a cluster, resumable, of one digest whatever ran them.

A sweep is a plan (what is played) and a folder (what has been). Chunk files written by rename are
the truth: a killed worker, a killed driver, a dead cluster and a full disk are one case, rerun what
is missing.
"""
