//! What becomes a component, and what is refused.

use super::*;

/// A module that exports what the world asks for and whose functions trap.
const MODULE: &str = r#"(module MORE
  (memory (export "memory") 1)
  (func $named (export "portcullis:exporter/exporting@0.1.0#describe") (result i32) unreachable)
  (func (export "portcullis:exporter/exporting@0.1.0#start") (param i32) (result i32) unreachable)
  (func (export "portcullis:exporter/exporting@0.1.0#next") (result i32) unreachable)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable))"#;

fn module(more: &str) -> Vec<u8> {
    wat::parse_str(MODULE.replace("MORE", more)).unwrap()
}

/// Every function of preview 1: its parameters, `l` for those of 64 bits. All but
/// one give an error number.
const PREVIEW1_FUNCTIONS: &str = "
    args_get ii, args_sizes_get ii, environ_get ii, environ_sizes_get ii,
    clock_res_get ii, clock_time_get ili, fd_advise illi, fd_allocate ill, fd_close i,
    fd_datasync i, fd_fdstat_get ii, fd_fdstat_set_flags ii, fd_fdstat_set_rights ill,
    fd_filestat_get ii, fd_filestat_set_size il, fd_filestat_set_times illi,
    fd_pread iiili, fd_prestat_dir_name iii, fd_prestat_get ii, fd_pwrite iiili,
    fd_read iiii, fd_readdir iiili, fd_renumber ii, fd_seek ilii, fd_sync i, fd_tell ii,
    fd_write iiii, path_create_directory iii, path_filestat_get iiiii,
    path_filestat_set_times iiiilli, path_link iiiiiii, path_open iiiiillii,
    path_readlink iiiiii, path_remove_directory iii, path_rename iiiiii,
    path_symlink iiiii, path_unlink_file iii, poll_oneoff iiii, proc_exit i,
    proc_raise i, random_get ii, sched_yield , sock_accept iii, sock_recv iiiiii,
    sock_send iiiii, sock_shutdown ii";

/// The import of one of them.
fn import(function: &str) -> String {
    let (name, params) = function
        .trim()
        .split_once(' ')
        .unwrap_or((function.trim(), ""));
    let params = params
        .chars()
        .map(|c| if c == 'l' { " i64" } else { " i32" });
    let params: String = params.collect();
    let result = if name == "proc_exit" {
        ""
    } else {
        "(result i32)"
    };
    format!("(import \"{PREVIEW1}\" \"{name}\" (func (param{params}) {result}))\n")
}

fn refusal(bytes: &[u8]) -> (String, String) {
    let error = componentize(bytes).unwrap_err();
    (error.to_string(), error.hint().unwrap_or_default())
}

#[test]
fn a_plain_module_becomes_a_component_of_the_world() {
    let component = componentize(&module("")).unwrap();
    assert!(wasmparser::Parser::is_component(&component.bytes));
    assert!(!component.is_adapted);
    assert_eq!(component.digest, digest(&component.bytes));
}

#[test]
fn bare_names_do_for_languages_that_can_have_no_others() {
    let full = "portcullis:exporter/exporting@0.1.0#";
    let text = MODULE.replace(full, "").replace("MORE", "");
    let bare = componentize(&wat::parse_str(text).unwrap()).unwrap();
    assert_eq!(bare, componentize(&module("")).unwrap());
}

#[test]
fn what_was_made_already_is_checked_and_stays_the_same() {
    let component = componentize(&module("")).unwrap();
    assert_eq!(componentize(&component.bytes).unwrap(), component);
}

#[test]
fn every_function_of_preview_1_is_answered() {
    let imports: String = PREVIEW1_FUNCTIONS.split(',').map(import).collect();
    assert_eq!(imports.matches("import").count(), 46, "{imports}");
    let component = componentize(&module(&imports)).unwrap();
    assert!(component.is_adapted);
    imports::of_component_are_none(&component.bytes).unwrap();
}

#[test]
fn an_import_is_refused_by_name_with_what_to_do() {
    for (import, name, hint) in [
        (
            r#"(import "env" "abort" (func))"#,
            "`env.abort`",
            "--use abort=",
        ),
        (r#"(import "env" "puts" (func))"#, "`env.puts`", "linker"),
        (
            r#"(import "wasi_unstable" "x" (func))"#,
            "`wasi_unstable.x`",
            "preview1",
        ),
        (r#"(import "a" "b" (global i32))"#, "`a.b`", "argument"),
    ] {
        let (message, advice) = refusal(&module(import));
        assert!(message.contains(name), "{message}");
        assert!(advice.contains(hint), "{advice}");
    }
    let component =
        wat::parse_str(r#"(component (import "wasi:cli/environment@0.2.0" (instance)))"#);
    let (message, advice) = refusal(&component.unwrap());
    assert!(
        message.contains("`wasi:cli/environment@0.2.0`"),
        "{message}"
    );
    assert!(advice.contains("--stub-wasi"), "{advice}");
}

#[test]
fn what_exports_no_exporter_is_refused() {
    for text in ["(module (memory (export \"memory\") 1))", "(component)"] {
        let (message, advice) = refusal(&wat::parse_str(text).unwrap());
        assert!(message.contains("exporter"), "{message}");
        assert!(advice.contains("describe"), "{advice}");
    }
    assert!(refusal(b"#!/bin/sh\n").0.contains("not WebAssembly"));
    assert!(refusal(&module("")[..60]).0.contains("not valid"));
}

#[test]
fn nothing_without_effect_is_left() {
    let component = componentize(&module("")).unwrap();
    for payload in wasmparser::Parser::new(0).parse_all(&component.bytes) {
        let payload = payload.unwrap();
        assert!(
            !matches!(payload, wasmparser::Payload::CustomSection(_)),
            "{payload:?}"
        );
    }
}

#[test]
fn the_same_module_gives_the_same_component() {
    assert_eq!(
        componentize(&module("")).unwrap(),
        componentize(&module("")).unwrap()
    );
}
