//! What is refused before it runs.

use super::{Case, End, guests};

cases! {
    // Imports.
    IMPORTS_FILESYSTEM: End::Import("wasi:filesystem/types@0.2.6");
    IMPORTS_PREOPENS: End::Import("wasi:filesystem/preopens@0.2.6");
    IMPORTS_TCP: End::Import("wasi:sockets/tcp@0.2.6");
    IMPORTS_UDP: End::Import("wasi:sockets/udp@0.2.6");
    IMPORTS_NAME_LOOKUP: End::Import("wasi:sockets/ip-name-lookup@0.2.6");
    IMPORTS_MONOTONIC_CLOCK: End::Import("wasi:clocks/monotonic-clock@0.2.6");
    IMPORTS_WALL_CLOCK: End::Import("wasi:clocks/wall-clock@0.2.6");
    IMPORTS_RANDOM: End::Import("wasi:random/random@0.2.6");
    IMPORTS_INSECURE_SEED: End::Import("wasi:random/insecure-seed@0.2.6");
    IMPORTS_ENVIRONMENT: End::Import("wasi:cli/environment@0.2.6");
    IMPORTS_STDIN: End::Import("wasi:cli/stdin@0.2.6");
    IMPORTS_STDOUT: End::Import("wasi:cli/stdout@0.2.6");
    IMPORTS_STDERR: End::Import("wasi:cli/stderr@0.2.6");
    IMPORTS_EXIT: End::Import("wasi:cli/exit@0.2.6");
    IMPORTS_TERMINAL: End::Import("wasi:cli/terminal-stdout@0.2.6");
    IMPORTS_HTTP: End::Import("wasi:http/outgoing-handler@0.2.6");
    IMPORTS_STREAMS: End::Import("wasi:io/streams@0.2.6");
    IMPORTS_POLL: End::Import("wasi:io/poll@0.2.6");
    IMPORTS_OTHER_VERSION: End::Import("wasi:clocks/monotonic-clock@0.3.0");
    IMPORTS_KEYVALUE: End::Import("wasi:keyvalue/store@0.2.0");
    IMPORTS_UNKNOWN: End::Import("acme:logging/log");
    IMPORTS_FUNCTION: End::Import("log");
    IMPORTS_RESOURCE: End::Import("secret");
    IMPORTS_INLINE_INTERFACE: End::Import("host");
    IMPORTS_TYPES_ONLY: End::Import("acme:shared/types");
    IMPORTS_CORE_MODULE: End::Import("module");
    IMPORTS_COMPONENT: End::Import("component");
    IMPORTS_INSTANCE: End::Import("instance");
    IMPORTS_TYPE: End::Import("type");
    IMPORTS_SECOND_VERSION: End::Import("portcullis:exporter/exporting@0.1.0");
    IMPORTS_LONG_NAME: End::Import("aaaaaaaa");

    // Precompiled.
    PRECOMPILED_COMPONENT: End::Refused("is precompiled code"), .compiled();

    // Memory.
    MEMORY_TABLES_DECLARED: End::Refused("500000 elements in all tables");
    MEMORY_MODULE_HANDED_OVER: End::Refused("instantiates what is not defined in it");

    // Features.
    FEATURES_MULTI_MEMORY: End::Refused("is not valid WebAssembly");
    FEATURES_MEMORY64: End::Refused("is not valid WebAssembly");
    FEATURES_MEMORY64_TABLES: End::Refused("is not valid WebAssembly");
    FEATURES_THREADS_SHARED_MEMORY: End::Refused("is not valid WebAssembly");
    FEATURES_THREADS_ATOMIC_ACCESS: End::Refused("is not valid WebAssembly");
    FEATURES_THREADS_FENCE: End::Refused("is not valid WebAssembly");
    FEATURES_TAIL_CALLS: End::Refused("is not valid WebAssembly");
    FEATURES_TAIL_CALLS_INDIRECT: End::Refused("is not valid WebAssembly");
    FEATURES_EXCEPTIONS_TAG: End::Refused("is not valid WebAssembly");
    FEATURES_EXCEPTIONS_THROW: End::Refused("is not valid WebAssembly");
    FEATURES_EXCEPTIONS_CATCH: End::Refused("is not valid WebAssembly");
    FEATURES_GC_STRUCT: End::Refused("is not valid WebAssembly");
    FEATURES_GC_ARRAY: End::Refused("is not valid WebAssembly");
    FEATURES_GC_I31: End::Refused("is not valid WebAssembly");
    FEATURES_FUNCTION_REFERENCES: End::Refused("is not valid WebAssembly");
    FEATURES_RELAXED_SIMD: End::Refused("is not valid WebAssembly");
    FEATURES_STACK_SWITCHING: End::Refused("is not valid WebAssembly");
    FEATURES_CUSTOM_PAGE_SIZES: End::Refused("is not valid WebAssembly");
    FEATURES_WIDE_ARITHMETIC: End::Refused("is not valid WebAssembly");
    FEATURES_ASYNC_FUTURE: End::Refused("is not valid WebAssembly");
    FEATURES_ASYNC_STREAM: End::Refused("is not valid WebAssembly");
    FEATURES_ASYNC_LIFTED_FUNCTION: End::Refused("is not valid WebAssembly");
    FEATURES_ASYNC_FUNCTION_TYPE: End::Refused("is not valid WebAssembly");
    FEATURES_ASYNC_TASK: End::Refused("is not valid WebAssembly");
    FEATURES_ASYNC_BACKPRESSURE: End::Refused("is not valid WebAssembly");
    FEATURES_ERROR_CONTEXT: End::Refused("is not valid WebAssembly");
    FEATURES_THREADS_IN_COMPONENTS: End::Refused("is not valid WebAssembly");
}
