import rich_click as click


@click.command("init")
def init() -> None:
    """Make."""
