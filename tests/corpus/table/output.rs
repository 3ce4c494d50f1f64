//! What comes out of a guest: floods, rubbish, names, and what is the same each time.

use portcullis_host::Limit;

use super::{Case, End, guests};

cases! {
    // Output.
    OUTPUT_FILES: End::Limit(Limit::Files);
    OUTPUT_FILE_BYTES: End::Limit(Limit::FileBytes), .limited(&[(Limit::Memory, 100 << 20), (Limit::Transfer, 100 << 20)]);
    OUTPUT_TOTAL_BYTES: End::Limit(Limit::TotalBytes);
    OUTPUT_PATH_LENGTH: End::Path("5000 bytes");
    OUTPUT_TOTAL_PATH_BYTES: End::Limit(Limit::TotalPathBytes);
    OUTPUT_DIAGNOSTICS: End::Limit(Limit::Diagnostics);
    OUTPUT_TOTAL_TEXT_BYTES: End::Limit(Limit::TotalTextBytes);
    OUTPUT_TEXT_BYTES: End::Limit(Limit::TextBytes);
    OUTPUT_TERMINAL_CODES: End::Harmless;
    OUTPUT_ERROR_AFTER_FILES: End::Error("content");
    OUTPUT_TRAP_AFTER_FILES: End::Trap;
    OUTPUT_LINE_WITHOUT_END: End::Error("line 4294967295");

    // Encodings.
    ENCODINGS_UTF16: End::Harmless;
    ENCODINGS_UTF16_SURROGATE: End::Trap;
    ENCODINGS_UTF16_MISALIGNED: End::Trap;
    ENCODINGS_UTF16_BEYOND_THE_END: End::Trap;
    ENCODINGS_UTF16_MESSAGE: End::Limit(Limit::TextBytes);
    ENCODINGS_UTF16_TERMINAL_CODES: End::Path("path `a\\u{1b}[m`");
    ENCODINGS_LATIN1: End::Harmless;
    ENCODINGS_LATIN1_TERMINAL_CODES: End::Path("path `a\\u{9b}m!`");
    ENCODINGS_LATIN1_MARKED_AS_UTF16: End::Trap;
    ENCODINGS_LATIN1_BEYOND_THE_END: End::Trap;

    // Rubbish.
    RUBBISH_UTF8_IN_NAME: End::Trap;
    RUBBISH_UTF8_IN_SUMMARY: End::Trap;
    RUBBISH_UTF8_IN_SCHEMA: End::Trap;
    RUBBISH_UTF8_IN_PATH: End::Trap;
    RUBBISH_UTF8_IN_MESSAGE: End::Trap;
    RUBBISH_UTF8_IN_REJECTION: End::Trap;
    RUBBISH_DISCRIMINANT_OF_RESULT: End::Trap;
    RUBBISH_DISCRIMINANT_OF_OPTION: End::Trap;
    RUBBISH_DISCRIMINANT_OF_OUTPUT: End::Trap;
    RUBBISH_DISCRIMINANT_OF_SEVERITY: End::Trap;
    RUBBISH_DISCRIMINANT_OF_PROCESS: End::Trap;
    RUBBISH_DISCRIMINANT_OF_ERROR: End::Trap;
    RUBBISH_DISCRIMINANT_OF_STARTED: End::Trap;
    RUBBISH_DISCRIMINANT_OF_PROFILE: End::Trap;
    RUBBISH_BOOLEAN: End::Harmless;
    RUBBISH_DESCRIBE_BEYOND_THE_END: End::Trap;
    RUBBISH_DESCRIBE_MISALIGNED: End::Trap;
    RUBBISH_START_BEYOND_THE_END: End::Trap;
    RUBBISH_START_MISALIGNED: End::Trap;
    RUBBISH_NEXT_BEYOND_THE_END: End::Trap;
    RUBBISH_NEXT_MISALIGNED: End::Trap;
    RUBBISH_DESCRIBE_NULL: End::Manifest("is no name for a component");
    RUBBISH_TEXT_BEYOND_THE_END: End::Trap;
    RUBBISH_TEXT_LONGER_THAN_MEMORY: End::Trap;
    RUBBISH_TEXT_THAT_WRAPS: End::Trap;
    RUBBISH_LIST_BEYOND_THE_END: End::Trap;
    RUBBISH_LIST_THAT_WRAPS: End::Trap;
    RUBBISH_LIST_MISALIGNED: End::Trap;
    RUBBISH_CONTENT_BEYOND_THE_END: End::Trap;
    RUBBISH_MANIFEST_WITHIN_ITSELF: End::Manifest("is no name for a component");
    RUBBISH_REALLOC_NULL: End::Harmless;
    RUBBISH_REALLOC_MISALIGNED: End::Trap;
    RUBBISH_REALLOC_BEYOND_THE_END: End::Trap;
    RUBBISH_REALLOC_LAST_ADDRESS: End::Trap;
    RUBBISH_REALLOC_OVER_DATA: End::Error("exporter `x`");
    RUBBISH_REALLOC_TRAPS: End::Trap;
    RUBBISH_REALLOC_ENTERS: End::Harmless;
    RUBBISH_REALLOC_GROWS: End::Harmless;
    RUBBISH_TRAP_IN_DESCRIBE: End::Trap;
    RUBBISH_TRAP_AFTER_DESCRIBE: End::Trap;
    RUBBISH_TRAP_IN_START: End::Trap;
    RUBBISH_TRAP_AFTER_START: End::Trap;
    RUBBISH_TRAP_IN_NEXT: End::Trap;
    RUBBISH_TRAP_AFTER_NEXT: End::Trap;
    RUBBISH_TRAP_IN_START_FUNCTION: End::Trap;
    RUBBISH_DIVISION_BY_ZERO: End::Trap;
    RUBBISH_INTEGER_OVERFLOW: End::Trap;
    RUBBISH_CONVERSION: End::Trap;
    RUBBISH_NULL_FUNCTION: End::Trap;
    RUBBISH_WRONG_SIGNATURE: End::Trap;
    RUBBISH_CHANGING_MANIFEST: End::Harmless;

    // Manifest.
    MANIFEST_NO_EXPORTERS: End::Manifest("it offers no exporter");
    MANIFEST_EXPORTER_TWICE: End::Manifest("the exporter `x` twice");
    MANIFEST_MANY_EXPORTERS: End::Limit(Limit::Exporters);
    MANIFEST_MANY_TEMPLATES: End::Limit(Limit::Templates);
    MANIFEST_COMPONENT_TERMINAL_CODES: End::Manifest("is no name for a component");
    MANIFEST_COMPONENT_NEWLINE: End::Manifest("is no name for a component");
    MANIFEST_COMPONENT_BIDI: End::Manifest("is no name for a component");
    MANIFEST_COMPONENT_C1: End::Manifest("is no name for a component");
    MANIFEST_COMPONENT_UPPER_CASE: End::Manifest("is no name for a component");
    MANIFEST_COMPONENT_PATH: End::Manifest("is no name for a component");
    MANIFEST_COMPONENT_LONG: End::Manifest("is no name for a component");
    MANIFEST_EXPORTER_EMPTY: End::Manifest("is no name for an exporter");
    MANIFEST_EXPORTER_TERMINAL_CODES: End::Manifest("is no name for an exporter");
    MANIFEST_EXPORTER_ZERO_WIDTH: End::Manifest("is no name for an exporter");
    MANIFEST_EXPORTER_PATH: End::Manifest("is no name for an exporter");
    MANIFEST_COMPONENT_NAME_OF_MEGABYTES: End::Manifest("… (3145728 bytes)");
    MANIFEST_VERSION_EMPTY: End::Manifest("is not a version by semver");
    MANIFEST_VERSION_WORDS: End::Manifest("is not a version by semver");
    MANIFEST_VERSION_TERMINAL_CODES: End::Manifest("is not a version by semver");
    MANIFEST_VERSION_TWO_NUMBERS: End::Manifest("is not a version by semver");
    MANIFEST_SCHEMA_EMPTY: End::Manifest("is not a JSON object");
    MANIFEST_SCHEMA_NOT_JSON: End::Manifest("is not a JSON object");
    MANIFEST_SCHEMA_LIST: End::Manifest("is not a JSON object");
    MANIFEST_SCHEMA_TRUE: End::Manifest("is not a JSON object");
    MANIFEST_SCHEMA_TWO_OBJECTS: End::Manifest("is not a JSON object");
    MANIFEST_SCHEMA_DEEP: End::Limit(Limit::SchemaNesting);
    MANIFEST_SCHEMA_HUGE: End::Limit(Limit::SchemaBytes);
    MANIFEST_SCHEMA_IN_PARTS: End::Limit(Limit::SchemaBytes);
    MANIFEST_SUMMARY_HUGE: End::Limit(Limit::ManifestBytes);
    MANIFEST_TEMPLATES_IN_SUM: End::Limit(Limit::ManifestBytes);
    MANIFEST_TEMPLATE_TWICE: End::Manifest("the template `content` twice");
    MANIFEST_TEMPLATE_WITHOUT_A_NAME: End::Manifest("has no name");
    MANIFEST_SUMMARY_WITH_TERMINAL_CODES: End::Harmless;

    // Schemas.
    SCHEMAS_REPEATED_TYPES: End::Settings("setting `a`: it is missing and required");
    SCHEMAS_REPEATED_PARTS: End::Harmless;
    SCHEMAS_MANY_SETTINGS: End::Harmless;
    SCHEMAS_ONE_LONG_TEXT: End::Harmless;
    SCHEMAS_LONG_REFERENCE: End::Harmless;
    SCHEMAS_LONG_NAME: End::Harmless;
    SCHEMAS_MANY_REFERENCES: End::Limit(Limit::SchemaReferences);
    SCHEMAS_ESCAPED_REFERENCES: End::Limit(Limit::SchemaReferences);
    SCHEMAS_REFERENCES_IN_SUM: End::Limit(Limit::SchemaReferences);

    // Paths.
    PATHS_PARENT: End::Path("path `../evil`");
    PATHS_ABSOLUTE: End::Path("path `/etc/cron.d/evil`");
    PATHS_EMPTY: End::Path("path ``");
    PATHS_NUL: End::Path("path `good");
    PATHS_BACKSLASH: End::Path("path `..");
    PATHS_DRIVE: End::Path("path `C:");
    PATHS_GIT_HOOK: End::Path("path `.git/hooks");
    PATHS_OWN_STATE: End::Path("path `.portcullis");
    PATHS_BIDI: End::Path("path `evil");
    PATHS_NEWLINE: End::Path("path `a");
    PATHS_TWICE: End::Path("same");
    PATHS_CASE: End::Path("name");
    PATHS_FILE_AND_DIRECTORY: End::Path("`a`");

    // Nondeterminism.
    NONDETERMINISM_NAN_BITS: End::Harmless;
    NONDETERMINISM_NAN_PAYLOAD: End::Harmless;
    NONDETERMINISM_VECTOR_NAN: End::Harmless;
    NONDETERMINISM_MEMORY_SIZE: End::Harmless;
    NONDETERMINISM_FRESH_MEMORY: End::Harmless;
    NONDETERMINISM_STATE_BETWEEN_CALLS: End::Harmless;
}
