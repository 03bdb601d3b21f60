"""How a scenario's actors are called inside sentences: shared by all shells that tell of them."""

from collections.abc import Mapping

from sim.words import Text


class Naming:
    """Names out of a scenario's texts; who mixes it in holds the texts in both fields."""

    __slots__ = ()
    text: Text
    names: Mapping[str, str]

    def name(self, key: str, plain: str = "") -> str:
        """Return a text of the scenario, or what stands for it."""
        return self.names.get(key) or plain

    def actor(self, actor: str) -> str:
        """Return what an actor is called."""
        return self.name(f"actors.{actor}.label", actor)

    def subject(self, actor: str) -> str:
        """Return an actor as a sentence begins with it: with its article, if it takes one."""
        return self.name(f"actors.{actor}.subject") or self.actor(actor)

    def inside(self, actor: str) -> str:
        """Return an actor as it stands inside a sentence: its article is small there."""
        said = self.name(f"actors.{actor}.subject")
        return said[:1].lower() + said[1:] or self.actor(actor)

    def to(self, actor: str) -> str:
        """Return an actor as whom something goes to, with the preposition that a language needs."""
        found = self.name(f"actors.{actor}.to")
        return found or self.text("ui.desk.to_actor", actor=self.inside(actor))
