"""What an administrator copies from deploy/, the Dockerfile and docs/running.md names things that exist."""

import configparser
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest

from crm import clock, serve
from crm.jobs import registry
from crm.worker import pulse
from tests.test_docs import settings_in_docs

ROOT = Path(__file__).parent.parent
DEPLOY = sorted((ROOT / "deploy").iterdir())
IMAGE = [ROOT / "Dockerfile", ROOT / "compose.yaml"]
RUNNING = ROOT / "docs" / "running.md"
ALL = [*DEPLOY, *IMAGE, ROOT / ".dockerignore", RUNNING]
UNITS = [file for file in DEPLOY if file.suffix in (".service", ".timer")]
WORDS = r"((?: +[-\w./:…@\"]+)+)"  # of a command, up to a quote, a pipe or the line's end
UPLOAD = 30  # megabytes that proxies let through; more than CRM_ATTACHMENT_MB


def unit(name: str) -> dict[str, list[str]]:
    """Every setting of a systemd unit; one may stand there more than once."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "deploy" / name).read_text().splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_every_setting_named_is_one_of_ours(file):
    assert set(re.findall(r"\bCRM_[A-Z_]*[A-Z]", file.read_text())) <= settings_in_docs()


@pytest.mark.parametrize("file", [file for file in ALL if file.name != "rechterhand"], ids=lambda file: file.name)
def test_every_command_named_exists_with_its_options(app, file):
    text = file.read_text().replace("\\\n", " ")
    found = re.findall(rf"(?:\bflask|^(?:CRM_\S+ )?rechterhand|`rechterhand){WORDS}", text, re.MULTILINE)
    for words in (one.replace('"', "").split() for one in found):
        command: click.Command = app.cli
        while isinstance(command, click.Group) and words:
            assert words[0] in command.commands, f"{file.name}: flask {words[0]}"
            command = command.commands[words.pop(0)]
        options = {text for option in command.params for text in option.opts}
        assert {word for word in words if word.startswith("--")} <= options, f"{file.name}: {words}"


def test_commands_are_found_at_all():
    assert "flask backup" in RUNNING.read_text() and "rechterhand restore" in RUNNING.read_text()


@pytest.mark.parametrize(
    "name", re.findall(r"\bdeploy/([\w.*-]+\w)", RUNNING.read_text() + (ROOT / "compose.yaml").read_text())
)
def test_every_file_of_deploy_that_is_named_is_there(name):
    assert list((ROOT / "deploy").glob(name))


def test_what_the_image_copies_exists_and_is_let_in():
    let_in = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names == let_in
    assert all((ROOT / name).exists() for name in names)


def test_the_image_lacks_nothing_that_the_program_opens():
    """Folders in the project's root that code reads by name."""
    code = "".join(file.read_text() for file in (ROOT / "crm").rglob("*.py"))
    opened = set(re.findall(r"\bROOT / \"([\w.]+)\"", code)) - {".env", "data"}
    assert opened <= set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.MULTILINE))


def test_no_secret_is_baked_in():
    for file in [*DEPLOY, *IMAGE]:
        for value in re.findall(r"CRM_(?:SECRET_KEY|METRICS_TOKEN|PASSWORD)\s*[=:][ \t]*(\S*)", file.read_text()):
            assert value == "", file.name


def test_the_image_runs_as_nobody_in_particular():
    last = (ROOT / "Dockerfile").read_text().rpartition("FROM")[2]
    assert re.search(r"^USER (?!root)", last, re.MULTILINE) and "HEALTHCHECK" in last and last.count("VOLUME") == 1
    assert "--require-hashes" in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_units_are_read_by_systemd_s_grammar(file):
    parser = configparser.ConfigParser(strict=False, allow_no_value=False, interpolation=None)
    parser.read_string(file.read_text())
    assert "Unit" in parser


@pytest.mark.parametrize("name", [file.name for file in UNITS if file.suffix == ".service"])
def test_services_are_nobody_in_particular_and_may_write_in_their_own_folders_only(name):
    found = unit(name)
    assert found["User"] == ["rechterhand"] and found["ProtectSystem"] == ["strict"]
    assert found["NoNewPrivileges"] == ["yes"] and found["CapabilityBoundingSet"] == [""]


def test_the_backup_comes_before_the_bin_is_emptied_and_the_timer_starts_it(app):
    [only] = unit("rechterhand-backup.service")["ExecStart"]
    assert " backup " in only
    timer = unit("rechterhand-backup.timer")
    begins = re.fullmatch(r"\*-\*-\* (\d\d):(\d\d):00", timer["OnCalendar"][0])
    latest = int(begins[1]) * 60 + int(begins[2]) + int(timer["RandomizedDelaySec"][0].removesuffix("min"))
    with app.app_context():
        emptied = registry.tasks["bin.empty"].next(clock.now()).astimezone(ZoneInfo("Europe/Amsterdam"))
    assert latest < emptied.hour * 60 + emptied.minute


def test_the_worker_lives_as_long_as_the_web_server_and_is_asked_to_stop_in_time():
    web, worker = unit("rechterhand.service"), unit("rechterhand-worker.service")
    assert "rechterhand-worker.service" in web["Wants"] and worker["PartOf"] == ["rechterhand.service"]
    assert worker["ExecStart"][0].endswith("flask worker") and worker["Restart"] == ["always"]
    assert int(worker["TimeoutStopSec"][0]) > pulse.LONGEST_GOODBYE
    grace = int(re.search(r"stop_grace_period: (\d+)s", (ROOT / "compose.yaml").read_text())[1])
    assert grace > serve.WORKER_ENDS > pulse.LONGEST_GOODBYE
    hardening = ("Protect", "Private", "Restrict", "SystemCall", "NoNew", "Memory", "Lock", "Remove", "StateDirectory")
    walls = {key: value for key, value in web.items() if key.startswith(hardening)}
    assert len(walls) > 15 and {key: worker.get(key) for key in walls} == walls


def test_proxies_let_an_attachment_through_and_say_who_asks():
    caddy, nginx = ((ROOT / "deploy" / name).read_text() for name in ("Caddyfile", "nginx.conf"))
    assert f"max_size {UPLOAD}MB" in caddy and f"client_max_body_size {UPLOAD}m;" in nginx
    for header in ("Host", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Request-Id"):
        assert re.search(rf"proxy_set_header {header} ", nginx), header
    assert "$proxy_add_x_forwarded_for" not in nginx  # would pass on what a visitor claims
    assert "CRM_PROXIES=1" in (ROOT / "deploy" / "rechterhand.env").read_text()
