"""The settings of the peer's project: one session of one app, everything else as it comes."""

from os import environ

SESSION_CONFIGS = [
    {"name": "remarks", "display_name": "Remarks", "app_sequence": ["remarks"],
     "num_demo_participants": 4},
]  # fmt: skip
SESSION_CONFIG_DEFAULTS = {"real_world_currency_per_point": 1.0, "participation_fee": 0.0}
LANGUAGE_CODE = "en"
SECRET_KEY = environ.get("OTREE_SECRET_KEY", "")
