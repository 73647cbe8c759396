"""The bench itself, on the smallest file that has everything: what it prints are figures of the real thing."""

from tests.bench import run
from tests.bench.goals import Effort
from tests.bench.jobs import mistyped


def test_every_job_is_measured_over_http_and_as_bare_sql(tmp_path, monkeypatch):
    monkeypatch.setenv("CRM_BENCH_DIR", str(tmp_path))
    few = Effort(
        rounds=1, workers=1, clients=1, seconds=0.01, imported=50, before_import=50, at_once_found=2, by_whoosh=300
    )

    tables, missed, machine = run.run([300], "", few)

    lines = {cells[0]: cells for cells in map(_cells, tables.splitlines()) if cells}
    for job in ("timeline, any customer", "brief", "search: typo", "search: in attachments", "log a contact"):
        p50, p95, _goal, per_second, _goal, sql, statements = lines[job][1:]
        assert 0 < float(p50) <= _figure(p95)
        assert _figure(per_second) > 0
        assert 0 < float(sql) < float(p50)
        assert int(statements) > 0
    assert lines["new contacts found by the very next search"][1] == "2 of 2"
    assert _figure(lines["CSV import with search on, contacts/s"][1]) > 0
    assert len(lines["search: phrase"]) == 4  # Whoosh’s own table comes last
    assert "CSV import" in " ".join(missed)  # 50 contacts a start-up
    assert "Python" in machine


def test_a_word_is_mistyped_by_one_letter():
    assert mistyped("ventilator") == "ventillator"
    assert mistyped("bellen") == "belen"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("| ").split("|")] if line.startswith("|") else []


def _figure(cell: str) -> float:
    return float(cell.removeprefix("✗").strip().replace(",", ""))
