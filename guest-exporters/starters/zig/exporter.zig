//! Your exporter: makes a Makefile that starts an application's processes by hand,
//! and beside it a script for each of them.

const exporting = @import("exporting.zig");

pub const exporter: exporting.Exporter = .{
    .name = "starter",
    .version = "0.1.0",
    .summary = "A Makefile with a target for each process",
    .template = .{ .name = "target.mk", .source = @embedFile("target.mk") },
};

/// Called once before the first file. An error says why there can be none.
pub fn start(app: *const exporting.Application) exporting.Error!void {
    if (exporting.contains(app.root.slice(), '\n')) {
        return exporting.reject("the root has a line break in it, which a Makefile cannot carry");
    }
}

/// Called with 0, 1, 2, … until it gives nothing.
pub fn next(app: *const exporting.Application, step: usize) exporting.Error!?exporting.File {
    if (step == 0) {
        // The values in it may be secrets.
        return .{ .path = "Makefile", .content = try makefile(app), .private = true };
    }
    const processes = app.processes.slice();
    if (step > processes.len) return null;
    const name = processes[step - 1].name.slice();
    return .{ .path = joined(&.{ name, ".sh" }), .content = script(name), .executable = true };
}

fn makefile(app: *const exporting.Application) exporting.Error![]const u8 {
    const first = app.processes.slice()[0].name.slice();
    var all: exporting.Builder = .{};
    all.add(&.{ "# The processes of ", app.name.slice(), ": `make ", first, "` starts one.\n\n" });
    for (app.processes.slice()) |*process| {
        const target = try exporting.render("target.mk", &.{
            .{ .name = "name", .value = process.name.slice() },
            .{ .name = "root", .value = quoted(app.root.slice()) },
            .{ .name = "exports", .value = makeEscape(exports(app, process)) },
            .{ .name = "shell", .value = quoted(app.shell.slice()) },
            .{ .name = "command", .value = quoted(process.command.slice()) },
        });
        all.add(&.{target});
    }
    return all.built();
}

fn script(name: []const u8) []const u8 {
    const start_of_it = "#!/bin/sh\n# Starts ";
    const rest = ".\nexec make --file \"$(dirname \"$0\")/Makefile\" -- ";
    return joined(&.{ start_of_it, name, rest, name, "\n" });
}

/// The commands that export the variables of a process.
fn exports(app: *const exporting.Application, process: *const exporting.Process) []const u8 {
    var all: exporting.Builder = .{};
    for (exporting.mergedVariables(app, process)) |variable| {
        all.add(&.{ exporting.shellExport(variable.name.slice(), variable.value.slice()), "; " });
    }
    return all.built();
}

fn quoted(word: []const u8) []const u8 {
    return makeEscape(exporting.shellQuote(word));
}

const joined = exporting.joined;
const makeEscape = exporting.makeEscape;
