"""A class full of scripted students, over real sockets: what the server holds, beside a peer."""
