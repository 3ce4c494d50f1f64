//! What a limit ends while it runs.

use portcullis_host::{Limit, limits};

use super::{Case, End, guests};

/// The budget of memory that everybody has, and a deadline that one instruction over
/// all of it cannot meet.
const ALL_MEMORY: &[(Limit, u64)] = &[
    (Limit::Memory, limits::MEMORY),
    (Limit::Fuel, u64::MAX),
    (Limit::Deadline, 100),
];

cases! {
    // Loops.
    LOOPS_DESCRIBE: End::Limit(Limit::Fuel);
    LOOPS_START: End::Limit(Limit::Fuel);
    LOOPS_NEXT: End::Limit(Limit::Fuel);
    LOOPS_REALLOC: End::Limit(Limit::Fuel);
    LOOPS_START_FUNCTION: End::Limit(Limit::Fuel);
    LOOPS_AFTER_DESCRIBE: End::Limit(Limit::Fuel);
    LOOPS_AFTER_START: End::Limit(Limit::Fuel);
    LOOPS_AFTER_NEXT: End::Limit(Limit::Fuel);
    LOOPS_BRANCH_TABLE: End::Limit(Limit::Fuel);
    LOOPS_NESTED: End::Limit(Limit::Fuel);
    LOOPS_CALLS: End::Limit(Limit::Fuel);
    LOOPS_DIVISIONS: End::Limit(Limit::Fuel);
    LOOPS_FILL: End::Limit(Limit::Fuel);
    LOOPS_COPY: End::Limit(Limit::Fuel);
    LOOPS_INIT: End::Limit(Limit::Fuel);
    LOOPS_TABLE_FILL: End::Limit(Limit::Fuel);
    LOOPS_TABLE_COPY: End::Limit(Limit::Fuel);
    LOOPS_TABLE_INIT: End::Limit(Limit::Fuel);
    LOOPS_GROW_BY_NOTHING: End::Limit(Limit::Fuel);
    LOOPS_REFUSED_GROWTH: End::Limit(Limit::Fuel);
    LOOPS_DRIP: End::Limit(Limit::Fuel);
    LOOPS_HANDLES_THAT_COME_AND_GO: End::Limit(Limit::Fuel);
    LOOPS_TEXT_BETWEEN_COMPONENTS: End::Limit(Limit::Deadline), .limited(&[(Limit::Deadline, 300)]);
    LOOPS_FILL_ALL_MEMORY: End::Limit(Limit::Deadline), .limited(ALL_MEMORY);
    LOOPS_COPY_ALL_MEMORY: End::Limit(Limit::Deadline), .limited(ALL_MEMORY);
    LOOPS_HALF_OF_MEMORY_BETWEEN_COMPONENTS: End::Limit(Limit::Deadline), .limited(ALL_MEMORY);
    LOOPS_DEADLINE: End::Limit(Limit::Deadline), .limited(&[(Limit::Fuel, u64::MAX), (Limit::Deadline, 300)]);

    // Memory.
    MEMORY_GROW_IN_DESCRIBE: End::Limit(Limit::Memory);
    MEMORY_GROW_IN_START: End::Limit(Limit::Memory);
    MEMORY_GROW_IN_NEXT: End::Limit(Limit::Memory);
    MEMORY_GROW_IN_REALLOC: End::Limit(Limit::Memory);
    MEMORY_GROW_IN_START_FUNCTION: End::Limit(Limit::Memory);
    MEMORY_GROW_AFTER_NEXT: End::Limit(Limit::Memory);
    MEMORY_DECLARED: End::Limit(Limit::Memory);
    MEMORY_GROW_PAGE_BY_PAGE: End::Limit(Limit::Memory);
    MEMORY_TABLE_GROW: End::Limit(Limit::TableElements);
    MEMORY_TABLES_MULTIPLIED: End::Limit(Limit::TableElements);
    MEMORY_MANY_MEMORIES: End::Limit(Limit::Memory);
    MEMORY_MANY_INSTANCES: End::Limit(Limit::CoreInstances);
    MEMORY_ALL_OF_IT_WRITTEN: End::Harmless;
    MEMORY_DATA_AT_THE_END: End::Harmless;
    MEMORY_DATA_BEYOND_THE_END: End::Trap;
    MEMORY_ELEMENTS_BEYOND_THE_END: End::Trap;
    MEMORY_LOAD_BEYOND_THE_END: End::Trap;
    MEMORY_STORE_BEYOND_THE_END: End::Trap;

    // Transfer.
    TRANSFER_TEMPLATES: End::Limit(Limit::Transfer);
    TRANSFER_EXPORTERS: End::Limit(Limit::Transfer);
    TRANSFER_LIST_OF_EMPTY_ITEMS: End::Limit(Limit::Transfer);
    TRANSFER_CONTENT: End::Limit(Limit::Transfer), .limited(&[(Limit::Memory, 200 << 20)]);
    TRANSFER_FILES: End::Limit(Limit::TotalBytes);
    TRANSFER_PATH: End::Path("3145728 bytes"), .limited(&[(Limit::TotalPathBytes, 32 << 20)]);
    TRANSFER_MESSAGE: End::Limit(Limit::TextBytes);
    TRANSFER_PROCESS: End::Limit(Limit::TextBytes);
    TRANSFER_REJECTION: End::Limit(Limit::TextBytes);
    TRANSFER_TEMPLATE_ERROR: End::Limit(Limit::TextBytes);
    TRANSFER_SETTING_ERROR: End::Limit(Limit::TextBytes);

    // Handles.
    HANDLES_FLOOD: End::Limit(Limit::Handles);
    HANDLES_SUM: End::Limit(Limit::Handles);
    HANDLES_DROPPED_TWICE: End::Trap;

    // Stack.
    STACK_DESCRIBE: End::Limit(Limit::Stack);
    STACK_START: End::Limit(Limit::Stack);
    STACK_NEXT: End::Limit(Limit::Stack);
    STACK_REALLOC: End::Limit(Limit::Stack);
    STACK_START_FUNCTION: End::Limit(Limit::Stack);
    STACK_MUTUAL: End::Limit(Limit::Stack);
    STACK_INDIRECT: End::Limit(Limit::Stack);
    STACK_LARGE_FRAMES: End::Limit(Limit::Stack);
    STACK_AFTER_NEXT: End::Limit(Limit::Stack);
}
