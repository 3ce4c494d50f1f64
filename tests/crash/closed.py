"""A link out of the directory, on a system whose `openat2` does not work: the
walk must refuse it all the same, or fail."""

from errnos import ERRORS
from tree import Tree

OUTPUT = 6


def outcome(run, words):
    """Every error of `openat2`, for good. `words` export into `gone-dir`."""
    return run.tried("no openat2", "link to outside", ERRORS, lambda error: at(run, words, error))


def at(run, words, error):
    """One of them."""
    with run.place.trial() as trial:
        outside = trial.path / "outside"
        (outside / "deep").mkdir(parents=True)
        (trial.path / "loc").mkdir()
        (trial.path / "loc/gone-dir").symlink_to("../outside")
        before = Tree(trial.path).exactly()
        done = run.subject.failed(words, trial.path, "openat2", 1, error, error != "EINTR")
        if not done.was_failed:
            yield f"{error}: `openat2` is not called"
        if done.code != OUTPUT:
            yield f"{error}: it ended with {done.code}: {done.stderr.strip()}"
        after = Tree(trial.path).exactly()
        after.pop("loc"), before.pop("loc")
        changed = [path for path in {**before, **after} if before.get(path) != after.get(path)]
        if changed:
            yield f"{error}: changed: {changed}"
