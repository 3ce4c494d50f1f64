//! What stands between your exporter and the interface in wit/exporter.wit: its
//! canonical ABI by hand, and a few helpers. You need not change it.

const user = @import("exporter.zig");

// --- what you are given: the records of wit/exporter.wit ---

/// A list as the interface has it; `slice` is Zig's own.
pub fn List(comptime Item: type) type {
    return extern struct {
        at: [*]const Item,
        len: usize,

        pub fn slice(self: @This()) []const Item {
            return self.at[0..self.len];
        }

        fn of(items: []const Item) @This() {
            return .{ .at = items.ptr, .len = items.len };
        }
    };
}

/// Text in UTF-8.
pub const Text = List(u8);

pub const Variable = extern struct { name: Text, value: Text };

pub const Process = extern struct {
    process_type: Text,
    instance: u32,
    name: Text,
    command: Text,
    port: extern struct { is_some: u8, value: u16 },
    env: List(Variable),
    settings: Text,
};

pub const Application = extern struct {
    name: Text,
    root: Text,
    log_dir: Text,
    run_dir: Text,
    user: Text,
    shell: Text,
    env: List(Variable),
    processes: List(Process),
    settings: Text,
};

// --- what you write, in exporter.zig ---

pub const Exporter = struct {
    name: []const u8,
    version: []const u8,
    summary: []const u8,
    template: Template,
};

pub const Template = struct { name: []const u8, source: []const u8 };

pub const File = struct {
    path: []const u8,
    content: []const u8,
    executable: bool = false,
    private: bool = false,
};

pub const Error = error{Refused};

// --- what helps you ---

/// Ends the export: the format cannot carry the application, and why.
pub fn reject(reason: []const u8) Error {
    failure = .{ .kind = 0, .of = .{ .rejected = .of(reason) } };
    return error.Refused;
}

/// honcho sets this variable before all others, and so does every exporter.
const first = "HONCHO_PROCESS_NAME";

/// The variables of a process: `first`, the shared ones, its own in the place of those
/// of the same name, then the rest of its own.
pub fn mergedVariables(app: *const Application, process: *const Process) []const Variable {
    const shared = app.env.slice();
    const own = process.env.slice();
    const all = allocated(Variable, shared.len + own.len);
    var length: usize = 0;
    if (named(shared, first) == null) if (named(own, first)) |variable| {
        all[length] = variable;
        length += 1;
    };
    for (shared) |variable| {
        all[length] = named(own, variable.name.slice()) orelse variable;
        length += 1;
    }
    for (own) |variable| {
        const name = variable.name.slice();
        if (same(name, first) or named(shared, name) != null) continue;
        all[length] = variable;
        length += 1;
    }
    return all[0..length];
}

fn named(all: []const Variable, name: []const u8) ?Variable {
    for (all) |variable| if (same(variable.name.slice(), name)) return variable;
    return null;
}

pub const Value = struct { name: []const u8, value: []const u8 };

/// Renders a template: your own, or the one that the user gave in its place. It may
/// hold the values, as `{{ name }}`, and nothing else that is replaced.
pub fn render(name: []const u8, values: []const Value) Error![]const u8 {
    var rest = source(name);
    var line: u32 = 1;
    var all: Builder = .{};
    while (upTo(rest, "{{")) |plain| {
        for (rest[0..plain]) |c| line += @intFromBool(c == '\n');
        all.add(&.{rest[0..plain]});
        rest = rest[plain + 2 ..];
        const length = upTo(rest, "}}") orelse return rejectTemplate(name, line, "`{{` without `}}`");
        const word = trimmed(rest[0..length]);
        const value = for (values) |value| {
            if (same(value.name, word)) break value.value;
        } else return rejectTemplate(name, line, joined(&.{ "there is no value ", word }));
        all.add(&.{value});
        rest = rest[length + 2 ..];
    }
    all.add(&.{rest});
    return all.built();
}

fn rejectTemplate(name: []const u8, line: u32, message: []const u8) Error {
    const what: TemplateError = .{ .template = .of(name), .line = line, .message = .of(message) };
    failure = .{ .kind = 1, .of = .{ .template = what } };
    return error.Refused;
}

fn source(name: []const u8) []const u8 {
    for (overrides) |template| {
        if (same(template.name.slice(), name)) return template.source.slice();
    }
    return user.exporter.template.source;
}

fn upTo(all: []const u8, two: *const [2]u8) ?usize {
    if (all.len < 2) return null;
    for (0..all.len - 1) |i| if (same(all[i .. i + 2], two)) return i;
    return null;
}

fn trimmed(word: []const u8) []const u8 {
    var rest = word;
    while (rest.len > 0 and rest[0] == ' ') rest = rest[1..];
    while (rest.len > 0 and rest[rest.len - 1] == ' ') rest = rest[0 .. rest.len - 1];
    return rest;
}

/// One word of a POSIX shell.
pub fn shellQuote(word: []const u8) []const u8 {
    const is_safe = for (word) |c| {
        if (!isSafe(c)) break false;
    } else word.len > 0;
    if (is_safe) return word;
    return joined(&.{ "'", replaced(word, '\'', "'\"'\"'"), "'" });
}

fn isSafe(c: u8) bool {
    return switch (c) {
        'a'...'z', 'A'...'Z', '0'...'9' => true,
        else => contains("_@%+=:,./-", c),
    };
}

/// A command that exports a variable, on one line whatever is in the value.
pub fn shellExport(name: []const u8, value: []const u8) []const u8 {
    if (!contains(value, '\n') and !contains(value, '\r')) {
        return joined(&.{ "export ", name, "=", shellQuote(value) });
    }
    // `printf` makes the line breaks, and the full stop keeps those at the end.
    var format = replaced(replaced(value, '\\', "\\\\"), '%', "%%");
    format = replaced(replaced(format, '\n', "\\n"), '\r', "\\r");
    const word = shellQuote(joined(&.{ format, "." }));
    return joined(&.{ name, "=\"$(printf -- ", word, ")\"; export ", name, "=\"${", name, "%.}\"" });
}

/// Text in a recipe of a Makefile.
pub fn makeEscape(recipe: []const u8) []const u8 {
    return replaced(recipe, '$', "$$");
}

fn replaced(within: []const u8, from: u8, to: []const u8) []const u8 {
    var all: Builder = .{};
    for (within, 0..) |c, i| all.add(&.{if (c == from) to else within[i .. i + 1]});
    return all.built();
}

/// Text that grows.
pub const Builder = struct {
    room: []u8 = &.{},
    length: usize = 0,

    pub fn add(self: *Builder, parts: []const []const u8) void {
        for (parts) |part| {
            if (self.length + part.len > self.room.len) {
                const room = allocated(u8, 2 * (self.length + part.len));
                @memcpy(room[0..self.length], self.built());
                self.room = room;
            }
            @memcpy(self.room[self.length..][0..part.len], part);
            self.length += part.len;
        }
    }

    pub fn built(self: *const Builder) []const u8 {
        return self.room[0..self.length];
    }
};

pub fn joined(parts: []const []const u8) []const u8 {
    var all: Builder = .{};
    all.add(parts);
    return all.built();
}

pub fn contains(within: []const u8, c: u8) bool {
    for (within) |other| if (other == c) return true;
    return false;
}

pub fn same(one: []const u8, other: []const u8) bool {
    if (one.len != other.len) return false;
    for (one, other) |a, b| if (a != b) return false;
    return true;
}

// --- memory: it only grows, and is thrown away when the export is complete ---

const page = 64 * 1024;
var free: usize = 0;
var end: usize = 0;

fn allocated(comptime Item: type, count: usize) []Item {
    const at: [*]Item = @ptrCast(@alignCast(allocate(count * @sizeOf(Item))));
    return at[0..count];
}

fn allocate(size: usize) [*]u8 {
    const needed = (size + 7) / 8 * 8;
    if (free + needed > end) {
        const pages = (needed + page - 1) / page + 16;
        const before = @wasmMemoryGrow(0, pages);
        if (before < 0) @trap();
        const start: usize = @intCast(before);
        // What is left of the last pages is used up, if nothing lies between.
        if (start * page != end) free = start * page;
        end = (start + pages) * page;
    }
    defer free += needed;
    return @ptrFromInt(free);
}

export fn cabi_realloc(old: ?[*]u8, old_size: usize, alignment: usize, size: usize) [*]u8 {
    _ = alignment;
    const new = allocate(size);
    if (old) |bytes| @memcpy(new[0..@min(old_size, size)], bytes[0..@min(old_size, size)]);
    return new;
}

// --- the interface ---

const AbiTemplate = extern struct { name: Text, source: Text };
const AbiFile = extern struct { path: Text, content: Text, executable: u8, private: u8 };
const TemplateError = extern struct { template: Text, line: u32, message: Text };

const ExporterInfo = extern struct {
    name: Text,
    summary: Text,
    templates: List(AbiTemplate),
    settings_schema: Text,
    paths: u8,
};

const Manifest = extern struct { name: Text, version: Text, exporters: List(ExporterInfo) };

const ExportError = extern struct {
    kind: u8, // 0 rejected, 1 a template
    of: extern union { rejected: Text, template: TemplateError },
};

const Arguments = extern struct {
    exporter: Text,
    app: Application,
    overrides: List(AbiTemplate),
};

const StartResult = extern struct { is_error: u8, failure: ExportError };

// A diagnostic is longer than a file.
const Output = extern struct { kind: u8, file: AbiFile, rest: u32 };

const NextResult = extern struct {
    is_error: u8,
    of: extern union {
        output: extern struct { is_some: u8, output: Output },
        failure: ExportError,
    },
};

comptime {
    const sizes = .{ @sizeOf(Arguments), @sizeOf(StartResult), @sizeOf(NextResult) };
    if (sizes[0] != 88 or sizes[1] != 28 or sizes[2] != 36) @compileError("the layout is wrong");
}

var application: *const Application = undefined;
var overrides: []const AbiTemplate = &.{};
var step: usize = 0;
var failure: ExportError = undefined;

var templates: [1]AbiTemplate = undefined;
var exporters: [1]ExporterInfo = undefined;
var manifest: Manifest = undefined;
var start_result: StartResult = undefined;
var next_result: NextResult = undefined;

export fn @"portcullis:exporter/exporting@0.1.0#describe"() *const Manifest {
    const info = user.exporter;
    templates = .{.{ .name = .of(info.template.name), .source = .of(info.template.source) }};
    exporters = .{.{
        .name = .of(info.name),
        .summary = .of(info.summary),
        .templates = .of(&templates),
        .settings_schema = .of("{\"type\":\"object\",\"properties\":{}}"),
        .paths = 0,
    }};
    manifest = .{ .name = .of(info.name), .version = .of(info.version), .exporters = .of(&exporters) };
    return &manifest;
}

export fn @"portcullis:exporter/exporting@0.1.0#start"(arguments: *const Arguments) *const StartResult {
    application = &arguments.app;
    overrides = arguments.overrides.slice();
    const is_known = same(arguments.exporter.slice(), user.exporter.name);
    const result = if (is_known) user.start(application) else reject("there is no such exporter");
    start_result.is_error = 0;
    result catch {
        start_result = .{ .is_error = 1, .failure = failure };
    };
    return &start_result;
}

export fn @"portcullis:exporter/exporting@0.1.0#next"() *const NextResult {
    const result = user.next(application, step);
    step += 1;
    if (result) |given| {
        next_result = .{ .is_error = 0, .of = .{ .output = .{ .is_some = 0, .output = undefined } } };
        if (given) |file| next_result.of.output = .{ .is_some = 1, .output = .{
            .kind = 0,
            .file = .{
                .path = .of(file.path),
                .content = .of(file.content),
                .executable = @intFromBool(file.executable),
                .private = @intFromBool(file.private),
            },
            .rest = 0,
        } };
    } else |_| {
        next_result = .{ .is_error = 1, .of = .{ .failure = failure } };
    }
    return &next_result;
}
