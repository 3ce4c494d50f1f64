"""How each check went."""


class Wrong(Exception):
    """Something is not as it has to be."""


class NotRun(Exception):
    """A tool is missing."""


class Outcomes:
    """Runs checks and remembers how they went."""

    def __init__(self):
        self.right = self.wrong = self.not_run = 0

    def of(self, name, check):
        """Runs one check; tells whether it is right."""
        try:
            check()
        except Wrong as error:
            self.wrong += 1
            print(f"WRONG    {name}: {error}")
        except NotRun as error:
            self.not_run += 1
            print(f"not run  {name}: {error}")
        else:
            self.right += 1
            print(f"right    {name}", flush=True)
            return True
        return False

    def status(self, is_ci):
        """The exit code."""
        print(f"languages: {self.right} right, {self.wrong} wrong, {self.not_run} not run")
        if self.wrong or (self.not_run and is_ci):
            return 1
        return 3 if self.not_run else 0
