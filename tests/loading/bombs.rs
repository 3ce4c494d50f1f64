//! Compile bombs: each is refused by the name of a limit, or is ended by one, or
//! does compile within them.

use std::time::{Duration, Instant};

use super::{COMPILED, generated};
use crate::harness::App;

/// How a bomb ends.
enum End {
    /// Before it is compiled, by a limit with this unit.
    Screened(&'static str),
    /// By the engine, which has a limit of its own.
    Invalid,
    /// Within the limits of the process that compiles it, in either way.
    Bounded,
}

use End::{Bounded, Invalid, Screened};

/// Far more than any of these takes, for a machine that does other things too.
const GENEROUS: Duration = Duration::from_secs(120);

/// Little enough for every test run. In seconds of processor time and bytes.
const LIMITS: [&str; 6] = [
    "--limit",
    "compile-cpu=2",
    "--limit",
    "compile-memory=768M",
    "--limit",
    "compile-deadline=30",
];

#[track_caller]
fn ends(what: &str, bomb: &[u8], end: &End) {
    let app = App::empty().file("app/bomb.wasm", bomb);
    let begun = Instant::now();
    let run = app.run(&[&["inspect", "bomb.wasm"], &LIMITS[..]].concat());
    let took = begun.elapsed();
    let first = run.stderr.lines().next().unwrap_or_default();
    println!("{what}: {} bytes, {took:.1?}: {first}", bomb.len());
    assert!(took < GENEROUS, "{what} took {took:?}");
    run.fails_with(4).writes_nothing();
    run.stderr_contains("`bomb.wasm`");
    match end {
        Screened(unit) => {
            run.stderr_contains("has more than").stderr_contains(unit);
        }
        Invalid => {
            run.stderr_contains("is not valid WebAssembly");
        }
        Bounded => {
            let is_ended = first.contains("needs more than");
            assert!(is_ended || first.contains(COMPILED), "{what}: {run}");
            let is_told = run.stderr.contains("raise it with --limit compile-");
            assert_eq!(is_told, is_ended, "{what}: {run}");
        }
    }
}

/// Those that are large in some way, and the unit of the limit.
macro_rules! screened {
    ($($name:ident: $bomb:expr, $unit:literal;)*) => {
        $(
            #[test]
            fn $name() {
                ends(stringify!($name), &$bomb, &Screened($unit));
            }
        )*
    };
}

screened! {
    long_function_is_screened: generated::long_function(), "bytes in one function";
    many_instructions_are_screened: generated::function_of_many_instructions(), "instructions in one function";
    many_functions_are_screened: generated::functions(200_001), "200000 functions";
    nested_blocks_are_screened: generated::nested_blocks(5_001), "blocks inside each other";
    table_of_many_branches_is_screened: generated::branches(100_001), "branches of tables";
    many_locals_are_screened: generated::locals(20_001), "locals in one function";
    many_data_segments_are_screened: generated::data_segments(50_001), "globals and segments";
    many_globals_are_screened: generated::globals(50_001), "globals and segments";
    many_elements_are_screened: generated::elements(2_000_001), "elements";
    many_types_are_screened: generated::types(50_001), "50000 types";
    many_types_in_a_type_are_screened: generated::declared_types(50_001), "50000 types";
    many_imports_are_screened: generated::imports(100_001), "imports, exports";
    many_exports_are_screened: generated::exports(100_001), "imports, exports";
    nested_components_are_screened: generated::nested_components(9), "levels of nesting";
    many_modules_are_screened: generated::modules(257), "modules and components";
    many_instances_are_screened: generated::instances(1_001), "1000 instances";
    bytes_that_nobody_reads_are_screened: generated::names(64 << 20), "bytes in the component";
}

#[test]
fn bombs_beyond_what_the_engine_takes_are_refused_by_it() {
    ends(
        "a thousand and one parameters",
        &generated::parameters(1_001),
        &Invalid,
    );
    ends(
        "types of twice the size each",
        &generated::doubling_types(40),
        &Invalid,
    );
}

/// Those that no size gives away.
macro_rules! bounded {
    ($($name:ident: $bomb:expr;)*) => {
        $(
            #[test]
            fn $name() {
                ends(stringify!($name), &$bomb, &Bounded);
            }
        )*
    };
}

bounded! {
    bomb_of_many_functions_is_bounded: generated::functions(150_000);
    bomb_of_nested_blocks_is_bounded: generated::nested_blocks(4_999);
    bomb_of_nested_loops_is_bounded: generated::nested_loops(400, 100);
    bomb_of_few_nested_loops_with_many_locals_is_bounded: generated::nested_loops(40, 1_500);
    bomb_of_branch_tables_is_bounded: generated::tables(400, 240);
    bomb_of_one_branch_table_is_bounded: generated::branches(60_000);
    bomb_of_live_locals_is_bounded: generated::live_locals(15_000, "i32", "(i32.const 7)");
    bomb_of_live_vectors_is_bounded:
        generated::live_locals(6_000, "v128", "(v128.const i64x2 1 2)");
    bomb_of_wide_calls_is_bounded: generated::wide_calls(300);
    bomb_of_large_data_is_bounded: generated::large_data();
    bomb_of_a_giant_name_section_is_bounded: generated::names(60 << 20);
    bomb_of_instances_that_multiply_is_bounded: generated::multiplying_instances(9);
    bomb_of_selects_is_bounded: generated::selects(60_000);
    bomb_of_a_deep_expression_is_bounded: generated::deep_expression(100_000);
    bomb_of_merging_branches_is_bounded: generated::merging_branches(15_000, 500);
    bomb_of_signatures_is_bounded: generated::signatures(12_000);
    bomb_of_constants_is_bounded: generated::constants(50_000);
    bomb_of_dependent_memory_accesses_is_bounded: generated::memory_accesses(150_000);
    bomb_of_imports_is_bounded: generated::imports(90_000);
}
