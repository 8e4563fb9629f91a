"""A plugin for runs where everything must be there: a skipped test fails the run.

`scripts/check` loads it when GAZETTE_REQUIRE_ALL is set, so that a missing font or tool cannot pass
for a green run.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when anything was skipped; workers have no reporter and leave it to the first."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or session.exitstatus != pytest.ExitCode.OK:
        return
    if skipped := len(reporter.stats.get("skipped", [])):
        reporter.write_line(
            f"\nGAZETTE_REQUIRE_ALL: {skipped} skipped, so this run fails.", red=True
        )
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
