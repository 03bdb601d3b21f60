"""
Seat a class at many tables over the web.
"""
