"""The routes of the class server: requests in, pages out; nothing is decided here."""
