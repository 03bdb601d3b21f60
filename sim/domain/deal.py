"""What is bargained over: issues, options, packages. Option values are ids or whole numbers."""

from collections.abc import Iterator, Mapping

from attrs import frozen

Option = int | str


class Package:
    """
    One option for every issue, as an immutable mapping with a stable order (by issue id).

    A plain class, not an attrs one, so that the codec writes it as a JSON object {issue: option}.
    """

    __slots__ = ("_hash", "items")

    def __init__(self, options: Mapping[str, Option]) -> None:
        self.items: tuple[tuple[str, Option], ...] = tuple(sorted(options.items()))
        self._hash = hash(self.items)

    def __getitem__(self, issue: str) -> Option:
        for name, option in self.items:
            if name == issue:
                return option
        raise KeyError(issue)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Package) and self.items == other.items

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Package({dict(self.items)!r})"

    def with_option(self, issue: str, option: Option) -> "Package":
        """Return the same package with one issue settled otherwise."""
        return Package({**dict(self.items), issue: option})


@frozen(kw_only=True)
class Issue:
    """One matter to settle; options run in the order of the scenario file."""

    id: str
    options: tuple[Option, ...]
    unit: str = ""
    """What a number means: "musd", "percent", "jobs", or nothing for named options."""


def package_number(issues: tuple[Issue, ...], package: Package) -> int:
    """Return the package's number: mixed radix over the issues in scenario order, from 0."""
    number = 0
    for issue in issues:
        number = number * len(issue.options) + issue.options.index(package[issue.id])
    return number


def package_at(issues: tuple[Issue, ...], number: int) -> Package:
    """Return the package with this number; the inverse of `package_number`."""
    options: dict[str, Option] = {}
    for issue in reversed(issues):
        number, index = divmod(number, len(issue.options))
        options[issue.id] = issue.options[index]
    return Package(options)


def packages_count(issues: tuple[Issue, ...]) -> int:
    """Return how many packages the issues span."""
    count = 1
    for issue in issues:
        count *= len(issue.options)
    return count


def options_by_issue(issues: tuple[Issue, ...]) -> Mapping[str, frozenset[Option]]:
    """Return each issue's options as a set, for membership only."""
    return {issue.id: frozenset(issue.options) for issue in issues}


def is_complete(known: Mapping[str, frozenset[Option]], package: Package) -> bool:
    """Tell whether the package settles every issue known, and no other, with an option of it."""
    if len(package.items) != len(known):
        return False
    for name, option in package.items:
        # bool is an int to Python: `True in {1}` holds, yet true is no option of ours.
        if name not in known or isinstance(option, bool) or option not in known[name]:
            return False
    return True
