"""What a C library finds in place of a system: nothing, and no import of it."""

import json

from outcome import Wrong

SOURCE = """\
#include "exporting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const struct exporter exporter = {
    .name = TEXT("asking"),
    .version = TEXT("0.1.0"),
    .summary = TEXT("Asks a system for all that it might have"),
    .template = {.name = TEXT("none"), .source = TEXT("")},
};

void start(const struct application *app) {
    if (same(app->name, TEXT("exit"))) {
        exit(3);
    }
}

bool next(const struct application *app, size_t step, struct file *file) {
    (void)app;
    static char content[1000];
    if (step) {
        return false;
    }
    unsigned char random[4] = {0};
    struct timespec now;
    int length = snprintf(
        content, sizeof content,
        "printed=%d file=%d made=%d here=%d variable=%d clock=%d random=%d,",
        printf("lost\\n") == 5 && fflush(stdout) == 0, fopen("/etc/passwd", "r") != NULL,
        fopen("made", "w") != NULL, access(".", R_OK) == 0, getenv("PATH") != NULL,
        clock_gettime(CLOCK_REALTIME, &now) == 0, getentropy(random, sizeof random) == 0);
    for (size_t i = 0; i < sizeof random; i++) {
        length += snprintf(content + length, sizeof content - length, "%02x", random[i]);
    }
    *file = (struct file){TEXT("answers"), {content, length}};
    return true;
}
"""

ANSWERS = "printed=1 file=0 made=0 here=0 variable=0 clock=0 random=1,"


def checks(projects):
    if "c" in projects:
        yield "no system behind a C library", lambda: check(projects["c"])


def check(project):
    (project.directory / "exporter.c").write_text(SOURCE)
    component = project.space / "asking.wasm"
    told = project.expect(0, "build", project.directory, "--output", component, "--json")
    told = json.loads(told.stdout)
    if told["imports"] or not told["adapted"]:
        raise Wrong(f"the component is not as told: {told}")
    answers = {export(project, component, run) for run in range(2)}
    if len(answers) != 1 or not answers.pop().startswith(ANSWERS):
        raise Wrong(f"it found {answers}")
    words = ["export", "asking", project.space / "exited", "-a", "exit", "-u", "shop"]
    ended = project.expect(5, *words, "-d", project.application, "--exporter", component)
    if "trapped" not in ended.stderr:
        raise Wrong(f"ending the process is told as: {ended.stderr}")


def export(project, component, run):
    out = project.space / f"asked-{run}"
    words = ["-a", "shop", "-d", project.application, "--exporter", component]
    project.expect(0, "export", "asking", out, *words, "--verify-determinism")
    return (out / "answers").read_text()
