"""What a run hands over: pictures, tables, files and one page; each is made from an Answer alone."""

from importlib import import_module


def warm_up() -> None:
    """Import the libraries that products are made with, which takes about half a second; another thread may call it."""
    for name in ("matplotlib.figure", "matplotlib.backends.backend_svg", "pyproj", "jinja2", "duckdb"):
        import_module(name)
