//! Compile bombs: each is refused by the name of a limit, or is ended by one, or
//! does compile within them.

use portcullis_host::Limit;

use super::generated;
use End::{Bounded, Invalid, Screened};

/// A component that is made to keep a compiler busy, or to fill its memory.
pub(crate) struct Bomb {
    pub(crate) name: &'static str,
    pub(crate) component: fn() -> Vec<u8>,
    pub(crate) end: End,
}

/// How a bomb ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum End {
    /// Before it is compiled, by a limit with this unit.
    Screened(&'static str),
    /// By the engine, which has a limit of its own.
    Invalid,
    /// Within the limits of the process that compiles it, in either way.
    Bounded,
}

/// What is said of a component that compiles and exports no more than its name.
pub(crate) const COMPILED: &str = "with other types";

/// Little enough for every test run.
pub(crate) const SMALL: [(Limit, u64); 3] = [
    (Limit::CompileCpu, 2),
    (Limit::CompileMemory, 768 << 20),
    (Limit::CompileDeadline, 30_000),
];

/// A list of bombs, and a test for each.
macro_rules! bombs {
    ($($name:ident: $component:expr => $end:expr;)*) => {
        pub(crate) const BOMBS: &[Bomb] = &[$(Bomb {
            name: stringify!($name),
            component: || $component,
            end: $end,
        }),*];

        #[cfg(test)]
        mod each {
            use super::*;
            $(
                #[test]
                fn $name() {
                    let is_it = |bomb: &&Bomb| bomb.name == stringify!($name);
                    crate::loading::bombs::ends(BOMBS.iter().find(is_it).unwrap());
                }
            )*
        }
    };
}

bombs! {
    long_function_is_screened: generated::long_function() => Screened("bytes in one function");
    many_instructions_are_screened: generated::function_of_many_instructions() => Screened("instructions in one function");
    many_functions_are_screened: generated::functions(200_001) => Screened("200000 functions");
    nested_blocks_are_screened: generated::nested_blocks(5_001) => Screened("blocks inside each other");
    table_of_many_branches_is_screened: generated::branches(100_001) => Screened("branches of tables");
    many_locals_are_screened: generated::locals(20_001) => Screened("locals in one function");
    many_data_segments_are_screened: generated::data_segments(50_001) => Screened("globals and segments");
    many_globals_are_screened: generated::globals(50_001) => Screened("globals and segments");
    many_elements_are_screened: generated::elements(2_000_001) => Screened("elements");
    many_passive_elements_are_screened: generated::elements(10_001) => Screened("elements in passive segments");
    many_types_are_screened: generated::types(50_001) => Screened("50000 types");
    many_types_in_a_type_are_screened: generated::declared_types(50_001) => Screened("50000 types");
    types_inside_types_are_screened: generated::types_inside_types(300_000) => Screened("types inside types");
    types_of_many_declarations_are_screened: generated::types_of_many_declarations(1_800) => Screened("bytes of component types");
    many_imports_are_screened: generated::imports(100_001) => Screened("imports, exports");
    many_exports_are_screened: generated::exports(100_001) => Screened("imports, exports");
    nested_components_are_screened: generated::nested_components(9) => Screened("levels of nesting");
    many_modules_are_screened: generated::modules(257) => Screened("modules and components");
    many_instances_are_screened: generated::instances(1_001) => Screened("1000 instances");
    wide_instances_are_screened: generated::wide_instances(45_000, 5) => Screened("250000 imports and definitions over all instances");
    instances_that_multiply_are_screened: generated::multiplying_instances(9) => Screened("over all instances");
    sparse_tables_are_screened: generated::sparse_tables(50) => Screened("500000 elements in all tables");
    bytes_that_nobody_reads_are_screened: generated::names(64 << 20) => Screened("bytes in the component");
    functions_of_too_many_parameters_are_refused: generated::parameters(1_001) => Invalid;
    types_of_twice_the_size_each_are_refused: generated::doubling_types(40) => Invalid;
    bomb_of_many_functions_is_bounded: generated::functions(150_000) => Bounded;
    bomb_of_nested_blocks_is_bounded: generated::nested_blocks(4_999) => Bounded;
    bomb_of_nested_loops_is_bounded: generated::nested_loops(400, 100) => Bounded;
    bomb_of_few_nested_loops_with_many_locals_is_bounded: generated::nested_loops(40, 1_500) => Bounded;
    bomb_of_branch_tables_is_bounded: generated::tables(400, 240) => Bounded;
    bomb_of_one_branch_table_is_bounded: generated::branches(60_000) => Bounded;
    bomb_of_live_locals_is_bounded: generated::live_locals(15_000, "i32", "(i32.const 7)") => Bounded;
    bomb_of_live_vectors_is_bounded: generated::live_locals(6_000, "v128", "(v128.const i64x2 1 2)") => Bounded;
    bomb_of_wide_calls_is_bounded: generated::wide_calls(300) => Bounded;
    bomb_of_large_data_is_bounded: generated::large_data() => Bounded;
    bomb_of_a_giant_name_section_is_bounded: generated::names(60 << 20) => Bounded;
    bomb_of_instances_that_multiply_is_bounded: generated::multiplying_instances(4) => Bounded;
    bomb_of_wide_instances_is_bounded: generated::wide_instances(1_000, 240) => Bounded;
    bomb_of_exports_that_multiply_is_bounded: generated::multiplying_exports(900) => Bounded;
    bomb_of_a_sparse_table_is_bounded: generated::sparse_tables(1) => Bounded;
    bomb_of_selects_is_bounded: generated::selects(60_000) => Bounded;
    bomb_of_a_deep_expression_is_bounded: generated::deep_expression(100_000) => Bounded;
    bomb_of_merging_branches_is_bounded: generated::merging_branches(15_000, 500) => Bounded;
    bomb_of_signatures_is_bounded: generated::signatures(12_000) => Bounded;
    bomb_of_constants_is_bounded: generated::constants(50_000) => Bounded;
    bomb_of_dependent_memory_accesses_is_bounded: generated::memory_accesses(150_000) => Bounded;
    bomb_of_imports_is_bounded: generated::imports(90_000) => Bounded;
}
