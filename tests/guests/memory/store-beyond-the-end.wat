;; Tries: write beyond the end of its memory, where the host has its own.
;; Ends: trapped, in `start`.

(func $start (param i32) (result i32)
  (i64.store (i32.const 0x3ffffd) (i64.const -1))
  (i32.const 0x980))
