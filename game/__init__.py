"""
Draw the game and read its player.
"""
