"""Tables of four on one live page: a remark is stored and goes to everybody at the table."""

from otree.api import (
    BaseConstants,
    BaseGroup,
    BasePlayer,
    BaseSubsession,
    ExtraModel,
    Page,
    models,
)


class C(BaseConstants):
    """What never changes."""

    NAME_IN_URL = "remarks"
    PLAYERS_PER_GROUP = 4
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    """The class."""


class Group(BaseGroup):
    """A table."""


class Player(BasePlayer):
    """A seat."""


class Remark(ExtraModel):
    """What somebody said; kept, as a decision of ours is kept."""

    player = models.Link(Player)
    group = models.Link(Group)
    said = models.StringField()


class Table(Page):
    """The page at which people talk."""

    @staticmethod
    def live_method(player: Player, data: dict[str, str]) -> dict[int, dict[str, object]]:
        """Keep the remark and send it to the whole table."""
        said = str(data["said"])
        Remark.create(player=player, group=player.group, said=said)
        return {0: {"seat": player.id_in_group, "said": said}}


page_sequence = [Table]
