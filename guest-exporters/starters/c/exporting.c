// The canonical ABI of wit/exporter.wit by hand, and the helpers of exporting.h.
// The records of C lie in memory exactly as those of the interface do.

#include "exporting.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name("portcullis:exporter/exporting@0.1.0#" name)))

struct templates {
    struct template *at;
    size_t length;
};

static const struct application *application;
static struct templates overrides;
static size_t step;

// --- memory ---

__attribute__((export_name("cabi_realloc")))
void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t size) {
    (void)old_size, (void)alignment;
    void *new = realloc(old, size ? size : 1);
    if (!new) {
        __builtin_trap();
    }
    return new;
}

static void *allocated(size_t size) { return cabi_realloc(NULL, 0, 8, size); }

// --- errors ---

struct export_error {
    uint8_t kind; // 0 rejected, 1 template, 2 setting
    union {
        text rejected;
        struct {
            text template;
            uint32_t line;
            text message;
        } template;
    };
};

static struct export_error failure;
static bool has_failed;

void reject(text reason) {
    failure = (struct export_error){.kind = 0, .rejected = reason};
    has_failed = true;
}

static void reject_template(text name, uint32_t line, text message) {
    failure = (struct export_error){.kind = 1, .template = {name, line, message}};
    has_failed = true;
}

// --- the interface ---

struct exporter_info {
    text name, summary;
    struct templates templates;
    text settings_schema;
    uint8_t paths;
};

struct manifest {
    text name, version;
    struct {
        struct exporter_info *at;
        size_t length;
    } exporters;
};

EXPORT("describe")
struct manifest *describe(void) {
    static struct template template;
    static struct exporter_info info;
    static struct manifest manifest;
    template = exporter.template;
    info = (struct exporter_info){
        .name = exporter.name,
        .summary = exporter.summary,
        .templates = {&template, 1},
        .settings_schema = TEXT("{\"type\":\"object\",\"properties\":{}}"),
    };
    manifest = (struct manifest){exporter.name, exporter.version, {&info, 1}};
    return &manifest;
}

struct arguments {
    text exporter;
    struct application app;
    struct templates overrides;
};

struct start_result {
    uint8_t is_error;
    struct export_error error;
};

EXPORT("start")
struct start_result *start_export(struct arguments *arguments) {
    static struct start_result result;
    application = &arguments->app;
    overrides = arguments->overrides;
    if (same(arguments->exporter, exporter.name)) {
        start(application);
    } else {
        reject(joined(TEXT("there is no exporter "), arguments->exporter));
    }
    result = (struct start_result){has_failed, failure};
    return &result;
}

struct output {
    uint8_t kind; // 0 a file
    struct file file;
    uint32_t rest; // a diagnostic is longer
};

struct next_result {
    uint8_t is_error;
    union {
        struct {
            uint8_t is_some;
            struct output output;
        };
        struct export_error error;
    };
};

_Static_assert(sizeof(struct arguments) == 88, "the interface lies in memory like this");
_Static_assert(sizeof(struct start_result) == 28, "the interface lies in memory like this");
_Static_assert(sizeof(struct next_result) == 36, "the interface lies in memory like this");

EXPORT("next")
struct next_result *next_output(void) {
    static struct next_result result;
    struct file file = {0};
    bool is_some = next(application, step++, &file);
    result = (struct next_result){.is_error = has_failed};
    if (has_failed) {
        result.error = failure;
    } else {
        result.is_some = is_some;
        result.output = (struct output){.file = file};
    }
    return &result;
}

// --- variables ---

static const struct variable *named(struct variables all, text name) {
    for (size_t i = 0; i < all.length; i++) {
        if (same(all.at[i].name, name)) {
            return &all.at[i];
        }
    }
    return NULL;
}

struct variables merged_variables(const struct application *app, const struct process *process) {
    size_t most = app->env.length + process->env.length;
    struct variables merged = {allocated(most * sizeof(struct variable)), 0};
    const struct variable *first = named(process->env, TEXT("HONCHO_PROCESS_NAME"));
    if (first && !named(app->env, first->name)) {
        merged.at[merged.length++] = *first;
    }
    for (size_t i = 0; i < app->env.length; i++) {
        const struct variable *own = named(process->env, app->env.at[i].name);
        merged.at[merged.length++] = own ? *own : app->env.at[i];
    }
    for (size_t i = 0; i < process->env.length; i++) {
        const struct variable *own = &process->env.at[i];
        if (own != first && !named(app->env, own->name)) {
            merged.at[merged.length++] = *own;
        }
    }
    return merged;
}

// --- templates ---

static text source(text name) {
    for (size_t i = 0; i < overrides.length; i++) {
        if (same(overrides.at[i].name, name)) {
            return overrides.at[i].source;
        }
    }
    return exporter.template.source;
}

static text trimmed(text word) {
    while (word.length && word.at[0] == ' ') {
        word = (text){word.at + 1, word.length - 1};
    }
    while (word.length && word.at[word.length - 1] == ' ') {
        word.length--;
    }
    return word;
}

// The length of the text up to these two characters, or all of it.
static size_t up_to(text all, const char *two) {
    for (size_t i = 0; i + 1 < all.length; i++) {
        if (all.at[i] == two[0] && all.at[i + 1] == two[1]) {
            return i;
        }
    }
    return all.length;
}

text render(text name, const struct value *values, size_t count) {
    struct builder rendered = {0};
    text rest = source(name);
    uint32_t line = 1;
    for (;;) {
        size_t plain = up_to(rest, "{{");
        add(&rendered, (text){rest.at, plain});
        for (size_t i = 0; i < plain; i++) {
            line += rest.at[i] == '\n';
        }
        if (plain == rest.length) {
            return built(&rendered);
        }
        rest = (text){rest.at + plain + 2, rest.length - plain - 2};
        size_t length = up_to(rest, "}}");
        if (length == rest.length) {
            reject_template(name, line, TEXT("`{{` without `}}`"));
            return END;
        }
        text word = trimmed((text){rest.at, length});
        const struct variable *value = named((struct variables){(void *)values, count}, word);
        if (!value) {
            reject_template(name, line, joined(TEXT("there is no value "), word));
            return END;
        }
        add(&rendered, value->value);
        rest = (text){rest.at + length + 2, rest.length - length - 2};
    }
}

// --- encoders ---

static bool is_safe(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("_@%+=:,./-", c));
}

// The text with `from` replaced.
static text replaced(text within, char from, text to) {
    struct builder all = {0};
    for (size_t i = 0; i < within.length; i++) {
        add(&all, within.at[i] == from ? to : (text){&within.at[i], 1});
    }
    return built(&all);
}

text shell_quote(text word) {
    size_t safe = 0;
    while (safe < word.length && is_safe(word.at[safe])) {
        safe++;
    }
    if (word.length && safe == word.length) {
        return word;
    }
    struct builder all = {0};
    add_all(&all, TEXT("'"), replaced(word, '\'', TEXT("'\"'\"'")), TEXT("'"), END);
    return built(&all);
}

text shell_export(text name, text value) {
    struct builder all = {0};
    if (!contains(value, '\n') && !contains(value, '\r')) {
        add_all(&all, TEXT("export "), name, TEXT("="), shell_quote(value), END);
        return built(&all);
    }
    // `printf` makes the line breaks, and the full stop keeps those at the end.
    value = replaced(replaced(value, '\\', TEXT("\\\\")), '%', TEXT("%%"));
    value = replaced(replaced(value, '\n', TEXT("\\n")), '\r', TEXT("\\r"));
    text format = shell_quote(joined(value, TEXT(".")));
    add_all(&all, name, TEXT("=\"$(printf -- "), format, TEXT(")\"; export "), name,
            TEXT("=\"${"), name, TEXT("%.}\""), END);
    return built(&all);
}

text make_escape(text recipe) { return replaced(recipe, '$', TEXT("$$")); }

// --- text ---

void add(struct builder *builder, text more) {
    if (builder->length + more.length > builder->room) {
        builder->room = 2 * (builder->length + more.length);
        builder->at = cabi_realloc(builder->at, 0, 1, builder->room);
    }
    if (more.length) {
        memcpy(builder->at + builder->length, more.at, more.length);
    }
    builder->length += more.length;
}

void add_all(struct builder *builder, ...) {
    va_list texts;
    va_start(texts, builder);
    for (text more = va_arg(texts, text); more.at; more = va_arg(texts, text)) {
        add(builder, more);
    }
    va_end(texts);
}

text built(const struct builder *builder) {
    return builder->at ? (text){builder->at, builder->length} : TEXT("");
}

text joined(text first, text second) {
    struct builder all = {0};
    add_all(&all, first, second, END);
    return built(&all);
}

bool contains(text within, char c) {
    return within.length && memchr(within.at, c, within.length) != NULL;
}

bool same(text one, text other) {
    return one.length == other.length && (!one.length || !memcmp(one.at, other.at, one.length));
}
