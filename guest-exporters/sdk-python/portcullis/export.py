"""One export: the application, its settings and the templates, in one place."""

from . import settings, templates
from .variables import merged_env


class Export:
    """Everything that an exporter may look at during one export.

    `app` is the application as wit/exporter.wit describes it, `settings` a dict of
    the settings of this export, `templates` the sources of all templates by name.
    """

    def __init__(self, exporter, app, overrides):
        self.app = app
        self.templates = dict(exporter.templates)
        self.templates.update({one.name: one.source for one in overrides})
        sources = self.templates.values()
        self.settings = settings.parsed(app.settings)
        settings.check(exporter.settings, self.settings, sources)
        self.process_settings = {}
        for process in app.processes:
            if process.process_type not in self.process_settings:
                own = settings.parsed(process.settings)
                settings.check_process(exporter.settings, process.process_type, own, sources)
                self.process_settings[process.process_type] = own

    def settings_of(self, process):
        """The settings of a process: those of its type, and behind them the export's."""
        return {**self.settings, **self.process_settings[process.process_type]}

    def env_of(self, process):
        """The environment of a process: pairs of name and value."""
        return merged_env(self.app, process)

    def render(self, template, **values):
        """Renders a template with these values; see `portcullis.render`."""
        if template not in self.templates:
            known = ", ".join(f"`{name}`" for name in self.templates) or "none"
            raise LookupError(f"there is no template `{template}`; there are {known}")
        return templates.render(self.templates[template], values, template)
