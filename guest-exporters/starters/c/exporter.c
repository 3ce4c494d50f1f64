// Your exporter: makes a Makefile that starts an application's processes by hand,
// and beside it a script for each of them.

#include "exporting.h"

static const char target[] = {
#embed "target.mk"
};

const struct exporter exporter = {
    .name = TEXT("starter"),
    .version = TEXT("0.1.0"),
    .summary = TEXT("A Makefile with a target for each process"),
    .template = {.name = TEXT("target.mk"), .source = {target, sizeof target}},
};

// The commands that export the variables of a process.
static text exports(const struct application *app, const struct process *process) {
    struct builder all = {0};
    struct variables variables = merged_variables(app, process);
    for (size_t i = 0; i < variables.length; i++) {
        add(&all, shell_export(variables.at[i].name, variables.at[i].value));
        add(&all, TEXT("; "));
    }
    return built(&all);
}

static text makefile(const struct application *app) {
    struct builder all = {0};
    text first = app->processes.at[0].name;
    add_all(&all, TEXT("# The processes of "), app->name, TEXT(": `make "), first,
            TEXT("` starts one.\n\n"), END);
    for (size_t i = 0; i < app->processes.length; i++) {
        const struct process *process = &app->processes.at[i];
        struct value values[] = {
            {TEXT("name"), process->name},
            {TEXT("root"), make_escape(shell_quote(app->root))},
            {TEXT("exports"), make_escape(exports(app, process))},
            {TEXT("shell"), make_escape(shell_quote(app->shell))},
            {TEXT("command"), make_escape(shell_quote(process->command))},
        };
        add(&all, render(TEXT("target.mk"), values, sizeof values / sizeof *values));
    }
    return built(&all);
}

static text script(const struct process *process) {
    struct builder all = {0};
    add_all(&all, TEXT("#!/bin/sh\n# Starts "), process->name,
            TEXT(".\nexec make --file \"$(dirname \"$0\")/Makefile\" -- "), process->name,
            TEXT("\n"), END);
    return built(&all);
}

// Called once before the first file. `reject` says why there can be none.
void start(const struct application *app) {
    if (contains(app->root, '\n')) {
        reject(TEXT("the root has a line break in it, which a Makefile cannot carry"));
    }
}

// Called with 0, 1, 2, … until it says that there is no further file.
bool next(const struct application *app, size_t step, struct file *file) {
    if (step == 0) {
        // The values in it may be secrets.
        *file = (struct file){TEXT("Makefile"), makefile(app), .private = true};
        return true;
    }
    if (step > app->processes.length) {
        return false;
    }
    const struct process *process = &app->processes.at[step - 1];
    text path = joined(process->name, TEXT(".sh"));
    *file = (struct file){path, script(process), .executable = true};
    return true;
}
