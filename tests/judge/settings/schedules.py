"""`schedule`: what is started at times, and by whom."""

import datetime
import pathlib
import re
import shutil
import subprocess
import time

import cron
from case import Case
from settings.run import Check

DAILY = "0 3 * * *"
TEXT = {"V": "a \"b\" 'c' $d %n \\ ;#", "NEWLINE": "a\nb"}
COMMAND = "echo >>RECORDS/starts; ONCE 'a  b' \"$V\" 100%"
OTHER = "echo >>RECORDS/other; exec sleep 900"
# Where two readings of the five fields come apart.
SCHEDULES = (
    *(DAILY, "* * * * *", "*/5 * * * *", "0 0 1 1 *", "15,45 8-17 * * mon-fri", "0 0 13 * 5"),
    *("30 4 1,15 * 5", "0 0 * * 0", "0 0 * * 7", "0 12 * feb sat,sun", "59 23 31 12 *"),
    *("0 0 29 2 *", "7 */6 * * 1-5/2", "0 0 */2 * 1", "0 0 1-31 * 1", "1-59/7 0 * * *", "@weekly"),
)
BASE = datetime.datetime(2026, 1, 1)
ROUNDS = 12
STAMP = re.compile(r"(?:Next elapse|Iter\. #\d+): \w+ (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC")


def is_left_alone(life):
    """A start of the application starts all but what has a schedule."""
    life.running.start(life.exported)
    yield life.has("other")
    time.sleep(1.5)
    if life.lines("starts"):
        yield "started with the application"


def starts_once(life):
    """Started so, it runs once, as it would otherwise."""
    yield life.has("starts")
    yield from life.differences()
    time.sleep(2.5)
    if (count := len(life.lines("starts"))) != 1:
        yield f"one start started it {count} times"


def by_timer(life):
    """systemd has a timer of its own for it."""
    yield from is_left_alone(life)
    timer, service = life.unit("clock-1", "timer"), life.unit("clock-1")
    if not any(timer in line for line in life.running.run("systemctl list-timers --all")):
        yield "not among the timers"
    show = "systemctl show --timestamp=utc --value --property=NextElapseUSecRealtime"
    shown = life.running.run(f"{show} {timer}")
    if not shown or "03:00:00" not in shown[0]:
        yield f"the timer elapses at {shown}"
    life.running.run(f"systemctl start {service}")
    yield from starts_once(life)
    life.stop()
    yield life.is_over()
    active = life.running.run(f"systemctl is-active {timer}")
    if active != ["inactive"]:
        yield f"when the application is stopped, its timer is {active}"


def by_cron(life):
    """A file for cron has a line that has the manager start it."""
    yield from is_left_alone(life)
    path = "clock-1/cron" if life.manager == "runit" else ".cron"
    name = f"{life.case.name}-{path}" if life.manager == "runit" else f"{life.case.name}{path}"
    text = life.text(name)
    entries, problems = cron.read(text)
    yield from problems
    yield checked(life.exported.folder / name)
    if [(schedule, user) for schedule, user, _ in entries] != [(DAILY, "root")]:
        yield f"the file for cron has {text}"
        return
    done = life.running.run(entries[0][2])
    if done and (done.returncode or done.stderr):
        yield f"`{entries[0][2]}` ends with {done.returncode}: {done.stdout}{done.stderr}"
    yield from starts_once(life)


def checked(path):
    """What cron's own checker says, where there is one."""
    if not shutil.which("crontab"):
        return None
    # Debian's; it knows crontabs of users alone, which do not name them.
    text = re.sub(r"^((?:\S+ ){5})root ", r"\1", path.read_text(), flags=re.MULTILINE)
    user = path.with_suffix(".of-a-user")
    user.write_text(text)
    done = subprocess.run(["crontab", "-n", str(user)], capture_output=True, text=True)
    return f"crontab: {done.stderr}" if done.returncode or done.stderr else None


def are_the_same_times(life):
    """systemd's calendar has the times that cron's fields have."""
    for index, schedule in enumerate(SCHEDULES):
        path = life.exported.folder / f"{life.unit(f'clock{index}-1', 'timer')}"
        events = re.findall("OnCalendar=(.*)", pathlib.Path(path).read_text())
        came = sorted({moment for event in events for moment in elapses(event)})[:ROUNDS]
        wanted = cron.times(schedule, BASE, ROUNDS)
        if came[: len(wanted)] != wanted[: len(came)] or not came:
            yield f"`{schedule}` is {events}, next at {came[:3]}, not {wanted[:3]}"


def elapses(event):
    """The next times of a calendar event."""
    words = ["systemd-analyze", "calendar", f"--iterations={ROUNDS}", f"--base-time={BASE} UTC", event]
    done = subprocess.run(words, capture_output=True, text=True, env={"TZ": "UTC", "PATH": "/usr/bin:/bin"})
    return [datetime.datetime.fromisoformat(moment) for moment in STAMP.findall(done.stdout)]


CLOCK = Case(
    id="set-schedule",
    procfile={"clock": COMMAND, "other": OTHER},
    env=TEXT,
    processes={"clock": {"schedule": DAILY}},
)
RIGHT = CLOCK.but(processes={}, procfile={"clock": COMMAND.replace("ONCE", "PROBE")})
TIMES = Case(
    id="set-schedule-times",
    procfile={f"clock{index}": "true" for index in range(len(SCHEDULES))},
    processes={f"clock{index}": {"schedule": text} for index, text in enumerate(SCHEDULES)},
    managers=("systemd",),
)

CHECKS = [
    Check(CLOCK.but(managers=("systemd",)), by_timer, RIGHT),
    Check(
        CLOCK.but(id="set-schedule-cron", managers=("supervisord", "runit", "upstart")),
        by_cron,
        RIGHT.but(id="set-schedule-cron"),
    ),
    Check(TIMES, are_the_same_times),
]
