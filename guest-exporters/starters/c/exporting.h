// What stands between your exporter and the interface in wit/exporter.wit. You need
// not change it, nor exporting.c.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Text in UTF-8, not ended by a zero.
typedef struct {
    const char *at;
    size_t length;
} text;

#define TEXT(literal) ((text){"" literal, sizeof(literal) - 1})

// --- what you are given: the records of wit/exporter.wit ---

struct variable {
    text name, value;
};

struct variables {
    struct variable *at;
    size_t length;
};

struct process {
    text process_type;
    uint32_t instance;
    text name, command;
    struct {
        uint8_t is_some;
        uint16_t value;
    } port;
    struct variables env;
    text settings;
};

struct application {
    text name, root, log_dir, run_dir, user, shell;
    struct variables env;
    struct {
        struct process *at;
        size_t length;
    } processes;
    text settings;
};

// --- what you write, in exporter.c ---

struct template {
    text name, source;
};

struct file {
    text path, content;
    bool executable, private;
};

struct exporter {
    text name, version, summary;
    struct template template;
};

extern const struct exporter exporter;
void start(const struct application *app);
bool next(const struct application *app, size_t step, struct file *file);

// --- what helps you ---

// Ends the export: the format cannot carry the application, and why.
void reject(text reason);

// The variables of a process: HONCHO_PROCESS_NAME, which honcho sets before all
// others, the shared ones, its own in the place of those of the same name, then the
// rest of its own.
struct variables merged_variables(const struct application *app, const struct process *process);

struct value {
    text name, value;
};

// Renders a template: your own, or the one that the user gave in its place. It may
// hold the values, as `{{ name }}`, and nothing else that is replaced.
text render(text name, const struct value *values, size_t count);

// One word of a POSIX shell.
text shell_quote(text word);

// A command that exports a variable, on one line whatever is in the value.
text shell_export(text name, text value);

// Text in a recipe of a Makefile.
text make_escape(text recipe);

// Text that grows. Begin with `{0}`; nothing is ever freed, for the memory is
// thrown away when the export is complete.
struct builder {
    char *at;
    size_t length, room;
};

#define END ((text){0})

void add(struct builder *builder, text more);
void add_all(struct builder *builder, ...); // texts, then END
text built(const struct builder *builder);
text joined(text first, text second);
bool contains(text within, char c);
bool same(text one, text other);
