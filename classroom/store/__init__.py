"""Where a class is kept: the one room of the class server that knows databases."""
