"""Why the class server says no: a code with values, which every page has words for."""


class Denied(Exception):
    """
    A request that cannot be; nothing was changed.

    `code` names a text `class.denied.<code>` of the catalogues, `values` fill its places, `status`
    is the one of HTTP.
    """

    def __init__(self, code: str, status: int = 409, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.values = values
