"""
Read a page as a browser without scripts does: its forms, fields and the values they can send.
"""

from html.parser import HTMLParser

from attrs import Factory, define


@define
class Form:
    """
    One form: where it goes, and by name every value that it can send.
    """

    action: str
    values: dict = Factory(dict)
    disabled: bool = False

    @property
    def kind(self):
        """
        Return the kind of move it sends, or nothing.
        """
        return next(iter(self.values.get("kind", ())), "")


class Reader(HTMLParser):
    """
    Collects forms, ids, labels, headings and everything a page must not have.
    """

    VOID = frozenset({"input", "meta", "link", "br", "hr"})

    def __init__(self):
        super().__init__()
        self.forms = []
        self.ids = []
        self.tags = []
        self.labels = set()
        self.fields = []
        self.text = []
        self.open = []
        self._by_id = {}
        self._disabled = 0
        self._select = None

    def handle_starttag(self, tag, attrs):
        """
        Note a tag, its form and what it can send.
        """
        facts = dict(attrs)
        self.tags.append((tag, facts))
        if tag not in self.VOID:
            self.open.append((tag, facts))
        if "id" in facts:
            self.ids.append(facts["id"])
        if tag == "form":
            self.forms.append(Form(action=facts.get("action", "")))
            self._by_id[facts.get("id")] = self.forms[-1]
        if tag == "label":
            self.labels.add(facts.get("for"))
        if tag == "fieldset" and "disabled" in facts:
            self._disabled += 1
            self.forms[-1].disabled = True
        self._field(tag, facts)

    def _field(self, tag, facts):
        if tag in {"input", "select", "textarea"} and facts.get("type") != "hidden":
            inside = any(one == "label" for one, _ in self.open)
            self.fields.append((tag, facts, inside))
        form = self._form()
        if form is None:
            return
        if tag == "select":
            self._select = facts.get("name")
            form.values.setdefault(self._select, [])
        elif tag == "option" and self._select:
            form.values[self._select].append(facts.get("value", ""))
        elif tag in {"input", "button"} and facts.get("name"):
            found = facts.get("data-options", facts.get("value", ""))
            more = found.split(" ") if "data-options" in facts else [found]
            form.values.setdefault(facts["name"], []).extend(more)
        elif tag == "textarea":
            form.values.setdefault(facts["name"], [])

    def _form(self):
        return self.forms[-1] if any(tag == "form" for tag, _ in self.open) else None

    def handle_endtag(self, tag):
        """
        Leave a tag and what it held.
        """
        if tag == "select":
            self._select = None
        while self.open:
            name, _ = self.open.pop()
            if name == tag:
                break

    def handle_startendtag(self, tag, attrs):
        """
        Note a tag that holds nothing.
        """
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """
        Keep what people read.
        """
        if not self.open or self.open[-1][0] not in {"script", "style"}:
            self.text.append(data)


def read(page):
    """
    Return what a page holds.
    """
    found = Reader()
    found.feed(page)
    return found
