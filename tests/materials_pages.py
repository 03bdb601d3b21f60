"""
Read the papers of a lesson as a tree, for the tests that judge what stands in them.
"""

from html.parser import HTMLParser

BLOCKS = {"p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "div", "caption", "title"}
VOID = {"meta", "br", "hr", "wbr", "img", "input", "link"}


class Node:
    """An element with its children; texts are strings."""

    def __init__(self, name, attributes):
        self.name = name
        self.attributes = dict(attributes)
        self.children = []

    @property
    def text(self):
        """All text in it, in order; what stands in a block of its own ends a line."""
        said = "".join(c if isinstance(c, str) else c.text for c in self.children)
        return f"{said}\n" if self.name in BLOCKS else said

    @property
    def classes(self):
        """What it is marked as."""
        return (self.attributes.get("class") or "").split()

    def walk(self):
        """Yield it and all elements in it."""
        yield self
        for child in self.children:
            if not isinstance(child, str):
                yield from child.walk()

    def all(self, name=None, class_=None):
        """Return the elements of a name, of a class, or of both."""
        return [
            node
            for node in self.walk()
            if name in (None, node.name) and (class_ is None or class_ in node.classes)
        ]


class Reader(HTMLParser):
    """Builds the tree and complains about an element that is closed by another."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Node("root", ())
        self.open = [self.root]
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        """Open an element."""
        node = Node(tag, attrs)
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        """Take an element without content."""
        self.open[-1].children.append(Node(tag, attrs))

    def handle_endtag(self, tag):
        """Close the element that was opened last."""
        if self.open[-1].name != tag:
            self.wrong.append(f"</{tag}> closes <{self.open[-1].name}>")
            return
        self.open.pop()

    def handle_data(self, data):
        """Take text."""
        self.open[-1].children.append(data)


def read(page):
    """
    Return the tree of a page; it must be balanced.
    """
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.wrong, reader.wrong
    assert len(reader.open) == 1, f"left open: {[node.name for node in reader.open]}"
    return reader.root
