"""Where things lie: the assets of a checkout or a wheel, and the user's own folders."""

from functools import lru_cache
from pathlib import Path

APP = "pourparlers"


@lru_cache(maxsize=1)
def assets_folder() -> Path:
    """Return the folder of assets: inside the wheel, or beside `sim` in a checkout."""
    package = Path(__file__).parent
    packed = package / "_assets"
    return packed if packed.is_dir() else package.parent / "assets"


def data_folder() -> Path:
    """Return the user's data folder, made if need be; it honours `XDG_DATA_HOME`."""
    import platformdirs

    folder = Path(platformdirs.user_data_dir(APP))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def saves_folder() -> Path:
    """Return the folder of saved games, made if need be."""
    folder = data_folder() / "saves"
    folder.mkdir(exist_ok=True)
    return folder


def classes_folder() -> Path:
    """Return the folder in which classes are kept unless the teacher names another."""
    return data_folder() / "classes"


def cache_folder() -> Path:
    """Return the user's cache folder; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP))
