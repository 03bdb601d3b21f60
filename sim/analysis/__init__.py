"""What a deal could be: exact frontiers and solution points, pure and in whole numbers."""
